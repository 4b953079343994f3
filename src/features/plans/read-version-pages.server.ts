import { type RawBuilder, sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { folded } from "#shared/folded.ts"
import type { TaskFacts } from "./plan-change.ts"

type Part = { words: readonly string[]; offset: number; limit: number }

/** The facts that a version has of each task, its own or those of the last version before it that changed the task. */
const factsAt = (planId: string, until: number): RawBuilder<unknown> => sql`
  select distinct on (task_version.task_id) task_version.task_id, task_version.facts
  from task_version
  join plan_version on plan_version.id = task_version.plan_version_id
  where plan_version.plan_id = ${planId} and plan_version.number <= ${until} and plan_version.applied_at is not null
  order by task_version.task_id, plan_version.number desc`

/**
 * One part of the tasks of a version, in the order of the plan, without those that had gone by then. Two queries; only the part's facts
 * are read, whatever the size of the plan.
 * @param part words, folded, each found anywhere in code, title, product or lead
 */
export async function readVersionTasks(db: Db, planId: string, number: number, part: Part) {
  const { ids, found, all } = await (part.words.length === 0 ? idsOf : idsWithWords)(db, planId, number, part)
  const facts = await readFactsOf(db, planId, number, ids)
  return {
    all,
    found,
    tasks: ids.flatMap((id) => {
      const task = facts.get(id)
      return task ? [{ id, ...task }] : []
    }),
  }
}

const tasksThere = (planId: string, number: number) => sql`
  from (${factsAt(planId, number)}) standing
  join task on task.id = standing.task_id
  where standing.facts->>'retiredOn' is null`

async function idsOf(db: Db, planId: string, number: number, { offset, limit }: Part) {
  const { rows } = await sql<{ ids: string[] | null; all: number }>`
    with there as (select task.id, task.position ${tasksThere(planId, number)})
    select (select count(*)::int from there) as all,
      (select array_agg(id) from (select id from there order by position, id offset ${offset} limit ${limit}) part) as ids`.execute(
    db,
  )
  const { ids, all } = rows[0]!
  return { ids: ids ?? [], found: all, all }
}

async function idsWithWords(db: Db, planId: string, number: number, { words, offset, limit }: Part) {
  const { rows } = await sql<{ id: string; text: string }>`
    select task.id, ${searched} as text ${tasksThere(planId, number)} order by task.position, task.id`.execute(db)
  const found = rows.filter(({ text }) => holdsAll(folded(text), words)).map((row) => row.id)
  return { ids: found.slice(offset, offset + limit), found: found.length, all: rows.length }
}

const searched = sql`concat_ws(' ', facts->>'code', facts->>'title', facts->>'product',
  (select string_agg(lead->>'name', ' ') from jsonb_array_elements(facts->'leads') lead))`

const holdsAll = (text: string, words: readonly string[]) => words.every((word) => text.includes(word))

/** Only what is set side by side (plan-change.ts, `comparedFields`), so that a group that was merely renumbered inside does not count. */
const compared = (facts: RawBuilder<unknown>) => sql`jsonb_build_array(
  ${facts}->'groupCode', ${facts}->'groupTitle', ${facts}->'code', ${facts}->'title', ${facts}->'product', ${facts}->'funding',
  ${facts}->'note', ${facts}->'deadline'->'text', jsonb_path_query_array(${facts}, '$.leads[*].name'),
  jsonb_path_query_array(${facts}, '$.coordinating[*].name'))`

/** A task that a version has dropped or merged away is no longer in it. */
const isStanding = sql`facts->>'retiredOn' is null and facts->>'droppedOn' is null`
const standing = (facts: TaskFacts | undefined) =>
  facts && facts.retiredOn === null && facts.droppedOn === null ? facts : null

export type TaskPair = { id: string; before: TaskFacts | null; after: TaskFacts | null }

/**
 * One part of the tasks in which two versions differ, in the order of the plan, each as both had it; null where it did not stand.
 * Three queries.
 */
export async function readTaskPairs(
  db: Db,
  planId: string,
  versions: { from: number; to: number },
  part: { offset: number; limit: number },
): Promise<{ count: number; pairs: TaskPair[] }> {
  const { rows } = await sql<{ taskId: string; count: number }>`
    select task_id, count(*) over ()::int as count
    from (select * from (${factsAt(planId, versions.from)}) known where ${isStanding}) before
    full join (select * from (${factsAt(planId, versions.to)}) known where ${isStanding}) after using (task_id)
    join task on task.id = task_id
    where before.facts is null or after.facts is null
      or ${compared(sql`before.facts`)} <> ${compared(sql`after.facts`)}
    order by task.position, task.id
    offset ${part.offset} limit ${part.limit}`.execute(db)
  const ids = rows.map((row) => row.taskId)
  const before = await readFactsOf(db, planId, versions.from, ids)
  const after = await readFactsOf(db, planId, versions.to, ids)
  return {
    count: rows[0]?.count ?? 0,
    pairs: ids.map((id) => ({ id, before: standing(before.get(id)), after: standing(after.get(id)) })),
  }
}

async function readFactsOf(db: Db, planId: string, until: number, ids: readonly string[]) {
  const { rows } = await sql<{ taskId: string; facts: TaskFacts }>`
    select * from (${factsAt(planId, until)}) standing where task_id = any (${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.taskId, row.facts]))
}
