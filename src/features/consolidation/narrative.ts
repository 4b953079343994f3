import { type NarrativeKey, narrativeKeys } from "./consolidation.ts"
import type { Quote } from "./figures.ts"

export type NumberedQuote = Quote & { mark: number }

/** Which mark stands for which sentence, by `quoteKey`. Kept with the consolidation: a mark once given is never given to another. */
export type Marks = Readonly<Record<string, number>>

/** What makes a sentence the same one when its report comes again: the entry or section that it stands in, not its wording. */
const quoteKey = (quote: Quote): string => `${quote.key}:${quote.entryId ?? quote.reportId}`

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

/**
 * The draft of one part: quotes what units sent and arranges it, one line for each sentence with the units that said it.
 * Equal sentences of several units stand once. No sentence is made that nobody reported.
 */
export function draftPart(quotes: readonly NumberedQuote[], key: NarrativeKey): string {
  const byText = new Map<string, NumberedQuote[]>()
  for (const quote of quotes.filter((each) => each.key === key)) {
    const normal = quote.text
      .replace(/\s+/g, " ")
      .replace(/[.;\s]+$/, "")
      .toLowerCase()
    byText.set(normal, [...(byText.get(normal) ?? []), quote])
  }
  return [...byText.values()].map((same) => draftLine(same)).join("\n")
}

const NAMED_AT_MOST = 5
function draftLine(same: readonly NumberedQuote[]): string {
  const names = [...new Set(same.map((quote) => quote.unitName))]
  const who =
    names.length > NAMED_AT_MOST
      ? `${names.slice(0, NAMED_AT_MOST).join(", ")} và ${names.length - NAMED_AT_MOST} đơn vị khác`
      : names.join(", ")
  const marks = same.map((quote) => `[${quote.mark}]`).join("")
  const text = same[0]!.text.replace(/\s+/g, " ").replace(/[.;\s]+$/, "")
  return `- ${text} (${who}) ${marks}.`
}
