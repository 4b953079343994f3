import { isAgencyName, splitAgencies, splitRolesInCell } from "./agencies.ts"
import { cellPlace, fieldSources } from "./cell-places.ts"
import { type DeadlineContext, deadlineOfDay, holdsSeveralDays, readDeadline, readStart } from "./deadline.ts"
import type { ReadDeadline, ReadGroup, ReadIssue, ReadTask } from "./plan-reading.ts"
import { placeInWords } from "./source-text.ts"
import { agencyGaps, codeGaps, titleGaps } from "./table-gaps.ts"
import type { HeadedTable } from "./table-head.ts"
import { codeSegments, groupRows, isAssigned, isBelow, isSubLetter, joinCutRows } from "./table-outline.ts"
import { readRecords, type TableRecord } from "./table-rows.ts"
import { fold, oneLine } from "./vietnamese-text.ts"

/**
 * Rows of a table of tasks, in groups.
 * @param heading title of the annex or sheet, the group's title where the table names no groups
 */
export function readTaskTable(
  tables: HeadedTable[],
  heading: string | null,
  context: DeadlineContext,
  issues: ReadIssue[],
  counted: () => void = () => {},
): ReadGroup[] {
  const records = joinCutRows(
    tables.flatMap((table, i) => readRecords(table, i > 0, issues, counted)),
    issues,
  )
  issues.push(...titleGaps(records), ...codeGaps(records), ...records.flatMap(agencyGaps))
  const headings = groupRows(records)
  const hasLeads = tables[0]!.head.columns.some((column) => column.role === "leads" || column.role === "bothRoles")
  const groups: ReadGroup[] = []
  let group: ReadGroup | null = null
  let open: ReadTask[] = []
  for (const record of records) {
    if (record.title === "") continue
    const before: ReadGroup | null = group
    group = headings.has(record) ? newGroup(groups, record) : groupOf(record, groups, group, heading)
    if (group !== before) open = []
    if (headings.has(record) && !isAssigned(record)) continue
    const task = toTask(record, context, issues)
    if (!hasLeads && task.leads.length === 0 && isAgencyName(group.title)) task.leads = splitAgencies(group.title)
    open = placeTask(task, group, open, issues)
    // A group row that is a task itself is no parent of the rows below it.
    if (headings.has(record)) open = []
  }
  for (const each of groups) for (const task of each.tasks) inherit(task, issues)
  // Notes and signatures below a table look like group rows without tasks.
  while (groups.length > 1 && groups.at(-1)!.tasks.length === 0 && groups.at(-1)!.code === null) groups.pop()
  return groups
}

function newGroup(groups: ReadGroup[], record: TableRecord): ReadGroup {
  const group = { code: record.code || null, title: record.title, tasks: [] }
  groups.push(group)
  return group
}

/** The group that the row's own column names, else the open one, else one named after the annex. */
function groupOf(record: TableRecord, groups: ReadGroup[], open: ReadGroup | null, heading: string | null): ReadGroup {
  const named = oneLine(record.cells.group ?? "")
  if (named === "" && open) return open
  const wanted = named === "" ? { code: null, title: heading ?? "", tasks: [] } : namedGroup(named)
  const known = groups.find((group) => fold(group.title) === fold(wanted.title))
  if (known) return known
  groups.push(wanted)
  return wanted
}

/** "I. Hoàn thiện thể chế" in a column of groups. */
function namedGroup(text: string): ReadGroup {
  const coded = /^([IVX]{1,5}|\d{1,2}|[A-HĐ])\s*[.)\-–:]\s+(.+)$/u.exec(text)
  return { code: coded?.[1] ?? null, title: coded?.[2] ?? text, tasks: [] }
}

/** Puts a task below its parent ("2.1" below "2", "a" below the last number) or into the group; answers the open branch. */
function placeTask(task: ReadTask, group: ReadGroup, open: ReadTask[], issues: ReadIssue[]): ReadTask[] {
  const code = task.code ?? ""
  const isLetter = isSubLetter(code) || (code === "" && /^[-–+•*]\s/.test(task.title))
  const parentAt = isLetter
    ? open.findLastIndex((above) => above.code !== null && !isSubLetter(above.code))
    : open.findLastIndex((above) => above.code !== null && isBelow(code, above.code))
  if (isLetter) task.title = task.title.replace(/^[-–+•*]\s*/, "")
  const parent = open[parentAt]
  if (parent) {
    parent.children.push(task)
    return [...open.slice(0, parentAt + 1), task]
  }
  const segments = codeSegments(code)
  if (segments.length > 1 && !isBelow(code, group.code ?? ""))
    reportMissingParent(task, segments.slice(0, -1).join("."), group, issues)
  group.tasks.push(task)
  return [task]
}

