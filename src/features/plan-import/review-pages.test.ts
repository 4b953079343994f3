import { describe, expect, test } from "vitest"
import type { FieldPlaces } from "./review-fields.ts"
import { pageWanted, reviewPages, sourcesNear } from "./review-pages.ts"

const doubted = (number: number): FieldPlaces => ({
  title: { words: "", full: "", anchor: null, doubts: [{ number, message: "" }] },
})
const group = (at: number, count: number, doubt?: number) => ({
  at,
  tasks: Array.from({ length: count }, (_, i) => ({
    path: `${at}.${i}`,
    fields: doubt !== undefined && i === count - 1 ? doubted(doubt) : {},
  })),
})
const shown = (pages: ReturnType<typeof reviewPages>) =>
  pages.map((parts) => parts.map(({ at, from, to }) => `${at}:${from}-${to}`).join(" "))

describe("pages of groups", () => {
  test.each([
    ["nothing was read", [], [""]],
    ["what fits stands on one page", [4, 3, 3], ["0:0-4 1:0-3 2:0-3"]],
    ["a group that does not fit begins the next page", [4, 7, 3], ["0:0-4", "1:0-7 2:0-3"]],
    [
      "a long group goes on over pages, the next one behind its end",
      [2, 25, 3],
      ["0:0-2", "1:0-10", "1:10-20", "1:20-25 2:0-3"],
    ],
    ["an empty group is not lost", [10, 0, 1], ["0:0-10 1:0-0", "2:0-1"]],
  ])("%s", (_what, counts, expected) => {
    expect(
      shown(
        reviewPages(
          counts.map((count, at) => group(at, count)),
          10,
        ),
      ),
    ).toEqual(expected)
  })
})

describe("the page that is asked for", () => {
  const groups = [group(0, 4), group(1, 25, 7), group(2, 6)]
  const pages = reviewPages(groups, 10)
  test.each([
    [{}, 1],
    [{ page: "3" }, 3],
    [{ page: "99" }, 1],
    [{ page: "x" }, 1],
    [{ task: "1.12" }, 3],
    [{ task: "9.9" }, 1],
    [{ group: "1" }, 2],
    [{ group: "2" }, 5],
    [{ doubt: "7" }, 4],
  ])("%j is page %i", (wanted, page) => {
    expect(pageWanted(pages, groups, wanted)).toBe(page)
  })
})

describe("the source beside a page", () => {
  const source = {
    file: "phu-luc.xlsx",
    rows: Array.from({ length: 200 }, (_, i) => ({ anchor: `h${i + 1}`, place: String(i + 1), text: `Dòng ${i + 1}` })),
  }
  test("a short one is whole", () => {
    expect(sourcesNear([source], ["nguon-1-h100"])[0]).toMatchObject({ before: 0, behind: 0 })
  })
  test("of a long one the rows around what is shown, cells counting as their row", () => {
    const [near] = sourcesNear([source], ["nguon-1-h100-c3", "nguon-1-h110"], 100)
    expect([near!.before, near!.rows.length, near!.behind]).toEqual([69, 71, 60])
    expect(near!.rows.map((row) => row.anchor)).toContain("h100")
  })
})
