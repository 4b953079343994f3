import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Answer } from "./entry.ts"
import { comparedFields, type EntryToCheck, isQuiet, type ReportToCheck, type Verdict } from "./entry-check.ts"

/** What a unit sent longer ago than so many rounds is not compared with. */
const COMPARED_ROUNDS = 4

type Round = { id: string; planId: string }

/** The rounds before this one that answers are compared with, as a common table. */
const recentRounds = ({ id, planId }: Round) => sql`
  recent as (
    select earlier.id, earlier.due_on from round earlier join round this on this.id = ${id}
    where earlier.plan_id = ${planId} and earlier.kind = 'calendar' and earlier.due_on < this.due_on
    order by earlier.due_on desc limit ${COMPARED_ROUNDS}
  )`

/**
 * All reports of a round that were sent and wait for their check, with what distinguishes each entry from what the unit sent before. Two
 * queries; texts are compared in the database, so that ten thousand entries do not travel.
 */
export async function readReportsToCheck(db: Db, round: Round): Promise<ReportToCheck[]> {
  const reports = await readWaiting(db, round)
  const byReport = new Map(reports.map((report) => [report.reportId, report]))
  for (const entry of await readEntriesToCheck(db, round)) byReport.get(entry.reportId)?.entries.push(entry)
  return reports
}

export const quietReports = (reports: readonly ReportToCheck[]): ReportToCheck[] =>
  reports.filter((report) => isQuiet({ ...report, entries: report.entries.map((entry) => entry.facts) }))

async function readWaiting(db: Db, round: Round): Promise<ReportToCheck[]> {
  const { rows } = await sql<Omit<ReportToCheck, "entries">>`
    with ${recentRounds(round)}
    select report.id as report_id, report.version, report.unit_id, unit.name as unit_name, report.timeliness, report.returns,
      exists (
        select from report_section section
        where section.report_id = report.id and trim(section.body) <> '' and not exists (
          select from report_section before
          join report sent on sent.id = before.report_id
          join recent on recent.id = sent.round_id
          where sent.unit_id = report.unit_id and sent.first_submitted_at is not null
            and before.key = section.key and before.body = section.body
        )
      ) as has_new_sections,
      exists (select from report_answer answer where answer.report_id = report.id) as has_answers
    from report join unit on unit.id = report.unit_id
    where report.round_id = ${round.id} and report.status = 'submitted'
    order by unit.position, unit.name`.execute(db)
  return rows.map((row) => ({ ...row, entries: [] }))
}

type EntryRow = Omit<EntryToCheck, "facts" | "check"> & {
  answer: Answer | null
  percentDone: number | null
  hasProduct: boolean
  evidenceCount: number
  isClaimant: boolean
  isObjected: boolean
  isOutlying: boolean
  answerBefore: Answer | null
  percentBefore: number | null
  differs: boolean[] | null
  verdict: Verdict | null
  reason: string | null
}

async function readEntriesToCheck(db: Db, round: Round): Promise<EntryToCheck[]> {
  const { rows } = await sql<EntryRow>`
    with ${recentRounds(round)}, before as (
      select distinct on (entry.assignment_id) entry.*
      from entry join report on report.id = entry.report_id join recent on recent.id = report.round_id
      where report.first_submitted_at is not null and entry.answer in ('progress', 'claim', 'missing')
      order by entry.assignment_id, recent.due_on desc
    )
    select entry.id as entry_id, entry.version, entry.report_id, report.unit_id, unit.name as unit_name,
      task.code as task_code, task_group.code as group_code, task_group.title as group_title,
      entry.answer, entry.percent_done, trim(entry.product) <> '' as has_product,
      (select count(*)::int from evidence where evidence.entry_id = entry.id and removed_at is null) as evidence_count,
      assignment.is_claimant, coalesce(entry.consent = 'object', false) as is_objected,
      entry.is_outlying,
      before.answer as answer_before, before.percent_done as percent_before,
      case when before.id is null then null else array[
        before.result <> entry.result, before.product <> entry.product, before.obstacle <> entry.obstacle,
        before.proposal <> entry.proposal, before.next_step <> entry.next_step] end as differs,
      entry_check.verdict, entry_check.reason
    from entry
    join report on report.id = entry.report_id
    join unit on unit.id = report.unit_id
    join task on task.id = entry.task_id
    join task_group on task_group.id = task.task_group_id
    join assignment on assignment.id = entry.assignment_id
    left join before on before.assignment_id = entry.assignment_id
    left join entry_check on entry_check.entry_id = entry.id and entry_check.entry_version = entry.version
    where report.round_id = ${round.id} and report.status = 'submitted'
    order by unit.position, unit.name, task.position`.execute(db)
  return rows.map(entryToCheck)
}

const entryToCheck = (row: EntryRow): EntryToCheck => ({
  entryId: row.entryId,
  version: row.version,
  reportId: row.reportId,
  unitId: row.unitId,
  unitName: row.unitName,
  taskCode: row.taskCode,
  groupCode: row.groupCode,
  groupTitle: row.groupTitle,
  check: row.verdict && { verdict: row.verdict, reason: row.reason ?? "" },
  facts: {
    answer: row.answer,
    percentDone: row.percentDone,
    hasProduct: row.hasProduct,
    evidenceCount: row.evidenceCount,
    isClaimant: row.isClaimant,
    isObjected: row.isObjected,
    isOutlying: row.isOutlying,
    before: row.answerBefore && {
      answer: row.answerBefore,
      percentDone: row.percentBefore,
      differs: Object.fromEntries(
        comparedFields.map((field, index) => [field, row.differs?.[index] ?? false]),
      ) as Record<(typeof comparedFields)[number], boolean>,
    },
  },
})
