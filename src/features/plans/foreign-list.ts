import { folded } from "#shared/folded.ts"
import { likenessOf, wordsOf } from "#shared/likeness.ts"

/** One task as another system exports it. */
export type ForeignTask = { ref: string; title: string; state: string }
export type OwnTask = { id: string; code: string; title: string; externalRef: string | null; state: string }

const MOST = 3_000

/**
 * Reads a list as it is copied out of a sheet or a CSV file: code, title and, where there is one, state; by tab, semicolon or bar. A head
 * row and lines without a code are left out.
 * @returns at most 3,000 tasks, and how many lines could not be read
 */
export function readForeignList(text: string): { tasks: ForeignTask[]; unread: number } {
  const tasks: ForeignTask[] = []
  let unread = 0
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue
    const cells = line.split(/\t|;|\|/).map((cell) => cell.replace(/^"|"$/g, "").replace(/\s+/g, " ").trim())
    const [ref = "", title = "", ...rest] = cells[0] === "" ? cells.slice(1) : cells
    if (isHead(ref, title)) continue
    if (ref === "" || title === "" || tasks.length >= MOST) unread++
    else tasks.push({ ref, title, state: rest.find((cell) => cell !== "") ?? "" })
  }
  return { tasks, unread }
}

const isHead = (ref: string, title: string): boolean =>
  /^(tt|stt|ma|ma nhiem vu|code|id)$/.test(folded(ref)) && /nhiem vu|noi dung|ten|title/.test(folded(title))

export type Reconciled = {
  /** In both, by the code of the other system. */
  both: { own: OwnTask; foreign: ForeignTask; sameTitle: boolean }[]
  /** Theirs without our code, with the task of ours that reads most alike. */
  theirs: { foreign: ForeignTask; alike: (OwnTask & { share: number }) | null }[]
  /** Ours that their list does not hold. */
  ours: OwnTask[]
}

const LIKE_ENOUGH = 0.5

/** Sets our list beside theirs. A suggestion is offered once, to the foreign task that it fits best. */
export function reconcile(own: readonly OwnTask[], foreign: readonly ForeignTask[]): Reconciled {
  const byRef = new Map(own.flatMap((task) => (task.externalRef ? [[task.externalRef, task] as const] : [])))
  const both = foreign.flatMap((theirs) => {
    const mine = byRef.get(theirs.ref)
    return mine ? [{ own: mine, foreign: theirs, sameTitle: folded(mine.title) === folded(theirs.title) }] : []
  })
  const matched = new Set(both.map((pair) => pair.own.id))
  const free = own.filter((task) => !matched.has(task.id))
  const known = free.map((task) => ({ task, words: wordsOf(task.title) }))
  const pairs = foreign
    .filter((theirs) => !byRef.has(theirs.ref))
    .flatMap((theirs) => {
      const words = wordsOf(theirs.title)
      return known.flatMap(({ task, words: own }) => {
        const share = likenessOf(words, own)
        return share >= LIKE_ENOUGH ? [{ theirs, task, share }] : []
      })
    })
    .sort((a, b) => b.share - a.share)
  const suggested = new Map<ForeignTask, OwnTask & { share: number }>()
  const used = new Set<string>()
  for (const { theirs, task, share } of pairs) {
    if (suggested.has(theirs) || used.has(task.id)) continue
    suggested.set(theirs, { ...task, share })
    used.add(task.id)
  }
  return {
    both,
    theirs: foreign
      .filter((theirs) => !byRef.has(theirs.ref))
      .map((theirs) => ({ foreign: theirs, alike: suggested.get(theirs) ?? null })),
    ours: free.filter((task) => !used.has(task.id)),
  }
}
