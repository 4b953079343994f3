import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { likenessOf, wordsOf } from "#shared/likeness.ts"
import type { Kind } from "./obstacle.ts"
import { isGuidance, wordsIn } from "./read-obstacles.server.ts"

export type GuidanceLine = {
  id: string
  number: number
  kind: Kind
  description: string
  unitName: string
  closedOn: Day
  taskId: string
  taskCode: string
  taskTitle: string
  planSlug: string
  /** The answers that led to the solution, in their order. */
  answers: { text: string; unitName: string | null; documentNumber: string | null; documentOn: Day | null }[]
}

const columns = sql`obstacle.id, obstacle.number, obstacle.kind, obstacle.description, unit.name as unit_name, obstacle.closed_on,
  task.id as task_id, task.code as task_code, task.title as task_title, plan.slug as plan_slug,
  coalesce((select json_agg(json_build_object('text', obstacle_step.text, 'unitName', answerer.name,
      'documentNumber', obstacle_step.document_number, 'documentOn', obstacle_step.document_on) order by obstacle_step.at, obstacle_step.id)
    from obstacle_step left join unit answerer on answerer.id = obstacle_step.unit_id
    where obstacle_step.obstacle_id = obstacle.id and obstacle_step.what in ('answered', 'partlyAnswered')), '[]') as answers`
const tables = sql`obstacle join plan on plan.id = obstacle.plan_id join task on task.id = obstacle.task_id
  join unit on unit.id = obstacle.unit_id`

const conditions = (text: string, kind: Kind | "") =>
  sql.join(
    [isGuidance, sql`plan.undone_on is null`, ...wordsIn(text), ...(kind ? [sql`obstacle.kind = ${kind}`] : [])],
    sql` and `,
  )

/** Questions with their answers, the latest first. Two queries. */
export async function readGuidance(
  db: Db,
  { text, kind }: { text: string; kind: Kind | "" },
  limit: number,
  offset: number,
): Promise<{ lines: GuidanceLine[]; count: number }> {
  const { rows } = await sql<GuidanceLine>`select ${columns} from ${tables} where ${conditions(text, kind)}
    order by obstacle.closed_on desc, obstacle.id limit ${limit} offset ${offset}`.execute(db)
  const counted = await sql<{ count: number }>`select count(*)::int as count from ${tables}
    where ${conditions(text, kind)}`.execute(db)
  return { lines: rows, count: counted.rows[0]!.count }
}

/** From this share of common words on, a question is shown as one that others have asked before. */
const LIKE_ENOUGH = 0.25
/** How many solved ones are compared word by word. */
const COMPARED = 400

/**
 * What others asked before and got answered: on the same task, or in words that are alike (of the same kind first). For who is about to ask.
 * One query. @param limit at most so many
 */
export async function readAlikeGuidance(
  db: Db,
  asked: { taskId: string; kind: string; text: string },
  limit: number,
): Promise<GuidanceLine[]> {
  const taskId = isId(asked.taskId) ? asked.taskId : null
  const { rows } = await sql<GuidanceLine>`select ${columns} from ${tables} where ${conditions("", "")}
    order by (obstacle.task_id = ${taskId}) desc nulls last, (obstacle.kind = ${asked.kind}) desc, obstacle.closed_on desc, obstacle.id
    limit ${COMPARED}`.execute(db)
  const words = wordsOf(asked.text)
  return rows
    .map((line) => ({
      line,
      share: likenessOf(words, wordsOf(line.description)) + (line.kind === asked.kind ? 0.05 : 0),
      isSameTask: line.taskId === taskId,
    }))
    .filter(({ share, isSameTask }) => isSameTask || share >= LIKE_ENOUGH)
    .sort((a, b) => b.share - a.share)
    .slice(0, limit)
    .map(({ line }) => line)
}
