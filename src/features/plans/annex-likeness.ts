import { likenessOf, wordsOf } from "#shared/likeness.ts"

export type Provisional = { id: string; code: string; title: string; groupTitle: string }

/** Below this share of common words two titles are not offered as the same work. */
const LIKE_ENOUGH = 0.55

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
