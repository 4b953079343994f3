import { createHash, randomBytes } from "node:crypto"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { INVITATION_DAYS } from "./invitation.ts"
import { invitationMail } from "./invitation-mail.ts"
import { mayAdminister } from "./permissions.ts"

export type InvitationInput = {
  personId: string
  sentBy: "mail" | "link"
  /** For a person who lost the telephone and the backup codes. */
  removesSecondFactor: boolean
  /** The address of this system as people type it, without a slash at the end. */
  publicUrl: string
}

const newToken = (): string => randomBytes(32).toString("base64url")
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex")

/**
 * Lets a person set a password: their first, or a new one. The link works once and for seven days; earlier ones are void. Only its
 * hash is kept, so a printed link can be shown once and never again.
 * @returns link: null when this same form was sent before, and its link with it
 */
export async function inviteToSignIn(ctx: Ctx, input: InvitationInput) {
  const token = newToken()
  const link = `${input.publicUrl}/loi-moi/${token}`
  const outcome = await inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const person = await tx
      .selectFrom("person")
      .selectAll()
      .where("id", "=", input.personId)
      .forUpdate()
      .executeTakeFirst()
    if (!person) throw new NotFound("person")
    if (person.endedOn && person.endedOn <= ctx.today) return refused("organisation.personOver")
    await voidEarlier(ctx, tx, person.id)
    const id = ctx.newId()
    const expiresAt = new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000)
    const { sentBy, removesSecondFactor } = input
    const row = {
      id,
      personId: person.id,
      tokenHash: tokenHash(token),
      sentBy,
      removesSecondFactor,
      expiresAt,
      createdAt: ctx.now,
    }
    await tx.insertInto("invitation").values(row).execute()
    if (sentBy === "mail") {
      const mail = invitationMail({
        name: person.name,
        email: person.email,
        link,
        expiresAt,
        hasAccount: person.userId !== null,
        timeZone: ctx.timeZone,
      })
      await putMail(ctx, tx, { recipient: person.email, ...mail }, input.publicUrl)
    }
    recordEvent(tx, "invitation.made", [person.id, id], { sentBy, removesSecondFactor })
    return done({ invitationId: id, tokenHash: row.tokenHash, expiresAt: expiresAt.toISOString() })
  })
  if (!outcome.ok) return outcome
  return done({ ...outcome.value, link: outcome.value.tokenHash === tokenHash(token) ? link : null })
}

const voidEarlier = (ctx: Ctx, tx: Tx, personId: string) =>
  tx
    .updateTable("invitation")
    .set({ voidedAt: ctx.now })
    .where("personId", "=", personId)
    .where("acceptedAt", "is", null)
    .where("voidedAt", "is", null)
    .execute()

/** The Message-ID belongs to the row: sent twice, it is recognised as the same message. */
async function putMail(
  ctx: Ctx,
  tx: Tx,
  mail: { recipient: string; subject: string; body: string },
  publicUrl: string,
): Promise<void> {
  const id = ctx.newId()
  const messageId = `<${id}@${new URL(publicUrl).hostname}>`
  await tx
    .insertInto("outgoingMail")
    .values({ id, messageId, ...mail, createdAt: ctx.now })
    .execute()
}
