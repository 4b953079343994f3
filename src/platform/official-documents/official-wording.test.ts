import { describe, expect, test } from "vitest"
import type { Block, OfficialDocument } from "./official-document.ts"
import {
  annexName,
  attachmentLine,
  closedLines,
  dateInWords,
  numberedBlocks,
  numberLine,
  pointLetter,
  romanNumeral,
  withEndMark,
} from "./official-wording.ts"

const heading = (level: 1 | 2 | 3): Block => ({ kind: "heading", level, text: "" })
const numbersOf = (blocks: Block[]) => numberedBlocks(blocks).map((block) => block.number)

describe("number and date", () => {
  test.each([
    ["5", "Số: 05/BC-SKHCN"],
    ["05", "Số: 05/BC-SKHCN"],
    ["1139", "Số: 1139/BC-SKHCN"],
    [null, "Số:      /BC-SKHCN"],
  ])("number %s", (number, line) => expect(numberLine(number, "BC-SKHCN")).toBe(line))

  test.each([
    ["2025-07-09", "ngày 09 tháng 7 năm 2025"],
    ["2026-02-05", "ngày 05 tháng 02 năm 2026"],
    ["2026-01-31", "ngày 31 tháng 01 năm 2026"],
    ["2026-12-10", "ngày 10 tháng 12 năm 2026"],
  ])("%s", (day, words) => expect(dateInWords(day)).toBe(words))

  test("before issue the day and month stay blank", () => {
    expect(dateInWords(null, 2026)).toBe("ngày     tháng     năm 2026")
  })
})

describe("numbering", () => {
  test("points follow the Vietnamese alphabet, without f, j, w, z", () => {
    expect(Array.from({ length: 23 }, (_, index) => pointLetter(index)).join("")).toBe(
      "abcdđeghiklmnopqrstuvxy".slice(0, 23),
    )
    expect(pointLetter(23)).toBe("aa")
  })

  test("Roman numerals", () => {
    expect([1, 4, 9, 14, 40, 49, 90].map(romanNumeral)).toEqual(["I", "IV", "IX", "XIV", "XL", "XLIX", "XC"])
  })

  test("a lower level starts again under each higher one", () => {
    expect(numbersOf([1, 2, 3, 3, 2, 3, 1, 2].map((level) => heading(level as 1 | 2 | 3)))).toEqual([
      "I.",
      "1.",
      "a)",
      "b)",
      "2.",
      "a)",
      "II.",
      "1.",
    ])
  })

  test("one annex has no number, several have Roman ones", () => {
    expect(annexName(0, 1)).toBe("PHỤ LỤC")
    expect(annexName(3, 4)).toBe("PHỤ LỤC IV")
  })
})

describe("end mark", () => {
  test.each([
    ["Xin báo cáo.", "Xin báo cáo./."],
    ["Xin báo cáo;", "Xin báo cáo./."],
    ["Xin báo cáo", "Xin báo cáo./."],
    ["Xin báo cáo./.", "Xin báo cáo./."],
  ])("%s", (text, ended) =>
    expect(withEndMark([{ kind: "paragraph", text }])).toEqual([{ kind: "paragraph", text: ended }]),
  )

  test("stands after the last item of a list, after a source mark, alone after a table", () => {
    expect(withEndMark([{ kind: "list", marks: "dash", items: ["một;", "hai."] }])).toEqual([
      { kind: "list", marks: "dash", items: ["một;", "hai./."] },
    ])
    const marked = [{ text: "Đã nêu" }, { text: "[1]", style: "sourceMark" as const }]
    expect(withEndMark([{ kind: "paragraph", text: marked }])).toEqual([
      { kind: "paragraph", text: [...marked, { text: "./." }] },
    ])
    expect(withEndMark([{ kind: "table", columns: [], rows: [] }]).at(-1)).toEqual({ kind: "paragraph", text: "./." })
  })
})

test("lists of recipients are closed the same way however they were typed", () => {
  expect(closedLines(["- Như trên;", "UBND tỉnh (b/c)", " ", "Lưu: VT, CĐS."])).toEqual([
    "- Như trên;",
    "- UBND tỉnh (b/c);",
    "- Lưu: VT, CĐS.",
  ])
})

test("an annex says what it comes with", () => {
  const document = {
    form: "report",
    number: "7",
    notation: "BC-SKHCN",
    issuedOn: "2026-09-14",
    issuer: { agency: "Sở Khoa học và Công nghệ" },
  } as OfficialDocument
  expect(attachmentLine(document, { title: "", wide: true, blocks: [] })).toBe(
    "(Kèm theo Báo cáo số 07/BC-SKHCN ngày 14 tháng 9 năm 2026 của Sở Khoa học và Công nghệ)",
  )
})
