import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import type { ChangeKind, IndicatorFacts, IndicatorPatch, PlanChange, TaskFacts, TaskPatch } from "./plan-change.ts"

const versions = (db: Db, planId: string) =>
  db
    .selectFrom("planVersion")
    .innerJoin("document", "document.id", "planVersion.documentId")
    .leftJoin("person", "person.id", "planVersion.recordedBy")
    .select([
      "planVersion.id",
      "planVersion.number",
      "planVersion.state",
      "planVersion.effectiveOn",
      "planVersion.summary",
      "planVersion.recordedAt",
      "planVersion.appliedAt",
      "planVersion.version",
      "planVersion.documentId",
      "person.name as recordedByName",
      "document.number as documentNumber",
      "document.notation",
      "document.title as documentTitle",
      "document.issuer",
      "document.issuedOn",
    ])
    .select((select) =>
      select
        .selectFrom("planChange")
        .whereRef("planChange.planVersionId", "=", "planVersion.id")
        .select((count) => count.fn.countAll<number>().as("changes"))
        .as("changes"),
    )
    .where("planVersion.planId", "=", planId)
    .where("planVersion.state", "<>", "discarded")

export type VersionLine = Awaited<ReturnType<typeof readVersions>>[number]

/** The versions of a plan, newest first. */
export const readVersions = async (db: Db, planId: string) =>
  (await versions(db, planId).orderBy("planVersion.number", "desc").limit(200).execute()).map((row) => ({
    ...row,
    state: row.state as "draft" | "recorded",
    changes: Number(row.changes),
  }))

/** @param number as in the address @throws NotFound */
export async function readVersion(db: Db, planId: string, number: number): Promise<VersionLine> {
  if (!Number.isInteger(number)) throw new NotFound("planVersion")
  const row = await versions(db, planId).where("planVersion.number", "=", number).executeTakeFirst()
  if (!row) throw new NotFound("planVersion")
  return { ...row, state: row.state as VersionLine["state"], changes: Number(row.changes) }
}

export type StoredChange = PlanChange & { id: string; position: number }

/** What the document of a version orders, in its order. */
export async function readVersionChanges(db: Db, planVersionId: string): Promise<StoredChange[]> {
  const rows = await db
    .selectFrom("planChange")
    .selectAll()
    .where("planVersionId", "=", planVersionId)
    .orderBy("position")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    kind: row.kind as ChangeKind,
    subject: row.subject as PlanChange["subject"],
    subjectId: row.subjectId,
    otherIds: row.otherIds,
    patch: row.patch as TaskPatch | IndicatorPatch,
    note: row.note,
    proposalId: row.proposalId,
  }))
}

/**
 * The facts of every task that a version of the plan holds, in the order of the plan. One query.
 * @param until the number of the version; versions after it are left out
 */
export async function readFactsAt(db: Db, planId: string, until: number): Promise<Map<string, TaskFacts>> {
  const { rows } = await sql<{ taskId: string; facts: TaskFacts }>`
    select newest.task_id, newest.facts from (
      select distinct on (task_version.task_id) task_version.task_id, task_version.facts
      from task_version
      join plan_version on plan_version.id = task_version.plan_version_id
      where plan_version.plan_id = ${planId} and plan_version.number <= ${until} and plan_version.applied_at is not null
      order by task_version.task_id, plan_version.number desc
    ) newest
    join task on task.id = newest.task_id
    order by task.position, task.id`.execute(db)
  return new Map(rows.map((row) => [row.taskId, row.facts]))
}

export async function readIndicatorFactsAt(
  db: Db,
  planId: string,
  until: number,
): Promise<Map<string, IndicatorFacts>> {
  const { rows } = await sql<{ indicatorId: string; facts: IndicatorFacts }>`
    select newest.indicator_id, newest.facts from (
      select distinct on (indicator_version.indicator_id) indicator_version.indicator_id, indicator_version.facts
      from indicator_version
      join plan_version on plan_version.id = indicator_version.plan_version_id
      where plan_version.plan_id = ${planId} and plan_version.number <= ${until} and plan_version.applied_at is not null
      order by indicator_version.indicator_id, plan_version.number desc
    ) newest
    join indicator on indicator.id = newest.indicator_id
    order by indicator.position, indicator.id`.execute(db)
  return new Map(rows.map((row) => [row.indicatorId, row.facts]))
}

/** The version in force on a day; undefined before the first. */
export async function versionOn(db: Db, planId: string, day: Day): Promise<number | undefined> {
  const row = await db
    .selectFrom("planVersion")
    .select("number")
    .where("planId", "=", planId)
    .where("appliedAt", "is not", null)
    .where("effectiveOn", "<=", day)
    .orderBy("number", "desc")
    .executeTakeFirst()
  return row?.number
}
