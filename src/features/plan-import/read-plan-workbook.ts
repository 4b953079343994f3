import { listOfCell, textOfCell } from "#features/plans/plan-workbook-text.ts"
import {
  CONTINUED,
  deadlineWords,
  documentWords,
  FORMAT,
  headWords,
  keyFor,
  monthWords,
  type PlanColumn,
  periodWords,
  relationWords,
  severityWords,
  sheets,
  tierWords,
  YES,
} from "#features/plans/plan-workbook-words.ts"
import { cellText, type Sheet } from "#platform/workbooks/workbook.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { type DeadlineContext, readDeadline } from "./deadline.ts"
import type {
  DueRule,
  PlanReading,
  ReadDeadline,
  ReadDocument,
  ReadGroup,
  ReadIndicator,
  ReadIssue,
  ReadReportingRule,
  ReadTarget,
  ReadTask,
  SourcePlace,
} from "./plan-reading.ts"
import type { SourceText } from "./source-text.ts"

/** Whether a file is the workbook that a whole plan was exported to: it says so in the first rows of its first sheet. */
export const isPlanWorkbook = ({ format, blocks }: SourceText): boolean =>
  format === "excel" &&
  blocks.some(
    (block) =>
      block.kind === "table" && block.rows.slice(0, 4).some((row) => row.cells.some((cell) => cell.text === FORMAT)),
  )

/** Reads back what `planWorkbook` wrote, column by column and not by likeness; what a person typed wrong is named. */
export function readPlanWorkbook(book: readonly Sheet[], file: string): PlanReading {
  const issues: ReadIssue[] = []
  const of = (name: keyof typeof sheets) => rowsOf(book, sheets[name], file, issues)
  const documents = readDocuments(of("documents"), of("relations"))
  const context = { year: null, issuedOn: documents.find((each) => each.issuedOn !== null)?.issuedOn ?? null }
  const declared = new Map(
    of("head").map((row) => [row.cell("what"), row.cell("what") === headWords.format ? null : row.number("value")]),
  )
  const plan = {
    declared: {
      groups: declared.get(headWords.groups) ?? null,
      tasks: declared.get(headWords.tasks) ?? null,
      indicators: declared.get(headWords.indicators) ?? null,
    },
    indicators: readIndicators(of("indicators"), of("targets")),
    groups: readGroups(of("groups"), of("tasks"), context),
    duties: of("duties").map((row) => ({
      unit: row.text("unit") ?? "",
      text: row.text("text") ?? "",
      source: row.place,
    })),
    reporting: of("reporting").map(readRule),
  }
  const known = of("issues").map(
    (row): ReadIssue => ({
      severity: keyFor(severityWords, row.cell("severity")) ?? "info",
      code: row.text("code") ?? "",
      message: row.text("message") ?? "",
      source: null,
    }),
  )
  return { documents, plan, issues: [...known, ...issues] }
}

type BookRow = {
  place: SourcePlace
  /** As it stands in the cell, "" when there is nothing. */
  cell: (key: string) => string
  /** A text of the plan; null when the cell is empty. */
  text: (key: string) => string | null
  list: (key: string) => string[]
  day: (key: string) => Day | null
  number: (key: string) => number | null
}

/** The first row names the columns, which may have been moved; rows marked as such carry on long texts of the row above. */
function rowsOf(
  book: readonly Sheet[],
  { title, columns }: { title: string; columns: readonly PlanColumn[] },
  file: string,
  issues: ReadIssue[],
): BookRow[] {
  const [head, ...rows] = book.find((sheet) => sheet.name === title)?.rows ?? []
  const keys = new Map(
    (head?.cells ?? []).flatMap((cell) => {
      const column = columns.find((each) => folded(each.header) === folded(cellText(cell.value)))
      return column ? [[cell.column, column.key] as const] : []
    }),
  )
  const found: { at: number; cells: Map<string, string[]> }[] = []
  for (const row of rows) {
    const cells = row.cells.flatMap((cell) => {
      const key = keys.get(cell.column)
      return key === undefined ? [] : [[key, cellText(cell.value)] as const]
    })
    const above = cells.some(([key]) => key === CONTINUED.key) ? found.at(-1) : undefined
    if (!above) found.push({ at: row.number, cells: new Map(cells.map(([key, text]) => [key, [text]])) })
    else for (const [key, text] of cells) above.cells.set(key, [...(above.cells.get(key) ?? []), text])
  }
  return found.map(({ at, cells }) => bookRow(cells, { file, sheet: title, row: at }, issues))
}

function bookRow(cells: ReadonlyMap<string, string[]>, place: SourcePlace, issues: ReadIssue[]): BookRow {
  const cell = (key: string) => (cells.get(key) ?? []).join("")
  const doubt = (what: string) => {
    issues.push({
      severity: "warning",
      code: "workbook-cell",
      message: `Trang "${place.sheet}", hàng ${place.row}: ${what}`,
      source: place,
    })
    return null
  }
  return {
    place,
    cell,
    text: (key) => (cells.has(key) ? cells.get(key)!.map(textOfCell).join("") : null),
    list: (key) => (cells.get(key) ?? []).flatMap(listOfCell),
    day: (key) => {
      const text = cell(key)
      return text === "" ? null : (parseDay(text) ?? doubt(`“${text}” không phải là ngày.`))
    },
    number: (key) => {
      const text = cell(key)
      return text === "" ? null : /^-?\d{1,9}$/.test(text) ? Number(text) : doubt(`“${text}” không phải là số.`)
    },
  }
}

