import { folded } from "./folded.ts"

/** The words of a title or sentence as they are compared; kept by whoever compares many with many. */
export const wordsOf = (text: string): ReadonlySet<string> => new Set(folded(text).split(" ").filter(Boolean))

/** How much two texts have in common: twice the common words ÷ all words, 0 to 1 (Dice 1945). */
export const likeness = (a: string, b: string): number => likenessOf(wordsOf(a), wordsOf(b))

export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  let common = 0
  for (const word of a) if (b.has(word)) common++
  return (2 * common) / (a.size + b.size)
}
