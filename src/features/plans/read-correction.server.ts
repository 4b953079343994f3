import { createHash } from "node:crypto"
import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { readKnownParts } from "./correction-parts-store.server.ts"
import type { Meaning } from "./deadline.ts"
import {
  type CorrectedPlan,
  correctionOf,
  type KnownTask,
  type PlanCorrection,
  type ReadFacts,
} from "./plan-correction.ts"

/** A person applies what they saw, or nothing. */
export const digestOf = (correction: PlanCorrection): string =>
  createHash("sha256").update(JSON.stringify(correction)).digest("hex")

/** What a file would change. Seven queries. */
export async function readCorrection(db: Db, planId: string, file: CorrectedPlan): Promise<PlanCorrection> {
  const known = await db
    .selectFrom("taskGroup")
    .select(["id", "code", "title"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  const tasks = await readKnownTasks(db, planId)
  return correctionOf(file, { groups: known, tasks, parts: await readKnownParts(db, planId) })
}

async function readKnownTasks(db: Db, planId: string): Promise<KnownTask[]> {
  const rows = await db
    .selectFrom("task")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .selectAll("task")
    .select("taskGroup.title as groupTitle")
    .where("task.planId", "=", planId)
    .orderBy("task.position")
    .execute()
  const names = await readDutyNames(db, planId)
  const withWork = await readTasksWithWork(db, planId)
  const standing = new Set(rows.filter(isStanding).map((row) => row.id))
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    title: row.title,
    groupId: row.taskGroupId,
    groupTitle: row.groupTitle,
    leads: row.leadTexts as unknown as string[],
    coordinating: row.coordinatingTexts as unknown as string[],
    leadNames: names.get(`${row.id} lead`) ?? [],
    coordinatingNames: names.get(`${row.id} coordinating`) ?? [],
    deadline:
      row.deadlineText === null && row.deadlineTo === null
        ? null
        : {
            text: row.deadlineText,
            meaning: row.deadlineMeaning as Meaning,
            from: row.deadlineFrom,
            to: row.deadlineTo,
          },
    product: row.product,
    funding: row.funding,
    note: row.note,
    reading: row.reading as ReadFacts | null,
    parentId: row.parentId && standing.has(row.parentId) ? row.parentId : null,
    isStanding: isStanding(row),
    hasWork: withWork.has(row.id),
  }))
}

const isStanding = (row: { retiredOn: string | null; droppedOn: string | null }): boolean =>
  row.retiredOn === null && row.droppedOn === null

/** Names of the units that have each duty now, by task and duty. */
async function readDutyNames(db: Db, planId: string): Promise<Map<string, string[]>> {
  const { rows: duties } = await sql<{ taskId: string; duty: string; names: string[] }>`
    select task_id as "taskId", duty, array_agg(coalesce(unit.name, unit_group.name) order by task_duty.position) as names
    from task_duty
    join task on task.id = task_duty.task_id
    left join unit on unit.id = task_duty.unit_id
    left join unit_group on unit_group.id = task_duty.unit_group_id
    where task.plan_id = ${planId} group by task_id, duty`.execute(db)
  return new Map(duties.map((each) => [`${each.taskId} ${each.duty}`, each.names]))
}

async function readTasksWithWork(db: Db, planId: string): Promise<Set<string>> {
  const { rows: begun } = await sql<{ id: string }>`
    select id from task where plan_id = ${planId} and (
      exists (select from assignment where task_id = task.id and
        (workflow <> 'notStarted' or percent_done is not null or completed_on is not null or confirmed_at is not null))
      or exists (select from entry where task_id = task.id and (answer is not null or edited_at is not null))
      or exists (select from amendment_proposal where task_id = task.id and stage <> 'withdrawn'))`.execute(db)
  return new Set(begun.map((each) => each.id))
}
