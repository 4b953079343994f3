import { beforeAll, describe, expect, test } from "vitest"
import { xmlParts } from "../../../tests/support/read-docx-text.server.ts"
import { readWorkbook } from "./read-workbook.server.ts"
import type { Sheet, SheetToWrite } from "./workbook.ts"
import { writeWorkbook } from "./write-workbook.server.ts"

const sheet: SheetToWrite = {
  name: "Nhiệm vụ",
  title: "Danh sách nhiệm vụ",
  notes: ["Số liệu minh họa"],
  columns: [
    { header: "Số hiệu", key: "code", width: 12, kind: "text" },
    { header: "Số tiền", key: "amount", width: 18, kind: "number" },
    { header: "Thời hạn", key: "due", width: 14, kind: "day" },
    { header: "Tiến độ", key: "done", width: 12, kind: "percent" },
  ],
  rows: [
    { code: "00123", amount: 12_345_678, due: "2026-12-31", done: 45.5 },
    { code: '=HYPERLINK("http://x","y")', amount: null, due: "thường xuyên", done: 0 },
    { code: "+84 206\u0000\uD800 <&>", amount: -0.5, due: "1992-02-29", done: 100 },
  ],
}

let parts: Map<string, string>
let read: Sheet[]
beforeAll(async () => {
  const bytes = await writeWorkbook([sheet, { ...sheet, rows: (async function* () {})() }])
  parts = await xmlParts(bytes)
  const outcome = await readWorkbook(bytes)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  read = outcome.value
})
const valuesOf = (row: number) => read[0]!.rows.find((each) => each.number === row)!.cells.map((cell) => cell.value)

describe("what was written is read again", () => {
  test("title, notes and header above the rows", () => {
    expect(read[0]!.rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6])
    expect(valuesOf(3).map((value) => value.kind === "text" && value.text)).toEqual([
      "Số hiệu",
      "Số tiền",
      "Thời hạn",
      "Tiến độ",
    ])
  })

  test("kinds and values", () => {
    expect(valuesOf(4)).toEqual([
      { kind: "text", text: "00123" },
      { kind: "number", number: 12_345_678 },
      { kind: "day", day: "2026-12-31" },
      { kind: "percent", percent: 45.5 },
    ])
  })

  test("what is no day stays text; what XML forbids is dropped", () => {
    expect(valuesOf(5)[1]).toEqual({ kind: "text", text: "thường xuyên" })
    expect(valuesOf(6)[0]).toEqual({ kind: "text", text: "+84 206\uFFFD <&>" })
  })

  test("sheets of one name are told apart; a sheet without rows has its header", () => {
    expect(read.map((each) => each.name)).toEqual(["Nhiệm vụ", "Nhiệm vụ (2)"])
    expect(read[1]!.rows).toHaveLength(3)
  })
})

test("text that looks like a formula is no formula, and its cell is formatted as text", () => {
  const xml = parts.get("xl/worksheets/sheet1.xml")!
  expect(xml).not.toContain("<f>")
  const style = Number(/<c r="A5" s="(\d+)"/.exec(xml)![1])
  const formats = [
    ...parts
      .get("xl/styles.xml")!
      .split("<cellXfs")[1]!
      .matchAll(/<xf numFmtId="(\d+)"/g),
  ]
  expect(formats[style]![1]).toBe("49")
})

test("the header stays in sight and filters", () => {
  const xml = parts.get("xl/worksheets/sheet1.xml")!
  expect(xml).toMatch(/<pane[^>]*ySplit="3"[^>]*state="frozen"/)
  expect(xml).toContain('<autoFilter ref="A3:D6"/>')
})

test("ten thousand rows within a few seconds, made while they are written", async () => {
  function* rows() {
    for (let index = 0; index < 10_000; index += 1)
      yield { code: `NV-${index}`, amount: index, due: "2026-12-31", done: index % 101 }
  }
  const outcome = await readWorkbook(await writeWorkbook([{ ...sheet, rows: rows() }]))
  expect(outcome.ok && outcome.value[0]!.rows).toHaveLength(10_003)
})
