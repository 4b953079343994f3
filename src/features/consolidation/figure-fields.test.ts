import { describe, expect, test } from "vitest"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { textContradictions } from "./contradictions.ts"
import { fewMarks, fieldChoices, fieldValue, filledText, textPieces, unknownFields } from "./figure-fields.ts"
import type { Figures } from "./figures.ts"
import type { NumberedQuote } from "./narrative.ts"

const base = sampleSnapshot(131).figures
const totals = { all: 45, completedOnTime: 17, completedLate: 4, openInTime: 14, openOverdue: 2, untimed: 8 }
const unit = { unitId: "u", name: "Sở Y tế", totals: { ...totals, all: 5, completedOnTime: 3, completedLate: 0 } }
const figures: Figures = {
  ...base,
  totals,
  byUnit: [unit],
  byGroup: [{ code: "2", title: "Thể chế", totals: { ...totals, completedOnTime: 6 } }],
}

describe("figures as fields of the text", () => {
  test("stand as the numbers of now, as officials write them", () => {
    expect(filledText("Có {{hoàn thành đúng hạn}} và {{ Chưa hoàn thành,  quá hạn }} nhiệm vụ", figures)).toBe(
      "Có 17 và 02 nhiệm vụ",
    )
    expect(fieldValue("nhóm 2: hoàn thành đúng hạn", figures)).toBe("06")
  })

  test("a field that is none stays as typed and is named", () => {
    expect(filledText("{{hoàn thành tốt}}", figures)).toBe("{{hoàn thành tốt}}")
    expect(unknownFields("{{hoàn thành tốt}} {{nhóm 9: hoàn thành}} {{hoàn thành}}", figures)).toEqual([
      "hoàn thành tốt",
      "nhóm 9: hoàn thành",
    ])
  })

  test("every field that is offered has the value that the text will show", () => {
    for (const { name, value } of fieldChoices(figures)) expect(filledText(`{{${name}}}`, figures)).toBe(value)
    expect(fieldChoices(figures).length).toBeGreaterThan(14)
  })

  test("obstacles are counted, and unknown in what was frozen before they were", () => {
    const obstacles = { raised: 12, answered: 7, solved: 5, past: 2 }
    expect(filledText("{{vướng mắc đã nêu}}/{{vướng mắc đã giải quyết}}", { ...figures, obstacles })).toBe("12/05")
    expect(unknownFields("{{vướng mắc đã nêu}}", figures)).toEqual(["vướng mắc đã nêu"])
    expect(textPieces("Kinh phí [VM4]", figures, new Set())).toEqual([
      { kind: "text", text: "Kinh phí " },
      { kind: "obstacle", number: 4 },
    ])
  })

  test("a line falls into text, figures and marks; a number in brackets that is no mark stays text", () => {
    expect(textPieces("Đạt {{hoàn thành}} [3] năm [2025].", figures, new Set([3]))).toEqual([
      { kind: "text", text: "Đạt " },
      { kind: "field", name: "hoàn thành", value: "21" },
      { kind: "text", text: " " },
      { kind: "mark", mark: 3 },
      { kind: "text", text: " năm [2025]." },
    ])
  })
})

describe("numbers in sentences against the tables", () => {
  const quote = { mark: 1, unitId: "u", unitName: "Sở Y tế" } as NumberedQuote
  const other = { mark: 2, unitId: "v", unitName: "Sở Xây dựng" } as NumberedQuote
  const found = (body: string) =>
    textContradictions([{ key: "results", body }], figures, [quote, other]).map(
      ({ figure, said, is, unit: by }) => `${by?.name ?? "kế hoạch"}: ${figure} ${said}≠${is}`,
    )

  test("22/13/2 in the body, 21/14/2 in the table", () => {
    expect(found("Kết quả thực hiện các nhiệm vụ: 22/13/2.")).toEqual([
      "kế hoạch: hoàn thành 22≠21",
      "kế hoạch: chưa hoàn thành, trong hạn 13≠14",
    ])
    expect(found("Kết quả thực hiện các nhiệm vụ: 21/14/2.")).toEqual([])
  })

  test.each([
    ["Đã hoàn thành 22 nhiệm vụ", "hoàn thành 22≠21"],
    ["Có 16 nhiệm vụ hoàn thành đúng hạn", "hoàn thành đúng hạn 16≠17"],
    ["hoàn thành quá hạn: 05 nhiệm vụ", "hoàn thành quá hạn 5≠4"],
    ["03 nhiệm vụ chưa hoàn thành, quá hạn", "chưa hoàn thành, quá hạn 3≠2"],
    ["trong tổng số 46 nhiệm vụ", "tổng số nhiệm vụ 46≠45"],
  ])("%s", (line, fault) => expect(found(line)).toEqual([`kế hoạch: ${fault}`]))

  test.each([
    "Đã hoàn thành 21 nhiệm vụ, trong đó 17 nhiệm vụ hoàn thành đúng hạn, 4 nhiệm vụ hoàn thành quá hạn",
    "Đã hoàn thành {{hoàn thành đúng hạn}} nhiệm vụ",
    "Nhiệm vụ ban hành ngày 22/12/24 theo Nghị quyết",
    "Chưa hoàn thành 3 nhiệm vụ của Bộ",
    "Đã tập huấn 22 lớp",
  ])("nothing to say about: %s", (line) => expect(found(line)).toEqual([]))

  test("a sentence of one unit is held against its own figures, one of several units against none", () => {
    expect(found("- Hoàn thành 4 nhiệm vụ (Sở Y tế) [1].")).toEqual(["Sở Y tế: hoàn thành 4≠3"])
    expect(found("- Hoàn thành 3 nhiệm vụ (Sở Y tế) [1].")).toEqual([])
    expect(found("- Hoàn thành 4 nhiệm vụ (Sở Y tế, Sở Xây dựng) [1][2].")).toEqual([])
  })
})

describe("marks in a row", () => {
  const line = (count: number) =>
    textPieces(
      `Đã họp ${Array.from({ length: count }, (_, i) => `[${i + 1}]`).join("")}.`,
      figures,
      new Set(Array.from({ length: 80 }, (_, i) => i + 1)),
    )

  test("few stay as they are", () => expect(fewMarks(line(5))).toEqual(line(5)))
  test("of many the first five stand, the rest is one link to the sixth", () => {
    const pieces = fewMarks(line(80))
    expect(pieces.filter((piece) => piece.kind === "mark")).toHaveLength(5)
    expect(pieces.at(-2)).toEqual({ kind: "moreMarks", mark: 6, count: 75 })
    expect(pieces.at(-1)).toEqual({ kind: "text", text: "." })
  })
})
