import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { isId } from "#shared/id.ts"
import type { Answer } from "./entry.ts"
import { type ComparedField, type EntryToCheck, isQuiet, type ReportToCheck, type Verdict } from "./entry-check.ts"

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
 * All reports of a round that were sent and wait for their check, with what distinguishes each entry from what the unit sent before. Three
 * queries, one row for each report: texts are compared in the database, and ten thousand entries come as lists of plain values.
 */
export async function readReportsToCheck(db: Db, round: Round): Promise<ReportToCheck[]> {
  const reports = await readWaiting(db, round)
  const tasks = new Map((await readTasks(db, round)).map((task) => [task.id, task]))
  const facts = new Map((await readFacts(db, round)).map((row) => [row.reportId, row.entries]))
  for (const report of reports)
    report.entries = (facts.get(report.reportId) ?? [])
      .map((row) => ({ row, task: tasks.get(row[2])! }))
      .sort((a, b) => a.task.position - b.task.position)
      .map(({ row, task }) => entryToCheck(report, task, row))
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

type Task = { id: string; code: string; groupCode: string; groupTitle: string; position: number }

const readTasks = (db: Db, { planId }: Round): Promise<Task[]> =>
  db
    .selectFrom("task")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .select(["task.id", "task.code", "task.position", "taskGroup.code as groupCode", "taskGroup.title as groupTitle"])
    .where("task.planId", "=", planId)
    .execute()

/** The values of one entry in the order in which `readFacts` lists them. */
type FactRow = [
  entryId: string,
  version: number,
  taskId: string,
  answer: Answer | null,
  percentDone: number | null,
  hasProduct: boolean,
  evidenceCount: number,
  isClaimant: boolean,
  isObjected: boolean,
  isOutlying: boolean,
  answerBefore: Answer | null,
  percentBefore: number | null,
  /** Bit n is set when the n-th of `comparedFields` differs. */
  differs: number | null,
  verdict: Verdict | null,
  reason: string | null,
]

/**
 * `offset 0` and the array keep PostgreSQL on the indexes of `entry`: it takes a round for a larger part of all entries than it is, and would
 * read the entries of all rounds.
 */
async function readFacts(db: Db, round: Round): Promise<{ reportId: string; entries: FactRow[] }[]> {
  const { rows } = await sql<{ reportId: string; entries: FactRow[] }>`
    with ${recentRounds(round)}, last as materialized (
      select distinct on (entry.assignment_id) entry.assignment_id, entry.id
      from entry join report on report.id = entry.report_id join recent on recent.id = report.round_id
      where report.first_submitted_at is not null and entry.answer in ('progress', 'claim', 'missing')
      order by entry.assignment_id, recent.due_on desc
    ), proof as materialized (
      select evidence.entry_id, count(*)::int as count from evidence where removed_at is null group by evidence.entry_id
    )
    select entry.report_id, json_agg(json_build_array(
      entry.id, entry.version, entry.task_id, entry.answer, entry.percent_done, trim(entry.product) <> '',
      coalesce(proof.count, 0), assignment.is_claimant, coalesce(entry.consent = 'object', false), entry.is_outlying,
      before.answer, before.percent_done, before.differs, entry_check.verdict, entry_check.reason)) as entries
    from entry
    join assignment on assignment.id = entry.assignment_id
    left join proof on proof.entry_id = entry.id
    left join last on last.assignment_id = entry.assignment_id
    left join lateral (
      select sent.answer, sent.percent_done,
        (sent.result <> entry.result)::int + 2 * (sent.product <> entry.product)::int + 4 * (sent.obstacle <> entry.obstacle)::int
        + 8 * (sent.proposal <> entry.proposal)::int + 16 * (sent.next_step <> entry.next_step)::int as differs
      from entry sent where sent.id = last.id offset 0
    ) before on true
    left join entry_check on entry_check.entry_id = entry.id and entry_check.entry_version = entry.version
    where entry.report_id = any(array(select id from report where round_id = ${round.id} and status = 'submitted'))
    group by entry.report_id`.execute(db)
  return rows
}

function entryToCheck({ reportId, unitId, unitName }: ReportToCheck, task: Task, row: FactRow): EntryToCheck {
  const [entryId, version, , answer, percentDone, hasProduct, evidenceCount, isClaimant, isObjected, isOutlying] = row
  const [, , , , , , , , , , answerBefore, percentBefore, differs, verdict, reason] = row
  return {
    entryId,
    version,
    reportId,
    unitId,
    unitName,
    taskCode: task.code,
    groupCode: task.groupCode,
    groupTitle: task.groupTitle,
    check: verdict && { verdict, reason: reason ?? "" },
    facts: {
      answer,
      percentDone,
      hasProduct,
      evidenceCount,
      isClaimant,
      isObjected,
      isOutlying,
      before: answerBefore && { answer: answerBefore, percentDone: percentBefore, differs: differences(differs ?? 0) },
    },
  }
}

const differences = (bits: number): Record<ComparedField, boolean> => ({
  result: (bits & 1) > 0,
  product: (bits & 2) > 0,
  obstacle: (bits & 4) > 0,
  proposal: (bits & 8) > 0,
  nextStep: (bits & 16) > 0,
})

/** A report of the round whose check has ended, and what became of it; null for any other id. */
export async function readFinishedReport(db: Db, roundId: string, reportId: string | null) {
  if (!isId(reportId ?? undefined)) return null
  const row = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.status", "unit.name as unitName"])
    .where("report.id", "=", reportId)
    .where("report.roundId", "=", roundId)
    .where("report.status", "in", ["accepted", "returned"])
    .executeTakeFirst()
  return row ?? null
}
