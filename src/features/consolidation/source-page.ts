import type { NumberedQuote } from "./narrative.ts"

/** From so many sentences on a page of sources is full; sentences that stand together are never torn apart. */
const FULL = 100

export type SourcePage = {
  groups: NumberedQuote[][]
  /** How many sentences the part has on all pages. */
  count: number
  /** A sentence on the page before and on the page after, by its mark: the address of a page is a sentence on it. */
  before: number | null
  after: number | null
  /** A sentence of this page was asked for. */
  isWanted: boolean
}

/** The sources of one part of the draft, page by page: the page with the wanted sentence, or else the first. */
export function sourcePage(groups: readonly NumberedQuote[][], wanted: number | null): SourcePage {
  const pages: NumberedQuote[][][] = []
  let size = FULL
  for (const group of groups) {
    if (size >= FULL) {
      pages.push([])
      size = 0
    }
    pages.at(-1)!.push(group)
    size += group.length
  }
  const holds = (page: NumberedQuote[][]) => page.some((group) => group.some((quote) => quote.mark === wanted))
  const found = pages.findIndex(holds)
  const at = Math.max(0, found)
  const first = (page: NumberedQuote[][] | undefined) => page?.[0]?.[0]?.mark ?? null
  return {
    groups: pages[at] ?? [],
    count: groups.reduce((sum, group) => sum + group.length, 0),
    before: at > 0 ? first(pages[at - 1]) : null,
    after: first(pages[at + 1]),
    isWanted: found >= 0,
  }
}

/** Where a mark leads: to its sentence on this page, or to the page that has it. */
export const sourceAddress = (mark: number, shown: ReadonlySet<number>): string =>
  shown.has(mark) ? `#nguon-${mark}` : `?nguon=${mark}#nguon-${mark}`
