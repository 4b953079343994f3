import {
  documentWords,
  FORMAT,
  headWords,
  keyFor,
  monthWords,
  periodWords,
  relationWords,
  severityWords,
  sheets,
  tierWords,
  YES,
} from "#features/plans/plan-workbook-words.ts"
import type { Sheet } from "#platform/workbooks/workbook.ts"
import type {
  DueRule,
  PlanReading,
  ReadDocument,
  ReadIndicator,
  ReadIssue,
  ReadReportingRule,
  ReadTarget,
} from "./plan-reading.ts"
import { type BookRow, rowsOf } from "./plan-workbook-rows.ts"
import { readGroups } from "./plan-workbook-tasks.ts"
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
