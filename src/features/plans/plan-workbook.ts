import type { SheetToWrite, WorkbookColumn, WorkbookRow } from "#platform/workbooks/workbook.ts"
import { type Day, formatDay } from "#shared/day.ts"
import type { PlanInput, TaskInput } from "./plan-input.ts"
import { listToCells, piecesOf, textToCell } from "./plan-workbook-text.ts"
import {
  CONTINUED,
  deadlineWords,
  documentWords,
  FORMAT,
  headWords,
  monthWords,
  periodWords,
  relationWords,
  severityWords,
  sheets,
  tierWords,
  wordFor,
  YES,
} from "./plan-workbook-words.ts"

/** A task with the number under which the system keeps it: who changes the workbook and brings it in again means this one. */
export type ExportedTask = TaskInput & { taskId?: string; children?: readonly ExportedTask[] }
export type ExportedPlan = PlanInput & {
  plan: { groups: readonly { code: string | null; title: string; tasks: readonly ExportedTask[] }[] }
}

/** A list comes as the cells that it takes. */
type Row = Record<string, string | readonly string[] | null | undefined>

/** The whole plan as one workbook. `read-plan-workbook.ts` reads it back as it was, and with what was changed in it. */
export const planWorkbook = (input: ExportedPlan): SheetToWrite[] => [
  sheet("head", [
    { what: headWords.format, value: FORMAT },
    { what: headWords.groups, value: numberCell(input.plan.declared.groups) },
    { what: headWords.tasks, value: numberCell(input.plan.declared.tasks) },
    { what: headWords.indicators, value: numberCell(input.plan.declared.indicators) },
  ]),
  sheet("documents", input.documents.map(documentRow)),
  sheet("relations", input.documents.flatMap(relationRows)),
  sheet(
    "groups",
    input.plan.groups.map((group, at) => ({
      number: String(at + 1),
      code: text(group.code),
      title: text(group.title),
    })),
  ),
  sheet(
    "tasks",
    input.plan.groups.flatMap((group, at) => taskRows(group.tasks, String(at + 1), 1, null)),
  ),
  sheet(
    "indicators",
    input.plan.indicators.map((each, at) => ({
      number: String(at + 1),
      code: text(each.code),
      parentCode: text(each.parentCode),
      title: text(each.title),
      unit: text(each.unit),
      leads: listToCells(each.leads),
    })),
  ),
  sheet(
    "targets",
    input.plan.indicators.flatMap((each, at) => (each.targets as Target[]).map((target) => targetRow(target, at))),
  ),
  sheet(
    "duties",
    input.plan.duties.map((duty) => ({ unit: text(duty.unit), text: text(duty.text) })),
  ),
  sheet("reporting", input.plan.reporting.map(reportingRow)),
  sheet(
    "issues",
    input.issues.map((issue) => ({
      severity: wordFor(severityWords, issue.severity),
      code: text(issue.code),
      message: text(issue.message),
    })),
  ),
]

function documentRow(document: PlanInput["documents"][number], at: number): Row {
  const signer = document.signer as Record<string, string | null> | null
  return {
    number: String(at + 1),
    kind: wordFor(documentWords, document.kind),
    documentNumber: text(document.number),
    notation: text(document.notation),
    issuer: text(document.issuer),
    place: text(document.place),
    issuedOn: day(document.issuedOn),
    effectiveOn: day(document.effectiveOn),
    title: text(document.title),
    onBehalf: text(signer?.onBehalf),
    capacity: text(signer?.capacity),
    position: text(signer?.position),
    name: text(signer?.name),
    recipients: listToCells(document.recipients),
  }
}

const relationRows = (document: PlanInput["documents"][number], at: number): Row[] =>
  document.relations.map((each) => ({
    document: String(at + 1),
    relation: wordFor(relationWords, each.relation),
    text: text(each.text),
    number: text(each.number),
    notation: text(each.notation),
    issuedOn: day(each.issuedOn),
  }))

function taskRows(tasks: readonly ExportedTask[], group: string, level: number, parent: string | null): Row[] {
  return tasks.flatMap((task) => [
    taskRow(task, group, level, parent),
    ...taskRows(task.children ?? [], group, level + 1, task.code),
  ])
}

const taskRow = (task: ExportedTask, group: string, level: number, parent: string | null): Row => ({
  group,
  level: String(level),
  code: text(task.code),
  parentCode: text(parent),
  title: text(task.title),
  leads: listToCells(task.leads),
  coordinating: listToCells(task.coordinating),
  deadline: text(task.deadline?.text),
  meaning: task.deadline && wordFor(deadlineWords, task.deadline.meaning),
  from: day(task.deadline?.from),
  to: day(task.deadline?.to),
  product: text(task.product),
  funding: text(task.funding),
  note: text(task.note),
  provisional: task.provisional ? YES : null,
  replaces: listToCells(task.replaces ?? []),
  deadlineBefore: text(task.deadline?.text),
  taskId: task.taskId ?? null,
})

type Target = { year?: number | null; comparator?: string | null; value?: string | null; text?: string }
const targetRow = (target: Target, at: number): Row => ({
  indicator: String(at + 1),
  year: numberCell(target.year ?? null),
  comparator: text(target.comparator),
  value: text(target.value),
  text: text(target.text),
})

function reportingRow({ tier, period, text: words, rule }: PlanInput["plan"]["reporting"][number]): Row {
  const { day: dayOfMonth, month, weekday, time, inclusive } = (rule ?? {}) as Record<string, string | number | null>
  return {
    tier: wordFor(tierWords, tier),
    period: wordFor(periodWords, period),
    text: text(words),
    day: numberCell(dayOfMonth),
    month: month === null || month === undefined ? null : wordFor(monthWords, String(month)),
    weekday: numberCell(weekday),
    time: text(time as string | null | undefined),
    inclusive: rule === null ? null : inclusive ? YES : NO_WORD,
  }
}
const NO_WORD = "Không"

const text = (value: string | null | undefined): string | null => value ?? null
const day = (value: Day | null | undefined): string | null => (value ? formatDay(value) : null)
const numberCell = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value)

/** Columns that hold cells made already: lists, days, words of ours. Only texts of the plan are written sign by sign. */
function sheet(name: keyof typeof sheets, rows: readonly Row[]): SheetToWrite {
  const { title, columns } = sheets[name]
  return {
    name: title,
    columns: columns.map(({ key, header, width }): WorkbookColumn => ({ key, header, width, kind: "text" })),
    rows: rows.flatMap((row) => cellRows(row, columns)),
  }
}

function cellRows(row: Row, columns: readonly { key: string; isText?: boolean }[]): WorkbookRow[] {
  const cells = columns.map(({ key, isText }) => {
    const value = row[key]
    if (value === null || value === undefined) return { key, parts: [] as readonly string[] }
    if (typeof value !== "string") return { key, parts: value }
    return { key, parts: isText ? piecesOf(value).map(textToCell) : [value] }
  })
  const height = Math.max(1, ...cells.map(({ parts }) => parts.length))
  return Array.from({ length: height }, (_, at) => ({
    ...(at > 0 ? { [CONTINUED.key]: CONTINUED.mark } : {}),
    ...Object.fromEntries(cells.flatMap(({ key, parts }) => (parts[at] === undefined ? [] : [[key, parts[at]]]))),
  }))
}
