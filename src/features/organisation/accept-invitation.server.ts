import { type Accounts, MIN_PASSWORD_LENGTH } from "#platform/accounts/accounts.server.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { type InvitationState, invitationState, passwordFault } from "./invitation.ts"
import { tokenHash } from "./invite-to-sign-in.server.ts"

export type FoundInvitation = {
  id: string
  personId: string
  name: string
  email: string
  hasAccount: boolean
  removesSecondFactor: boolean
  state: InvitationState
}

/** The invitation of a link; undefined when there is none. Whoever holds the link may know whose it is. */
export async function findInvitation(ctx: Ctx, token: string, db: Db = ctx.db): Promise<FoundInvitation | undefined> {
  const row = await db
    .selectFrom("invitation")
    .innerJoin("person", "person.id", "invitation.personId")
    .selectAll("invitation")
    .select(["person.name", "person.email", "person.userId", "person.endedOn"])
    .where("tokenHash", "=", tokenHash(token))
    .executeTakeFirst()
  if (!row) return undefined
  const isGone = row.endedOn !== null && row.endedOn <= ctx.today
  const { id, personId, name, email, removesSecondFactor } = row
  const state = isGone ? "voided" : invitationState(row, ctx.now)
  return { id, personId, name, email, hasAccount: row.userId !== null, removesSecondFactor, state }
}

/**
 * Sets the password of the invited person and binds the account to them. The link is used up before the account is touched, so that
 * two uses at once cannot both succeed; if the account cannot be written the link is given back. A new password ends every session.
 */
export async function acceptInvitation(
  ctx: Ctx,
  accounts: Accounts,
  input: { token: string; password: string; again: string },
) {
  const found = await findInvitation(ctx, input.token)
  if (!found) return refused("invitation.unknown")
  if (found.state !== "open") return refused(`invitation.${found.state}`)
  const fault = passwordFault({ ...input, email: found.email }, MIN_PASSWORD_LENGTH)
  if (fault) return refused(fault.code, { field: fault.field, values: { min: MIN_PASSWORD_LENGTH } })
  const claimed = await claim(ctx, found)
  if (!claimed.ok) return claimed
  try {
    const userId = await accountWith(ctx, accounts, found, claimed.value.userId, input.password)
    if (found.removesSecondFactor) await accounts.removeSecondFactor(userId)
    await accounts.endSessions(userId)
    return await bind(ctx, found, userId)
  } catch (error) {
    await ctx.db.updateTable("invitation").set({ acceptedAt: null }).where("id", "=", found.id).execute()
    throw error
  }
}

const claim = (ctx: Ctx, found: FoundInvitation): Promise<Outcome<{ userId: string | null }>> =>
  inTransaction(ctx, async (tx) => {
    const mine = await tx
      .updateTable("invitation")
      .set({ acceptedAt: ctx.now })
      .where("id", "=", found.id)
      .where("acceptedAt", "is", null)
      .where("voidedAt", "is", null)
      .returning("id")
      .executeTakeFirst()
    if (!mine) return refused("invitation.accepted")
    const person = await tx
      .selectFrom("person")
      .select("userId")
      .where("id", "=", found.personId)
      .executeTakeFirstOrThrow()
    return done({ userId: person.userId })
  })

/** The person's account, or the one that an acceptance cut short has left behind, with the new password; else a new one. */
async function accountWith(
  ctx: Ctx,
  accounts: Accounts,
  { email, name }: FoundInvitation,
  ownUserId: string | null,
  password: string,
): Promise<string> {
  const userId = ownUserId ?? (await accounts.findByEmail(email))
  if (!userId) return accounts.create(email, name, password)
  const owner = await ctx.db.selectFrom("person").select("id").where("userId", "=", userId).executeTakeFirst()
  if (owner && ownUserId === null) throw new Error(`the account ${userId} belongs to another person`)
  await accounts.setPassword(userId, password)
  return userId
}

const bind = (ctx: Ctx, found: FoundInvitation, userId: string) =>
  inTransaction(ctx, async (tx) => {
    await tx.updateTable("person").set({ userId }).where("id", "=", found.personId).execute()
    recordEvent(tx, found.hasAccount ? "password.replaced" : "account.made", [found.personId, found.id], {
      removedSecondFactor: found.removesSecondFactor,
    })
    return done({ email: found.email })
  })
