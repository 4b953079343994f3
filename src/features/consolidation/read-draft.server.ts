import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"

export type CommentLine = {
  id: string
  key: string
  body: string
  writer: string
  writtenAt: Date
  resolver: string | null
}

/** The remarks on a draft, those that wait first. */
export const readComments = (db: Db, roundId: string): Promise<CommentLine[]> =>
  db
    .selectFrom("narrativeComment")
    .innerJoin("consolidation", "consolidation.id", "narrativeComment.consolidationId")
    .innerJoin("person as writer", "writer.id", "narrativeComment.writtenBy")
    .leftJoin("person as resolver", "resolver.id", "narrativeComment.resolvedBy")
    .select([
      "narrativeComment.id",
      "narrativeComment.key",
      "narrativeComment.body",
      "writer.name as writer",
      "narrativeComment.writtenAt",
      "resolver.name as resolver",
    ])
    .where("consolidation.roundId", "=", roundId)
    .where("consolidation.isCurrent", "=", true)
    .orderBy((order) => order("narrativeComment.resolvedAt", "is not", null))
    .orderBy("narrativeComment.writtenAt")
    .execute()

export type DraftVersion = { version: number; body: string; savedAt: Date; savedBy: string | null }

/** The last texts of one part that were saved, the newest first. */
export const readVersions = (db: Db, roundId: string, key: string): Promise<DraftVersion[]> =>
  db
    .selectFrom("narrativeVersion")
    .innerJoin("consolidation", "consolidation.id", "narrativeVersion.consolidationId")
    .leftJoin("person", "person.id", "narrativeVersion.savedBy")
    .select(["narrativeVersion.version", "narrativeVersion.body", "narrativeVersion.savedAt", "person.name as savedBy"])
    .where("consolidation.roundId", "=", roundId)
    .where("consolidation.isCurrent", "=", true)
    .where("narrativeVersion.key", "=", key)
    .orderBy("narrativeVersion.version", "desc")
    .limit(50)
    .execute()

/** Two statements of units on one task that cannot both stand; `other` is null where the second is the confirmer's decision. */
export type ReportContradiction = {
  kind: "objected" | "unequal" | "returnedClaim" | "confirmedBefore"
  taskId: string
  taskCode: string
  taskTitle: string
  entryId: string
  reportId: string
  unitName: string
  percentDone: number | null
  otherEntryId: string | null
  otherReportId: string | null
  otherUnitName: string | null
  otherPercent: number | null
}

/**
 * Entries against claims, over the reports of a round that were sent: a lead that objects to the claim or says less than it; a claim that
 * was not confirmed though the entry still says so; a task that was confirmed before and is reported as unfinished. One query.
 */
export async function readReportContradictions(db: Db, roundId: string): Promise<ReportContradiction[]> {
  const { rows } = await sql<ReportContradiction>`
    with sent as (
      select entry.*, report.unit_id, unit.name as unit_name, assignment.workflow, assignment.mode,
        assignment.confirmed_at, report.first_submitted_at
      from entry
      join report on report.id = entry.report_id
      join unit on unit.id = report.unit_id
      join assignment on assignment.id = entry.assignment_id
      where entry.report_id = any(array(
        select id from report where round_id = ${roundId} and status in ('submitted', 'accepted')))
    ), found as (
      select case when other.consent = 'object' then 'objected' else 'unequal' end as kind, claim.task_id,
        claim.id as entry_id, claim.report_id, claim.unit_name, claim.percent_done,
        other.id as other_entry_id, other.report_id as other_report_id, other.unit_name as other_unit_name,
        other.percent_done as other_percent
      from sent claim
      join sent other on other.task_id = claim.task_id and other.id <> claim.id and other.mode = 'joint'
      where claim.answer = 'claim' and claim.mode = 'joint'
        and (other.consent = 'object' or (other.answer = 'progress' and other.percent_done < 100))
      union all
      select 'returnedClaim', sent.task_id, sent.id, sent.report_id, sent.unit_name, sent.percent_done, null, null, null, null
      from sent
      join lateral (
        select state from claim where claim.assignment_id = sent.assignment_id order by claimed_on desc, id desc limit 1
      ) decided on true
      where sent.answer = 'claim' and decided.state in ('supplement', 'notDone')
      union all
      select 'confirmedBefore', sent.task_id, sent.id, sent.report_id, sent.unit_name, sent.percent_done, null, null, null, null
      from sent
      where sent.workflow = 'completed' and sent.answer in ('progress', 'missing') and coalesce(sent.percent_done, 0) < 100
        and sent.confirmed_at < sent.first_submitted_at
    )
    select found.*, task.code as task_code, task.title as task_title
    from found join task on task.id = found.task_id
    order by task.position, found.entry_id
    limit 200`.execute(db)
  return rows
}
