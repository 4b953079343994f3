import { expect, test } from "vitest"
import { fieldPlaces, markDoubts } from "./review-fields.ts"
import type { SourceText } from "./source-text.ts"
import { sourceView } from "./source-view.ts"

const file = "phu-luc.docx"
const row = { file, table: 2, row: 5 }
const source: SourceText = {
  file,
  format: "word",
  issues: [],
  blocks: [
    {
      kind: "table",
      place: { file, table: 2 },
      rows: [
        {
          place: row,
          cells: [{ text: "1" }, { text: "Việc" }, { text: "", fromLeft: true }, { text: "Sở Y tế" }, { text: "2030" }],
        },
      ],
    },
  ],
}
const views = [sourceView(source, null)]
const task = {
  source: row,
  fieldSources: { code: { ...row, column: 1 }, title: { ...row, column: 3 }, leads: { ...row, column: 4 } },
}

test("a field of the task's row is named by its column and leads to its cell; a merged cell to where it begins", () => {
  const fields = fieldPlaces(task, views)
  expect(fields.leads).toMatchObject({ words: "cột 4", full: "phu-luc.docx, bảng 2, hàng 5, cột 4" })
  const ids = views[0]!.rows[0]!.cells!.map((cell) => cell.column)
  expect(ids).toEqual([1, 2, 4, 5])
  expect(fields.leads!.anchor).toBe("nguon-1-b2-h5-c4")
  expect(fields.title!.anchor).toBe("nguon-1-b2-h5-c2")
  expect(fields.product).toMatchObject({ words: "bảng 2, hàng 5", anchor: "nguon-1-b2-h5" })
})

test("a warning hangs on the field of its cell, on the title when it names the row; what was corrected is settled", () => {
  const issues = [
    { severity: "warning" as const, message: "tên lạ", source: { ...row, column: 4 } },
    { severity: "warning" as const, message: "hàng lạ", source: row },
    { severity: "info" as const, message: "ghi chú", source: row },
    { severity: "warning" as const, message: "nơi khác", source: { file, table: 9, row: 1 } },
  ]
  const open = { ...task, fields: fieldPlaces(task, views), isSettled: false }
  expect(markDoubts([open], issues)).toEqual([2, 1, null, null])
  expect(open.fields.title!.doubts).toEqual([{ number: 1, message: "hàng lạ" }])
  expect(open.fields.leads!.doubts).toEqual([{ number: 2, message: "tên lạ" }])
  const settled = { ...task, fields: fieldPlaces(task, views), isSettled: true }
  expect(markDoubts([settled], issues)).toEqual([null, null, null, null])
})
