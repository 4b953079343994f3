import { expect, test } from "vitest"
import type { Sheet } from "#platform/workbooks/workbook.ts"
import { readUnitSheet } from "./read-unit-sheet.ts"
import type { Unit } from "./unit.ts"
import { compareUnits } from "./unit-import.ts"

/** A sheet from rows of plain texts; the first row is row 1. */
function sheetOf(...rows: string[][]): Sheet {
  const cellOf = (text: string, column: number, row: number) => {
    const letter = String.fromCharCode(65 + column)
    return text === "" ? [] : [{ address: `${letter}${row}`, column: letter, value: { kind: "text" as const, text } }]
  }
  return {
    name: "Đơn vị",
    rows: rows.map((cells, index) => ({
      number: index + 1,
      cells: cells.flatMap((text, column) => cellOf(text, column, index + 1)),
    })),
  }
}

const head = ["Mã", "Tên đơn vị", "Loại", "Đơn vị cấp trên (mã hoặc tên)", "Kết thúc từ ngày", "Lý do kết thúc"]
const agency = "Sở, ban, ngành"
const known = (facts: Partial<Unit>): Unit => ({
  id: facts.code ?? "u",
  version: 1,
  code: null,
  name: "Sở Y tế",
  kind: "agency",
  parentId: null,
  obligation: "must",
  isConfirmed: true,
  note: null,
  aliases: [],
  startedOn: "2025-07-01",
  endedOn: null,
  endedReason: null,
  position: 0,
  ...facts,
})

const run = (rows: string[][], units: Unit[] = []) => {
  let made = 0
  return compareUnits(readUnitSheet([sheetOf(head, ...rows)]), units, {
    today: "2026-11-23",
    newId: () => `new${++made}`,
  })
}
const outcomes = (rows: string[][], units: Unit[] = []) => run(rows, units).changes.map((change) => change.outcome)
const faults = (rows: string[][], units: Unit[] = []) =>
  run(rows, units).faults.map((fault) => `${fault.address} ${fault.code}`)

test("a row is a known unit by its code, without a code by its name", () => {
  const units = [known({ code: "SYT" }), known({ id: "u2", name: "Sở Nội vụ" })]
  expect(
    outcomes(
      [
        ["SYT", "Sở Y tế", agency],
        ["", "so noi vu", agency],
        ["", "Sở Xây dựng", agency],
      ],
      units,
    ),
  ).toEqual(["unchanged", "changed", "added"])
})

test("what has no column stays, what the list leaves out stays too", () => {
  const units = [known({ code: "SYT", note: "cũ", aliases: ["SYT"] }), known({ code: "SNV", name: "Sở Nội vụ" })]
  const { changes, untouched } = run([["SYT", "Sở Y tế và Dân số", agency]], units)
  expect(changes[0]!.changes).toEqual({ name: { before: "Sở Y tế", after: "Sở Y tế và Dân số" } })
  expect(changes[0]!.unit).toMatchObject({ note: "cũ", aliases: ["SYT"] })
  expect(untouched).toBe(1)
})

test("a parent may stand later in the same list, by code or by name", () => {
  const { changes, faults } = run([
    ["B", "Phòng B", agency, "A"],
    ["C", "Phòng C", agency, "sở a"],
    ["A", "Sở A", agency],
  ])
  expect(faults).toEqual([])
  expect(changes.map((change) => change.unit.parentId)).toEqual(["new3", "new3", null])
})

test.each([
  ["no name", [["A", "", agency]], ["B2 nameMissing"]],
  ["an unknown kind", [["A", "Sở A", "Sở lạ"]], ["C2 kindUnknown"]],
  ["no kind", [["A", "Sở A", ""]], ["C2 kindMissing"]],
  [
    "a code twice",
    [
      ["A", "Sở A", agency],
      ["A", "Sở B", agency],
    ],
    ["A3 codeTwice"],
  ],
  [
    "a name twice without codes",
    [
      ["", "Sở A", agency],
      ["", "Sở  a", agency],
    ],
    ["B3 nameTwice"],
  ],
  ["a parent nobody knows", [["A", "Sở A", agency, "X"]], ["D2 parentUnknown"]],
  ["itself as parent", [["A", "Sở A", agency, "A"]], ["D2 insideItself"]],
  [
    "a circle",
    [
      ["A", "Sở A", agency, "B"],
      ["B", "Sở B", agency, "A"],
    ],
    ["D2 insideItself", "D3 insideItself"],
  ],
  ["no day", [["A", "Sở A", agency, "", "mai", "sáp nhập"]], ["E2 noDay", "E2 endMissing"]],
  ["an end without a reason", [["A", "Sở A", agency, "", "1/1/2027"]], ["F2 reasonMissing"]],
])("%s is a fault of its cell", (_what, rows, expected) => expect(faults(rows)).toEqual(expected))

test("a unit cannot end above others, unless they end or move in the same list", () => {
  const units = [known({ id: "A", code: "A" }), known({ id: "B", code: "B", name: "Phòng B", parentId: "A" })]
  const end = ["", "1/1/2027", "sáp nhập"]
  expect(faults([["A", "Sở Y tế", agency, ...end]], units)).toEqual(["E2 unitsBelow"])
  expect(
    faults(
      [
        ["A", "Sở Y tế", agency, ...end],
        ["B", "Phòng B", agency, "", ...end.slice(1)],
      ],
      units,
    ),
  ).toEqual([])
})

test("columns stand in any order, below a title, and a missing one is named", () => {
  const titled = { ...sheetOf(["DANH SÁCH"], ["Loại", "ten don vi"], [agency, "Sở A"]) }
  expect(readUnitSheet([titled]).rows).toMatchObject([{ name: "Sở A", kind: "agency" }])
  const without = readUnitSheet([sheetOf(["Tên đơn vị"], ["Sở A"])])
  expect(without.faults).toMatchObject([{ address: "A1", code: "columnMissing", values: { column: "Loại" } }])
  expect(readUnitSheet([sheetOf(["gì đó"])]).faults).toMatchObject([{ code: "noSheet" }])
  expect(readUnitSheet([]).faults).toMatchObject([{ code: "noSheet" }])
})
