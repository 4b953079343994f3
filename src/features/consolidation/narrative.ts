import { likenessOf, wordsOf } from "#shared/likeness.ts"
import { type NarrativeKey, narrativeKeys } from "./consolidation.ts"
import type { Quote } from "./figures.ts"

export type NumberedQuote = Quote & { mark: number }

/** Which mark stands for which sentence, by `quoteKey`. Kept with the consolidation: a mark once given is never given to another. */
export type Marks = Readonly<Record<string, number>>

/** What makes a sentence the same one when its report comes again: the entry or section that it stands in, not its wording. */
export const quoteKey = (quote: Quote): string => `${quote.key}:${quote.entryId ?? quote.reportId}`

/**
 * Every quote has a mark, [1] [2] …, that leads to its source. Marks that the text already uses stay; new sentences, from reports that
 * came later, get the next numbers in the order of the report.
 */
export function numberQuotes(quotes: readonly Quote[], known: Marks = {}): { quotes: NumberedQuote[]; marks: Marks } {
  const order = (quote: Quote) => narrativeKeys.indexOf(quote.key as NarrativeKey)
  const marks: Record<string, number> = { ...known }
  let last = Math.max(0, ...Object.values(known))
  const numbered = quotes
    .map((quote, index) => ({ quote, index }))
    .filter(({ quote }) => order(quote) >= 0)
    .sort((a, b) => order(a.quote) - order(b.quote) || a.index - b.index)
    .map(({ quote }) => {
      const key = quoteKey(quote)
      marks[key] ??= ++last
      return { ...quote, mark: marks[key] }
    })
  return { quotes: numbered, marks }
}

/** From this share of common words on two sentences are taken for the same one. */
const SAME_FROM = 0.85
/** How many different sentences before it a sentence is compared with, so that ten thousand of them are arranged in a second. */
const LOOK_BACK = 200
const NUMBERS = /\d+(?:[.,]\d+)*/g
const NEGATIONS = /(?<!\p{L})(chưa|không|chậm|quá hạn)(?!\p{L})/giu

/**
 * Sentences of one part that say the same, in their order. Alike is not enough: different numbers, or a "chưa" in only one of them, are
 * different statements. @param parted keys of sentences that an editor took out: each stands alone
 */
export function alikeQuotes(
  quotes: readonly NumberedQuote[],
  key: NarrativeKey,
  parted: readonly string[] = [],
): NumberedQuote[][] {
  const groups: { facts: string; words: ReadonlySet<string>; quotes: NumberedQuote[] }[] = []
  const order: NumberedQuote[][] = []
  for (const quote of quotes.filter((each) => each.key === key)) {
    const facts = factsOf(quote.text)
    const words = wordsOf(quote.text)
    const isOpen = !parted.includes(quoteKey(quote))
    const like =
      isOpen &&
      groups.slice(-LOOK_BACK).find((each) => each.facts === facts && likenessOf(each.words, words) >= SAME_FROM)
    if (like) like.quotes.push(quote)
    else {
      const group = { facts, words, quotes: [quote] }
      order.push(group.quotes)
      if (isOpen) groups.push(group)
    }
  }
  return order
}

const factsOf = (text: string): string =>
  [...(text.match(NUMBERS) ?? []), ...(text.toLowerCase().match(NEGATIONS) ?? [])].join(" ")

/**
 * The draft of one part: quotes what units sent and arranges it, one line for each sentence with the units that said it. Sentences that
 * are alike stand once, in the words of the first. No sentence is made that nobody reported.
 */
export const draftPart = (
  quotes: readonly NumberedQuote[],
  key: NarrativeKey,
  parted: readonly string[] = [],
): string =>
  alikeQuotes(quotes, key, parted)
    .map((same) => draftLine(same))
    .join("\n")

const NAMED_AT_MOST = 5
export function draftLine(same: readonly NumberedQuote[]): string {
  const names = [...new Set(same.map((quote) => quote.unitName))]
  const who =
    names.length > NAMED_AT_MOST
      ? `${names.slice(0, NAMED_AT_MOST).join(", ")} và ${names.length - NAMED_AT_MOST} đơn vị khác`
      : names.join(", ")
  const marks = same.map((quote) => `[${quote.mark}]`).join("")
  const text = same[0]!.text.replace(/\s+/g, " ").replace(/[.;\s]+$/, "")
  return `- ${text} (${who}) ${marks}.`
}
