import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { NumberedQuote } from "./narrative.ts"
import { sourceAddress, sourcePage } from "./source-page.ts"

/** Groups of these sizes, their sentences numbered from 1. */
function groupsOf(sizes: readonly number[]): NumberedQuote[][] {
  let mark = 0
  return sizes.map((size) => Array.from({ length: size }, () => ({ mark: ++mark }) as NumberedQuote))
}
const marksOn = (page: { groups: NumberedQuote[][] }) => page.groups.flat().map((quote) => quote.mark)

describe("the sources of a part", () => {
  test("stand on one page while they are few", () => {
    const page = sourcePage(groupsOf([1, 2, 1]), null)
    expect(page).toMatchObject({ count: 4, before: null, after: null, isWanted: false })
    expect(marksOn(page)).toEqual([1, 2, 3, 4])
  })

  test("a mark leads to the page that has it, and sentences that stand together stay together", () => {
    const groups = groupsOf([90, 80, 5, 1])
    expect(marksOn(sourcePage(groups, null)).length, "the second group began on a page that was not full").toBe(170)
    expect(sourcePage(groups, 175)).toMatchObject({ before: 1, after: null, isWanted: true })
    expect(sourcePage(groups, 999)).toMatchObject({ before: null, after: 171, isWanted: false })
  })

  test("walking on from the first page shows every sentence once, whatever the groups", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 130 }), { maxLength: 30 }), (sizes) => {
        const groups = groupsOf(sizes)
        const seen: number[] = []
        for (let page = sourcePage(groups, null); ; page = sourcePage(groups, page.after)) {
          seen.push(...marksOn(page))
          if (page.after === null) break
          expect(sourcePage(groups, page.after).before).toBe(page.groups[0]![0]!.mark)
        }
        expect(seen).toEqual(groups.flat().map((quote) => quote.mark))
      }),
    ))

  test("no part without sentences fails", () => expect(sourcePage([], 3)).toMatchObject({ count: 0, groups: [] }))

  test("the address of a mark", () => {
    expect(sourceAddress(3, new Set([3]))).toBe("#nguon-3")
    expect(sourceAddress(4, new Set([3]))).toBe("?nguon=4#nguon-4")
  })
})
