import { noTotals, type OutcomeLine, outcomeLines, type Totals } from "#features/plans/task-outcome.ts"
import type { Column, Row, Table } from "#platform/official-documents/official-document.ts"
import type { FigureTask, GroupTotals, UnitTotals } from "./figures.ts"
import { leadsInWords, stateInWords } from "./task-in-words.ts"

/** The five lines as columns, after the sum of them. */
const lineColumns: readonly Column[] = [
  { header: "Đúng hạn", group: "Hoàn thành", share: 8, kind: "number" },
  { header: "Quá hạn", group: "Hoàn thành", share: 8, kind: "number" },
  { header: "Trong hạn", group: "Chưa hoàn thành", share: 8, kind: "number" },
  { header: "Quá hạn", group: "Chưa hoàn thành", share: 8, kind: "number" },
  { header: "Không tính thời hạn", share: 9, kind: "number" },
]

const lineCells = (totals: Totals): number[] => [totals.all, ...outcomeLines.map((line) => totals[line])]

/** One row for each group and a sum row: groups count tasks, and every task stands in one group. */
export function groupTable(groups: readonly GroupTotals[]): Table {
  const sum = groups.reduce((all, group) => addTotals(all, group.totals), noTotals())
  return {
    kind: "table",
    caption: "Bảng 1. Kết quả thực hiện theo nhóm nhiệm vụ (đơn vị tính: nhiệm vụ)",
    columns: [
      { header: "TT", share: 6, kind: "short" },
      { header: "Nhóm nhiệm vụ", share: 37, kind: "text" },
      { header: "Tổng số", share: 8, kind: "number" },
      ...lineColumns,
    ],
    rows: [
      ...groups.map((group): Row => [group.code, group.title, ...lineCells(group.totals)]),
      { total: ["", "Tổng cộng", ...lineCells(sum)] },
    ],
  }
}

const addTotals = (one: Totals, other: Totals): Totals => {
  const sum = { ...one, all: one.all + other.all }
  for (const line of outcomeLines satisfies readonly OutcomeLine[]) sum[line] += other[line]
  return sum
}

/** One row for each unit and no sum row: units count shares of tasks, which are never added up (rule 1). */
export function unitTable(units: readonly UnitTotals[]): Table {
  return {
    kind: "table",
    caption: "Bảng 2. Kết quả thực hiện theo đơn vị chủ trì (đơn vị tính: phần việc)",
    columns: [
      { header: "TT", share: 6, kind: "short" },
      { header: "Đơn vị", share: 37, kind: "text" },
      { header: "Được giao", share: 8, kind: "number" },
      ...lineColumns,
    ],
    rows: units.map((unit, index): Row => [String(index + 1), unit.name, ...lineCells(unit.totals)]),
  }
}

/** One row for each task under the heading of its group; a task that was dropped stays in the list and says so. */
export function taskTable(tasks: readonly FigureTask[]): Table {
  return {
    kind: "table",
    columns: [
      { header: "TT", share: 5, kind: "short" },
      { header: "Nhiệm vụ", share: 36, kind: "text" },
      { header: "Cơ quan chủ trì", share: 16, kind: "text" },
      { header: "Thời hạn", share: 13, kind: "short" },
      { header: "Kết quả, tình trạng", share: 18, kind: "text" },
      { header: "Sản phẩm", share: 17, kind: "text" },
    ],
    rows: tasks.flatMap((task, index): Row[] => {
      const row = [task.code, task.title, leadsInWords(task), task.deadlineText, stateInWords(task), task.product]
      const isFirst = task.groupCode !== tasks[index - 1]?.groupCode
      return isFirst ? [{ heading: `${task.groupCode}. ${task.groupTitle}` }, row] : [row]
    }),
  }
}
