import type { Day } from "#shared/day.ts"

/**
 * What `tiendo plan parse` prints and what the import screen shows beside the source. Everything here was read, nothing was
 * inferred from numbers the text claims about itself: those are in `declared` only.
 */
export type PlanReading = { documents: ReadDocument[]; plan: ReadPlan; issues: ReadIssue[] }

/** Where something stands in the files that were handed in. Lines, pages, tables and rows count from 1. */
export type SourcePlace = {
  file: string
  line?: number
  page?: number
  paragraph?: number
  sheet?: string
  table?: number
  row?: number
  /** Of a table; in a sheet `cell` names the same as "D5". */
  column?: number
  cell?: string
}

/** Where each field of a row stands, its empty cell included; only what has a place of its own in the source. */
export type FieldSources = Partial<
  Record<
    | "code"
    | "title"
    | "leads"
    | "coordinating"
    | "deadline"
    | "product"
    | "funding"
    | "note"
    | "unit"
    | "targets"
    | "baseline",
    SourcePlace
  >
>

export type DocumentKind =
  | "decision"
  | "plan"
  | "resolution"
  | "programme"
  | "directive"
  | "letter"
  | "notice"
  | "report"
  | "other"

export type ReadDocument = {
  kind: DocumentKind
  /** Null when the source leaves it blank, as before the stamp. */
  number: string | null
  notation: string | null
  issuer: string | null
  place: string | null
  issuedOn: Day | null
  effectiveOn: Day | null
  title: string | null
  signer: ReadSigner | null
  relations: ReadRelation[]
  recipients: string[]
  source: SourcePlace
}

export type ReadSigner = {
  onBehalf: string | null
  capacity: string | null
  position: string | null
  name: string | null
}

export type RelationKind = "basedOn" | "carriesOut" | "supersedes" | "amends" | "proposedBy"

export type ReadRelation = {
  relation: RelationKind
  text: string
  number: string | null
  notation: string | null
  issuedOn: Day | null
}

export type ReadPlan = {
  declared: DeclaredCounts
  indicators: ReadIndicator[]
  groups: ReadGroup[]
  duties: ReadDuty[]
  reporting: ReadReportingRule[]
}

/** What the text says about itself. Never shown as a count that was read, never subtracted from one (docs/glossary.md, rule 4). */
export type DeclaredCounts = { groups: number | null; tasks: number | null; indicators: number | null }

export type Comparator = "≥" | "≤" | ">" | "<" | "=" | "between"

export type ReadTarget = {
  year: number | null
  comparator: Comparator | null
  /** As a number in text, decimal point ("0.7"), "16-18" with `between`; null when the target is words. */
  value: string | null
  text: string
}

export type ReadIndicator = {
  code: string | null
  parentCode: string | null
  title: string
  unit: string | null
  targets: ReadTarget[]
  leads: string[]
  coordinating: string[]
  monitors: string[]
  /** What was reached before the plan, as written. */
  baseline: string | null
  note: string | null
  source: SourcePlace
  fieldSources?: FieldSources
}

export type ReadGroup = { code: string | null; title: string; tasks: ReadTask[] }

export type ReadTask = {
  code: string | null
  title: string
  leads: string[]
  coordinating: string[]
  deadline: ReadDeadline | null
  product: string | null
  funding: string | null
  note: string | null
  children: ReadTask[]
  /** A bullet of the body, standing in for annex rows that are not here yet (docs/glossary.md, rule 4). */
  provisional?: true
  /** A heading between the group and the task, such as "1.1. Công tác tuyên truyền". */
  heading?: string
  /** Our own template only: the codes of the provisional tasks that this row takes the place of. */
  replaces?: string[]
  /** Our own workbook of a whole plan only: the number of the task that this row was exported from. */
  taskId?: string
  source: SourcePlace
  fieldSources?: FieldSources
}

export type DeadlineMeaning = "byDay" | "everyYear" | "ongoing" | "range" | "afterEvent" | "unclear"

export type ReadDeadline = { text: string; meaning: DeadlineMeaning; from: Day | null; to: Day | null }

export type ReadDuty = { unit: string; text: string; source: SourcePlace }

export type ReportingPeriod =
  | "everyTwoWeeks"
  | "everyWeek"
  | "month"
  | "quarter"
  | "halfYear"
  | "nineMonths"
  | "year"
  | "onRequest"

export type ReportingMonth = number | "lastOfPeriod" | "firstAfterPeriod" | "each"

/** `day` of `month`; `weekday` 1 Monday … 7 Sunday for weekly rhythms; `inclusive` false for "trước ngày 10". */
export type DueRule = {
  day: number | null
  month: ReportingMonth | null
  weekday?: number
  time?: string
  inclusive: boolean
}

export type ReadReportingRule = {
  tier: "unit" | "planOffice"
  period: ReportingPeriod
  text: string
  rule: DueRule | null
  source: SourcePlace
}

export type IssueSeverity = "info" | "warning" | "error"
export type ReadIssue = { severity: IssueSeverity; code: string; message: string; source: SourcePlace | null }