function readDocuments(rows: readonly BookRow[], relations: readonly BookRow[]): ReadDocument[] {
  return rows.map((row) => {
    const signer = {
      onBehalf: row.text("onBehalf"),
      capacity: row.text("capacity"),
      position: row.text("position"),
      name: row.text("name"),
    }
    return {
      kind: keyFor(documentWords, row.cell("kind")) ?? "other",
      number: row.text("documentNumber"),
      notation: row.text("notation"),
      issuer: row.text("issuer"),
      place: row.text("place"),
      issuedOn: row.day("issuedOn"),
      effectiveOn: row.day("effectiveOn"),
      title: row.text("title"),
      signer: Object.values(signer).some((each) => each !== null) ? signer : null,
      relations: relations
        .filter((each) => each.cell("document") === row.cell("number"))
        .map((each) => ({
          relation: keyFor(relationWords, each.cell("relation")) ?? "basedOn",
          text: each.text("text") ?? "",
          number: each.text("number"),
          notation: each.text("notation"),
          issuedOn: each.day("issuedOn"),
        })),
      recipients: row.list("recipients"),
      source: row.place,
    }
  })
}

function readIndicators(rows: readonly BookRow[], targets: readonly BookRow[]): ReadIndicator[] {
  const byIndicator = Map.groupBy(targets, (row) => row.cell("indicator"))
  return rows.map((row) => ({
    code: row.text("code"),
    parentCode: row.text("parentCode"),
    title: row.text("title") ?? "",
    unit: row.text("unit"),
    targets: (byIndicator.get(row.cell("number")) ?? []).map((each) => ({
      year: each.number("year"),
      comparator: each.text("comparator") as ReadTarget["comparator"],
      value: each.text("value"),
      text: each.text("text") ?? "",
    })),
    leads: row.list("leads"),
    coordinating: [],
    monitors: [],
    baseline: null,
    note: null,
    source: row.place,
  }))
}

/** A task stands below the last one of the level above it; a row that a person added may name its parent by code instead. */
function readGroups(groupRows: readonly BookRow[], rows: readonly BookRow[], context: DeadlineContext): ReadGroup[] {
  const numbered = new Map<string, ReadGroup>()
  const groups = groupRows.map((row): ReadGroup => {
    const group = { code: row.text("code"), title: row.text("title") ?? "", tasks: [] }
    numbered.set(row.cell("number"), group)
    return group
  })
  let group: ReadGroup | undefined
  let open: ReadTask[] = []
  for (const row of rows) {
    const home = homeOf(row.cell("group"), group ?? groups[0])
    if (home !== group) open = []
    group = home
    const task = readTask(row, context)
    const depth = (row.number("level") ?? levelByParent(open, row.text("parentCode"))) - 1
    open = open.slice(0, Math.max(0, Math.min(depth, open.length)))
    ;(open.at(-1)?.children ?? home.tasks).push(task)
    open.push(task)
  }
  return groups

  function homeOf(name: string, last: ReadGroup | undefined): ReadGroup {
    const known = numbered.get(name) ?? groups.find((each) => name !== "" && folded(each.title) === folded(name))
    if (known) return known
    if (name === "" && last) return last
    const fresh: ReadGroup = { code: null, title: name, tasks: [] }
    groups.push(fresh)
    numbered.set(name, fresh)
    return fresh
  }
}

function levelByParent(open: readonly ReadTask[], parentCode: string | null): number {
  const at = parentCode === null ? -1 : open.findLastIndex((task) => task.code === parentCode)
  return at + 2
}

function readTask(row: BookRow, context: DeadlineContext): ReadTask {
  const replaces = row.list("replaces")
  const taskId = row.cell("taskId")
  return {
    code: row.text("code"),
    title: row.text("title") ?? "",
    leads: row.list("leads"),
    coordinating: row.list("coordinating"),
    deadline: deadlineOf(row, context),
    product: row.text("product"),
    funding: row.text("funding"),
    note: row.text("note"),
    children: [],
    ...(row.cell("provisional") === YES ? { provisional: true as const } : {}),
    ...(replaces.length > 0 ? { replaces } : {}),
    ...(taskId === "" ? {} : { taskId }),
    source: row.place,
  }
}

/** What stands beside the text is what the plan took it to mean; a text that was changed since is read anew. */
function deadlineOf(row: BookRow, context: DeadlineContext): ReadDeadline | null {
  const text = row.text("deadline")
  const meaning = keyFor(deadlineWords, row.cell("meaning"))
  if (meaning && text === row.text("deadlineBefore"))
    return { text: text as string, meaning, from: row.day("from"), to: row.day("to") }
  return text === null ? null : readDeadline(text, context)
}

function readRule(row: BookRow): ReadReportingRule {
  const month = row.cell("month")
  const weekday = row.number("weekday")
  const time = row.text("time")
  const rule: DueRule = {
    day: row.number("day"),
    month: month === "" ? null : (keyFor(monthWords, month) ?? row.number("month")),
    ...(weekday === null ? {} : { weekday }),
    ...(time === null ? {} : { time }),
    inclusive: row.cell("inclusive") === YES,
  }
  return {
    tier: keyFor(tierWords, row.cell("tier")) ?? "unit",
    period: keyFor(periodWords, row.cell("period")) ?? "onRequest",
    text: row.text("text") ?? "",
    rule: row.cell("inclusive") === "" ? null : rule,
    source: row.place,
  }
}
