import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { type Suggestion, suggestHeirs } from "./carry-over.ts"
import { readCarryOver, standingTasks } from "./carry-over-store.server.ts"

export type CarryLine = {
  id: string
  code: string
  title: string
  suggestions: Suggestion[]
  /** As confirmed: the task, null for none; undefined while nobody has said. */
  decided: { id: string; code: string; title: string } | null | undefined
}

/** One page of the old plan's tasks with what might carry each on, and how many are confirmed of all. Three queries. */
export async function readCarryLines(
  db: Db,
  plans: { oldPlanId: string; newPlanId: string },
  { page, pageSize, onlyOpen }: { page: number; pageSize: number; onlyOpen: boolean },
) {
  const olds = await standingTasks(db, plans.oldPlanId)
  const fresh = await standingTasks(db, plans.newPlanId)
  const decided = await readCarryOver(db, plans.oldPlanId, plans.newPlanId)
  const byId = new Map(fresh.map((task) => [task.id, task]))
  const listed = onlyOpen ? olds.filter((task) => !decided.has(task.id)) : olds
  const pages = Math.max(1, Math.ceil(listed.length / pageSize))
  const at = Math.min(page, pages)
  const lines: CarryLine[] = listed.slice((at - 1) * pageSize, at * pageSize).map((task) => {
    const to = decided.get(task.id)
    return { ...task, suggestions: suggestHeirs(task, fresh), decided: typeof to === "string" ? byId.get(to) : to }
  })
  return { lines, page: at, pages, count: { all: olds.length, decided: decided.size } }
}

/** New tasks by their code as it is typed; ids as the commands want them. */
export async function taskIdsByCode(db: Db, planId: string): Promise<Map<string, string>> {
  return new Map((await standingTasks(db, planId)).map((task) => [task.code.trim().toLowerCase(), task.id]))
}

/** Plans that this one could replace: in force, and another. The one that its document names stands first. */
export async function readReplaceable(db: Db, plan: { id: string; documentId: string }) {
  const named = await db
    .selectFrom("documentRelation")
    .select("targetId")
    .where("documentId", "=", plan.documentId)
    .where("relation", "=", "supersedes")
    .where("targetId", "is not", null)
    .execute()
  const rows = await db
    .selectFrom("plan")
    .innerJoin("document", "document.id", "plan.documentId")
    .select(["plan.id", "plan.slug", "plan.title", "plan.documentId", "document.number", "document.notation"])
    .where("plan.id", "<>", plan.id)
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("plan.startedOn", "desc")
    .limit(100)
    .execute()
  const isNamed = (documentId: string) => named.some((each) => each.targetId === documentId)
  return rows
    .map((row) => ({ ...row, isNamed: isNamed(row.documentId) }))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed))
}

/** The plan that replaced this one, and when; null while it is in force. */
export async function readSuccessor(db: Db, planId: string): Promise<{ slug: string; on: Day } | null> {
  const row = await db
    .selectFrom("plan")
    .innerJoin("plan as next", "next.id", "plan.supersededByPlanId")
    .select(["next.slug", "plan.supersededOn as on"])
    .where("plan.id", "=", planId)
    .executeTakeFirst()
  return row?.on ? { slug: row.slug, on: row.on } : null
}
