import {
  computeFigures,
  type FigureAssignment,
  type FigureReport,
  type FigureTask,
  type Quote,
} from "#features/consolidation/figures.ts"
import { draftPart, numberQuotes } from "#features/consolidation/narrative.ts"
import type { Snapshot } from "#features/consolidation/snapshot.ts"
import { outcomeLines } from "#features/plans/task-outcome.ts"
import { obstacleTexts, resultTexts, sampleGroups, taskProducts, taskTitle } from "./sample-tasks.ts"
import { sampleAgencies, sampleCommunes, sampleUnits } from "./sample-units.ts"

const asOfOn = "2026-09-09"

/**
 * A frozen report as large as a real one: 75 units, seven groups, long names, quotes with their marks. Illustrative, the same
 * at every call. For layout tests, measurements and the demonstration of the files.
 * @param taskCount 89 and 131 are the numbers of the plan that the product was made for
 */
export function sampleSnapshot(taskCount: number): Snapshot {
  const tasks = Array.from({ length: taskCount }, (_, index) => sampleTask(index, taskCount))
  const figures = computeFigures({
    asOfOn,
    tasks,
    assignments: assignmentsOf(tasks),
    reports: reports(),
  })
  const quotes = numberQuotes(tasks.flatMap(quotesOf).concat(generalQuotes())).quotes
  return {
    plan: {
      id: "plan-1139",
      slug: "1139-qd-ubnd-2025",
      title:
        "Ban hành Kế hoạch thực hiện Nghị quyết số 71/NQ-CP ngày 01 tháng 4 năm 2025 của Chính phủ về Sửa đổi, bổ sung, cập nhật Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị và Chương trình hành động số 29-CTr/TU ngày 23 tháng 02 năm 2025 của Ban Thường vụ Tỉnh ủy Cao Bằng về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
      number: "1139",
      notation: "QĐ-UBND",
      issuedOn: "2025-07-09",
      issuer: "Ủy ban nhân dân tỉnh Cao Bằng",
      place: "Cao Bằng",
      office: "Sở Khoa học và Công nghệ",
      isIllustrative: true,
    },
    round: {
      id: "round-q3",
      code: "2026-Q3",
      name: "quý III năm 2026",
      documentName: "báo cáo quý III năm 2026",
      asOfOn,
      officeDueOn: "2026-09-14",
    },
    figures,
    narrative: [
      { key: "direction", body: draftPart(quotes, "direction") },
      { key: "results", body: draftPart(quotes, "results").split("\n").slice(0, 14).join("\n") },
      { key: "shortcomings", body: draftPart(quotes, "shortcomings") },
      { key: "obstacles", body: draftPart(quotes, "obstacles") },
      { key: "proposals", body: draftPart(quotes, "proposals") },
      { key: "priorities", body: draftPart(quotes, "priorities") },
    ],
    quotes,
    frozenAt: "2026-09-13T08:15:00.000Z",
  }
}

function sampleTask(index: number, taskCount: number): FigureTask {
  const group = Math.floor((index / taskCount) * sampleGroups.length)
  const isCollective = index % 9 === 4
  const isDropped = index % 44 === 43
  const line = isCollective ? "openInTime" : outcomeLines[((index * 7) % 11) % 5]!
  const isCompleted = line === "completedOnTime" || line === "completedLate"
  const isUntimed = line === "untimed"
  const leads = isCollective
    ? sampleUnits.slice(sampleAgencies.length)
    : [sampleUnits[index % 19]!, ...(index % 6 === 0 ? [sampleUnits[(index + 5) % 19]!] : [])]
  return {
    id: `task-${index + 1}`,
    code: String(index + 1),
    title: taskTitle(index),
    groupCode: String(group + 1),
    groupTitle: sampleGroups[group]!,
    leads: leads.map((lead) => ({ unitId: lead.unitId, name: lead.unitName })),
    leadGroupName: isCollective ? "Ủy ban nhân dân các xã, phường" : null,
    deadlineText: isUntimed
      ? "Thường xuyên"
      : line === "openOverdue" || line === "completedLate"
        ? "Quý II/2026"
        : "Tháng 12/2026",
    deadlineTo: isUntimed ? null : line === "openOverdue" || line === "completedLate" ? "2026-06-30" : "2026-12-31",
    product: taskProducts[index % taskProducts.length]!,
    workflow: isCompleted ? "completed" : index % 10 === 3 && !isCollective ? "awaitingConfirmation" : "inProgress",
    line: isDropped ? null : line,
    completedOn: isCompleted ? (line === "completedLate" ? "2026-07-21" : "2026-06-18") : null,
    confirmed: isCompleted ? 1 : isCollective ? 41 : 0,
    members: isCollective ? sampleCommunes.length : 1,
    percentDone: isUntimed ? null : isCompleted ? 100 : (index * 17) % 96,
    open: isCollective ? leads.slice(41).map((lead) => lead.unitName) : [],
  }
}

