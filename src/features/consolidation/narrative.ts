import { type NarrativeKey, narrativeKeys } from "./consolidation.ts"
import type { Quote } from "./figures.ts"

export type NumberedQuote = Quote & { mark: number }

/** Every quote gets a mark, [1] [2] …, in the order of the report; the mark leads to its source. */
export function numberQuotes(quotes: readonly Quote[]): NumberedQuote[] {
  const order = (quote: Quote) => narrativeKeys.indexOf(quote.key as NarrativeKey)
  return quotes
    .filter((quote) => order(quote) >= 0)
    .map((quote, index) => ({ quote, index }))
    .sort((a, b) => order(a.quote) - order(b.quote) || a.index - b.index)
    .map(({ quote }, index) => ({ ...quote, mark: index + 1 }))
}

/**
 * The draft of one part: quotes what units sent and arranges it, one line for each sentence with the units that said it.
 * Equal sentences of several units stand once. No sentence is made that nobody reported.
 */
export function draftPart(quotes: readonly NumberedQuote[], key: NarrativeKey): string {
  const byText = new Map<string, NumberedQuote[]>()
  for (const quote of quotes.filter((each) => each.key === key)) {
    const normal = quote.text.replace(/\s+/g, " ").replace(/[.;\s]+$/, "").toLowerCase()
    byText.set(normal, [...(byText.get(normal) ?? []), quote])
  }
  return [...byText.values()].map((same) => draftLine(same)).join("\n")
}

const NAMED_AT_MOST = 5
function draftLine(same: readonly NumberedQuote[]): string {
  const names = [...new Set(same.map((quote) => quote.unitName))]
  const who = names.length > NAMED_AT_MOST ? `${names.slice(0, NAMED_AT_MOST).join(", ")} và ${names.length - NAMED_AT_MOST} đơn vị khác` : names.join(", ")
  const marks = same.map((quote) => `[${quote.mark}]`).join("")
  const text = same[0]!.text.replace(/\s+/g, " ").replace(/[.;\s]+$/, "")
  return `- ${text} (${who}) ${marks}.`
}
