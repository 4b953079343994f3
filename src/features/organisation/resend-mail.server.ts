import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayAdminister } from "./permissions.ts"

/**
 * A mail that failed, or was left in the middle of being sent by a crash, waits again. It keeps its Message-ID: should the first have
 * arrived after all, mail programs recognise the second as the same.
 */
export function resendMail(ctx: Ctx, input: { mailId: string }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const mail = await tx
      .selectFrom("outgoingMail")
      .select(["state", "lastError"])
      .where("id", "=", input.mailId)
      .forUpdate()
      .executeTakeFirst()
    if (!mail) throw new NotFound("mail")
    if (mail.state === "sent" || (mail.state === "waiting" && !mail.lastError)) return refused("mail.notFailed")
    await tx
      .updateTable("outgoingMail")
      .set({ state: "waiting", lastError: null })
      .where("id", "=", input.mailId)
      .execute()
    recordEvent(tx, "mail.resent", input.mailId)
    return done({})
  })
}
