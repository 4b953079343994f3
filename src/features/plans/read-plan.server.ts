import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"

export type PlanKind = "decision" | "annual"
export type PlanHead = {
  id: string
  slug: string
  title: string
  planOfficeUnitId: string
  planOfficeName: string
  confirmerUnitId: string | null
  confirmerName: string | null
  leadershipUnitId: string | null
  isIllustrative: boolean
  kind: PlanKind
  startedOn: Day
  supersededOn: Day | null
  documentId: string
  declared: { groups: number | null; tasks: number | null; indicators: number | null }
  number: string | null
  notation: string | null
  issuedOn: Day | null
  issuer: string | null
  place: string | null
}

const planHeads = (db: Db) =>
  db
    .selectFrom("plan")
    .innerJoin("document", "document.id", "plan.documentId")
    .innerJoin("unit as office", "office.id", "plan.planOfficeUnitId")
    .leftJoin("unit as confirmer", "confirmer.id", "plan.confirmerUnitId")
    .select([
      "plan.id",
      "plan.slug",
      "plan.title",
      "plan.planOfficeUnitId",
      "office.name as planOfficeName",
      "plan.confirmerUnitId",
      "confirmer.name as confirmerName",
      "plan.leadershipUnitId",
      "plan.isIllustrative",
      "plan.kind",
      "plan.startedOn",
      "plan.supersededOn",
      "plan.documentId",
      "plan.declared",
      "document.number",
      "document.notation",
      "document.issuedOn",
      "document.issuer",
      "document.place",
    ])
    .where("plan.undoneOn", "is", null)

export const readPlans = async (db: Db): Promise<PlanHead[]> =>
  (await planHeads(db).orderBy("plan.startedOn", "desc").limit(200).execute()) as PlanHead[]

const planBySlug = prepared((db, value: Values<{ slug: string }>) =>
  planHeads(db).where("plan.slug", "=", value("slug")),
)
const planByIdentity = prepared((db, value: Values<{ id: string }>) => planHeads(db).where("plan.id", "=", value("id")))

/** @param slug the name in the address @throws NotFound */
export async function readPlan(db: Db, slug: string): Promise<PlanHead> {
  const [plan] = await planBySlug(db, { slug })
  if (!plan) throw new NotFound("plan")
  return plan as PlanHead
}

export async function readPlanById(db: Db, id: string): Promise<PlanHead> {
  const [plan] = await planByIdentity(db, { id })
  if (!plan) throw new NotFound("plan")
  return plan as PlanHead
}

/** What the search box finds: tasks of every plan, by words without diacritics. @param limit at most so many */
export async function searchTasks(db: Db, text: string, limit: number) {
  const words = folded(text).split(" ").filter(Boolean)
  if (words.length === 0) return []
  return db
    .selectFrom("searchEntry")
    .innerJoin("task", "task.id", "searchEntry.subjectId")
    .innerJoin("plan", "plan.id", "task.planId")
    .select(["task.id", "task.code", "task.title", "plan.slug", "plan.title as planTitle"])
    .where("task.retiredOn", "is", null)
    .where((where) => where.and(words.map((word) => where("searchEntry.folded", "like", `%${word}%`))))
    .orderBy(sql`plan.started_on desc, task.position`)
    .limit(limit)
    .execute()
}
