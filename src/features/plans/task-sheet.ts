import type { SheetToWrite } from "#platform/workbooks/workbook.ts"
import { type Day, formatDay } from "#shared/day.ts"

type SheetTask = {
  code: string
  title: string
  groupTitle: string
  lead: string
  product: string | null
  deadline: { text: string | null; to: Day | null }
  state: string
  percentDone: number | null
  completedOn: Day | null
}

const columns: SheetToWrite["columns"] = [
  { header: "Mã", key: "code", width: 9, kind: "text" },
  { header: "Nhóm nhiệm vụ", key: "group", width: 40, kind: "text" },
  { header: "Nhiệm vụ", key: "title", width: 70, kind: "text" },
  { header: "Đơn vị chủ trì", key: "lead", width: 34, kind: "text" },
  { header: "Thời hạn", key: "deadline", width: 18, kind: "text" },
  { header: "Ngày cuối đúng hạn", key: "due", width: 16, kind: "day" },
  { header: "Sản phẩm", key: "product", width: 36, kind: "text" },
  { header: "Tình trạng", key: "state", width: 26, kind: "text" },
  { header: "Tỷ lệ (%)", key: "percent", width: 11, kind: "number" },
  { header: "Ngày hoàn thành", key: "completedOn", width: 16, kind: "day" },
]

/** The tasks of a plan as one sheet. @param all how many tasks the plan has, when only some were asked for */
export function taskSheet(
  plan: { title: string; isIllustrative: boolean },
  tasks: readonly SheetTask[],
  asOf: Day,
  all: number,
): SheetToWrite {
  const count = tasks.length === all ? `${all} nhiệm vụ` : `${tasks.length} trong ${all} nhiệm vụ theo điều kiện lọc`
  return {
    name: "Nhiệm vụ",
    title: plan.title,
    notes: [
      `${count}, tình hình đến ngày ${formatDay(asOf)}`,
      ...(plan.isIllustrative ? ["Số liệu minh họa, không phải số liệu thật"] : []),
    ],
    columns,
    rows: tasks.map((task) => ({
      code: task.code,
      group: task.groupTitle,
      title: task.title,
      lead: task.lead,
      deadline: task.deadline.text,
      due: task.deadline.to,
      product: task.product,
      state: task.state,
      percent: task.percentDone,
      completedOn: task.completedOn,
    })),
  }
}
