import { maySeeRound } from "#features/reporting/permissions.ts"
import { readReport } from "#features/reporting/read-report.server.ts"
import { NotFound } from "#platform/errors.ts"
import { actsAs } from "#shared/actor.ts"
import type { PersonCtx } from "./request-context.ts"

/** Seats that follow the history of the whole instance. */
export const seesAllHistory = (ctx: PersonCtx): boolean =>
  actsAs(ctx.actor, "inspector", "administrator", "planOffice", "director")

/**
 * The history of an object is for whoever may see the object: a report as readReport says, plans and tasks for every official,
 * people and seats for administrators. @throws NotFound for anybody else
 */
export async function assertMaySeeHistory(ctx: PersonCtx, subjectId: string): Promise<void> {
  const { db, actor } = ctx
  const report = await db
    .selectFrom("report")
    .select(["id", "firstSubmittedAt"])
    .where("id", "=", subjectId)
    .executeTakeFirst()
  if (report) return void (await readReport(ctx, report.id))
  const open = await db
    .selectFrom("task")
    .select("id")
    .where("id", "=", subjectId)
    .union(db.selectFrom("plan").select("id").where("id", "=", subjectId))
    .executeTakeFirst()
  if (open) return
  const entry = await db.selectFrom("entry").select("reportId").where("id", "=", subjectId).executeTakeFirst()
  if (entry) return void (await readReport(ctx, entry.reportId))
  if (actsAs(actor, "inspector", "administrator") || maySeeRound(actor)) return
  throw new NotFound("history")
}