function reportMissingParent(task: ReadTask, parent: string, group: ReadGroup, issues: ReadIssue[]): void {
  if (group.tasks.some((other) => other.code !== null && isBelow(other.code, parent))) return
  issues.push({
    severity: "warning",
    code: "parent-missing",
    message: `Nhiệm vụ ${task.code} tại ${placeInWords(task.source)} không có hàng ${parent} ở trên; được đọc như nhiệm vụ độc lập.`,
    source: task.source,
  })
}

function toTask(record: TableRecord, context: DeadlineContext, issues: ReadIssue[]): ReadTask {
  const { cells } = record
  const both = cells.bothRoles === undefined ? null : splitRolesInCell(cells.bothRoles)
  const inLeads =
    cells.leads !== undefined && cells.coordinating === undefined && /phối hợp/iu.test(cells.leads)
      ? splitRolesInCell(cells.leads)
      : null
  const roles = both ?? inLeads ?? { leads: cells.leads ?? "", coordinating: cells.coordinating ?? "" }
  const task: ReadTask = {
    code: record.code || null,
    title: record.title,
    leads: splitAgencies(cleanAgencies(roles.leads)),
    coordinating: splitAgencies(cleanAgencies(roles.coordinating)),
    deadline: deadlineOf(record, context, issues),
    product: ownText(cells.product),
    funding: ownText(cells.funding),
    note: ownText(cells.note),
    children: [],
    source: record.place,
    fieldSources: fieldSources(record, FIELDS),
  }
  if (cells.replaces !== undefined)
    task.replaces = oneLine(cells.replaces)
      .split(/[,;\s]+/)
      .filter(Boolean)
  return task
}

const FIELDS = {
  code: ["code"],
  title: ["title"],
  leads: ["leads", "bothRoles"],
  coordinating: ["coordinating", "bothRoles", "leads"],
  deadline: ["deadline", "duration"],
  product: ["product"],
  funding: ["funding"],
  note: ["note"],
} as const

const cleanAgencies = (text: string): string => (/^[\s\-–.…/x]*$/i.test(text) ? "" : text)
const ownText = (text: string | undefined): string | null =>
  text === undefined || /^[\s\-–—.…/]*$/.test(text) ? null : oneLine(text)

function deadlineOf(record: TableRecord, context: DeadlineContext, issues: ReadIssue[]): ReadDeadline | null {
  if (record.day && !record.cells.start) return deadlineOfDay(record.day)
  const cell = record.cells.deadline ?? record.cells.duration ?? ""
  const deadline = readDeadline(cell, context)
  if (deadline && holdsSeveralDays(cell, context)) {
    issues.push(deadlineIssue("deadline-several-days", "có nhiều mốc; lấy mốc cuối", deadline.text, record))
  }
  if (deadline?.meaning === "unclear")
    issues.push(deadlineIssue("deadline-unclear", "chưa rõ ngày đến hạn", deadline.text, record))
  const begins = record.cells.start === undefined ? null : readStart(record.cells.start, context)
  if (!deadline) return null
  if (!begins || deadline.from !== null) return deadline
  const isRange = deadline.meaning === "byDay" && deadline.to !== null && begins <= deadline.to
  return { ...deadline, from: begins, ...(isRange ? { meaning: "range" as const } : {}) }
}

function deadlineIssue(code: string, what: string, text: string, record: TableRecord): ReadIssue {
  const source = cellPlace(record, record.cells.deadline === undefined ? "duration" : "deadline")
  return { severity: "warning", code, message: `Thời hạn "${text}" tại ${placeInWords(source)} ${what}.`, source }
}

/** Parts of a task that name no lead, partner or deadline at all are under those of the task itself. */
function inherit(parent: ReadTask, issues: ReadIssue[]): void {
  const { children } = parent
  if (children.length === 0) return
  const taken: string[] = []
  if (parent.leads.length > 0 && children.every((child) => child.leads.length === 0)) {
    for (const child of children) child.leads = [...parent.leads]
    taken.push("cơ quan chủ trì")
  }
  if (
    parent.coordinating.length > 0 &&
    taken.length > 0 &&
    children.every((child) => child.coordinating.length === 0)
  ) {
    for (const child of children) child.coordinating = [...parent.coordinating]
    taken.push("cơ quan phối hợp")
  }
  if (parent.deadline && children.every((child) => child.deadline === null)) {
    for (const child of children) child.deadline = { ...parent.deadline }
    taken.push("thời hạn")
  }
  if (taken.length > 0) {
    issues.push({
      severity: "info",
      code: "children-inherit",
      message: `Các việc thuộc nhiệm vụ ${parent.code ?? `"${parent.title}"`} tại ${placeInWords(parent.source)} lấy ${taken.join(", ")} của nhiệm vụ này vì ô của chúng để trống.`,
      source: parent.source,
    })
  }
  for (const child of children) inherit(child, issues)
}
