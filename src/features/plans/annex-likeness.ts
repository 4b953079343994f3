import { folded } from "#shared/folded.ts"

export type Provisional = { id: string; code: string; title: string; groupTitle: string }

/** Below this share of common words two titles are not offered as the same work. */
const LIKE_ENOUGH = 0.55

/** The words of a title as they are compared; kept by whoever compares many with many. */
export const wordsOf = (text: string): ReadonlySet<string> => new Set(folded(text).split(" ").filter(Boolean))

/** How much two titles have in common: twice the common words ÷ all words, 0 to 1 (Dice 1945). */
export const likeness = (a: string, b: string): number => likenessOf(wordsOf(a), wordsOf(b))

export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  let common = 0
  for (const word of a) if (b.has(word)) common++
  return (2 * common) / (a.size + b.size)
}

/** For each title the provisional task that reads most alike, if any is alike enough. A suggestion: a person decides. */
export function likeliest(titles: readonly string[], provisional: readonly Provisional[]): (Provisional | undefined)[] {
  const known = provisional.map((task) => ({ task, words: wordsOf(task.title) }))
  return titles.map((title) => {
    const words = wordsOf(title)
    let best: { task: Provisional; share: number } | undefined
    for (const each of known) {
      const share = likenessOf(words, each.words)
      if (share >= LIKE_ENOUGH && share > (best?.share ?? 0)) best = { task: each.task, share }
    }
    return best?.task
  })
}
