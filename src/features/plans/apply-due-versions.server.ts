import type { Ctx } from "#platform/context.server.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { done } from "#shared/outcome.ts"
import { applyVersion } from "./apply-version.server.ts"

/** Brings every recorded version into force whose day has come; each in a transaction of its own. Safe to run at any time. @returns how many */
export async function applyDueVersions(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .selectFrom("planVersion")
    .select(["id", "planId"])
    .where("state", "=", "recorded")
    .where("appliedAt", "is", null)
    .where("effectiveOn", "<=", ctx.today)
    .orderBy("effectiveOn")
    .orderBy("number")
    .execute()
  let applied = 0
  for (const { id, planId } of due)
    await inTransaction(ctx, async (tx) => {
      await tx.selectFrom("plan").select("id").where("id", "=", planId).forUpdate().executeTakeFirstOrThrow()
      const version = await tx
        .selectFrom("planVersion")
        .select(["id", "planId", "number", "effectiveOn"])
        .where("id", "=", id)
        .where("appliedAt", "is", null)
        .forUpdate()
        .executeTakeFirst()
      if (version) {
        await applyVersion(ctx, tx, version)
        applied++
      }
      return done({})
    })
  return applied
}
