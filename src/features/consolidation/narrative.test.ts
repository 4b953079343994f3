import { describe, expect, test } from "vitest"
import { canMove, type Move, moves, statuses } from "./consolidation.ts"
import type { Quote } from "./figures.ts"
import { alikeQuotes, draftPart, numberQuotes, quoteKey } from "./narrative.ts"
import { withoutMarks } from "./snapshot.ts"

const quote = (over: Partial<Quote>): Quote => ({
  key: "results",
  entryId: "e1",
  reportId: "r1",
  unitId: "u1",
  unitName: "Sở Y tế",
  taskId: "t1",
  taskCode: "1.1",
  taskTitle: "…",
  text: "Đã tập huấn 3 lớp",
  ...over,
})

describe("sentences that read alike", () => {
  const two = (first: string, second: string) =>
    numberQuotes([quote({ text: first }), quote({ entryId: "e2", unitName: "Sở Xây dựng", text: second })]).quotes
  const long = "Đã ban hành kế hoạch tuyên truyền và tổ chức tập huấn cho cán bộ các xã"

  test("stand once, with all who said them", () => {
    const quotes = two(`${long}.`, `${long}, phường`)
    expect(draftPart(quotes, "results")).toBe(`- ${long} (Sở Y tế, Sở Xây dựng) [1][2].`)
  })

  test('another number or a "chưa" makes another statement', () => {
    expect(alikeQuotes(two(`${long} 12 lớp`, `${long} 14 lớp`), "results")).toHaveLength(2)
    expect(alikeQuotes(two(long, long.replace("Đã", "Chưa")), "results")).toHaveLength(2)
  })

  test("what an editor took out stands alone", () => {
    const quotes = two(long, long)
    expect(alikeQuotes(quotes, "results")).toHaveLength(1)
    expect(draftPart(quotes, "results", [quoteKey(quotes[1]!)]).split("\n")).toHaveLength(2)
  })
})

describe("the draft quotes and arranges", () => {
  test("one line for each sentence, equal sentences once with all who said them, each with its mark", () => {
    const { quotes } = numberQuotes([
      quote({}),
      quote({ entryId: "e2", unitName: "Sở Xây dựng", text: "Đã tập huấn 3 lớp." }),
      quote({ entryId: "e3", unitName: "Công an tỉnh", text: "Đã rà soát" }),
    ])
    expect(draftPart(quotes, "results")).toBe(
      "- Đã tập huấn 3 lớp (Sở Y tế, Sở Xây dựng) [1][2].\n- Đã rà soát (Công an tỉnh) [3].",
    )
  })
  test("a mark that the text uses never goes to another sentence, whatever comes later", () => {
    const first = numberQuotes([quote({}), quote({ entryId: "e3" })])
    const later = numberQuotes(
      [
        quote({ entryId: "e0", unitName: "Sở đến sau" }),
        quote({ text: "Sửa lại sau khi bị trả" }),
        quote({ entryId: "e3" }),
      ],
      first.marks,
    )
    expect(later.quotes.map((each) => [each.entryId, each.mark])).toEqual([
      ["e0", 3],
      ["e1", 1],
      ["e3", 2],
    ])
  })
  test("the public reads the text without marks", () =>
    expect(withoutMarks("- Đã rà soát (Công an tỉnh) [3][14][VM2].")).toBe("- Đã rà soát (Công an tỉnh)."))
})

const allowed = [
  "handToHead from drafting",
  "sendBack from withHead",
  "freeze from withHead",
  "issue from frozen",
  "receive from issued",
  "withdraw from drafting",
  "withdraw from withHead",
]
for (const move of Object.keys(moves) as Move[])
  for (const status of statuses) {
    const name = `${move} from ${status}`
    test(name, () => expect(canMove(status, move)).toBe(allowed.includes(name)))
  }