/** In the order of the units, as the query gives them; another 41 communes have done their part of each collective task. */
const assignmentsOf = (tasks: readonly FigureTask[]): FigureAssignment[] =>
  sampleUnits.flatMap(({ unitId, unitName }, place) =>
    tasks
      .filter((task) => task.leads.some((lead) => lead.unitId === unitId))
      .map((task): FigureAssignment => {
        const isConfirmed = (place * 5 + Number(task.code)) % task.members < task.confirmed
        return { unitId, unitName, line: task.members > 1 && isConfirmed ? "completedOnTime" : task.line }
      }),
  )

/** Four units are missing and six were late. */
const reports = (): FigureReport[] =>
  sampleUnits.map(({ unitId, unitName }, index) => {
    const state = [11, 24, 47, 66].includes(index)
      ? "missing"
      : [6, 16, 22, 33, 58, 70].includes(index)
        ? "late"
        : "onTime"
    return {
      unitId,
      unitName,
      obligation: "must",
      standing: state,
      status: state === "missing" ? "drafting" : "submitted",
      timeliness: state === "missing" ? null : state,
    }
  })

function quotesOf(task: FigureTask, index: number): Quote[] {
  const lead = task.leads[0]!
  const about = {
    entryId: `entry-${index}`,
    reportId: `report-${lead.unitId}`,
    unitId: lead.unitId,
    unitName: lead.name,
    taskId: task.id,
    taskCode: task.code,
    taskTitle: task.title,
  }
  const result = { ...about, key: "results", text: `${resultTexts[index % 4]} (nhiệm vụ ${task.code}).` }
  return index % 7 === 0
    ? [result, { ...about, key: "obstacles", text: `${obstacleTexts[(index / 7) % 3]}.` }]
    : [result]
}

const generalTexts: Record<string, string[]> = {
  direction: [
    "Ban hành kế hoạch của đơn vị thực hiện Quyết định số 1139/QĐ-UBND ngày 09/7/2025 của Ủy ban nhân dân tỉnh",
    "Kiện toàn Ban Chỉ đạo cấp xã về phát triển khoa học, công nghệ, đổi mới sáng tạo, chuyển đổi số và Đề án 06",
    "Ban hành 12 văn bản chỉ đạo, điều hành [2025-2026], tổ chức 03 hội nghị quán triệt",
  ],
  shortcomings: [
    "Một số nhiệm vụ triển khai chậm do phải chờ hướng dẫn của Trung ương",
    "Việc cập nhật tiến độ và tài liệu kiểm chứng lên hệ thống chưa kịp thời",
  ],
  proposals: [
    "Đề nghị Ủy ban nhân dân tỉnh xem xét bổ sung kinh phí cho hoạt động của Tổ công nghệ số cộng đồng từ nguồn sự nghiệp khoa học và công nghệ năm 2026",
  ],
  priorities: [
    "Hoàn thành, trình ban hành Kế hoạch phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số năm 2027 trước ngày 30/11/2026",
    "Tập trung hoàn thành các nhiệm vụ đến hạn trong quý IV năm 2026",
  ],
}

const generalQuotes = (): Quote[] =>
  Object.entries(generalTexts).flatMap(([key, texts]) =>
    sampleUnits
      .filter((_, index) => index % 5 === 0)
      .map(({ unitId, unitName }, index) => ({
        key,
        entryId: null,
        reportId: `report-${unitId}`,
        unitId,
        unitName,
        taskId: null,
        taskCode: null,
        taskTitle: null,
        text: texts[index % texts.length]!,
      })),
  )
