import { readActor } from "#features/organisation/read-actor.server.ts"
import { type Ctx, contextAt } from "#platform/context.server.ts"
import { system } from "#shared/actor.ts"
import { SEAT_COOKIE } from "./choice-cookies.ts"
import { cookieOf } from "./cookies.ts"
import type { Instance } from "./instance.ts"
import type { PersonCtx } from "./request-context.ts"

export type Visitor =
  | { kind: "anonymous" }
  | { kind: "withoutSeat" }
  | { kind: "person"; ctx: PersonCtx; needsSecondFactor: boolean }

/** Who sends this request, and everything a command may know. Two queries for a signed-in person, none for anybody else. */
export async function openRequest(instance: Instance, request: Request): Promise<Visitor> {
  const user = await instance.accounts.userOf(request.headers)
  if (!user) return { kind: "anonymous" }
  const now = instance.clock()
  const base = contextAt(now, { ...baseOf(instance), actor: system })
  const found = await readActor(instance.db, user.userId, base.today, cookieOf(request.headers, SEAT_COOKIE))
  if (!found) return { kind: "withoutSeat" }
  const { actor, historyHead } = found
  const mustHaveSecondFactor =
    !instance.isDemonstration && actor.seats.some(({ role }) => role === "planOffice" || role === "administrator")
  return {
    kind: "person",
    ctx: { ...base, actor, historyHead },
    needsSecondFactor: mustHaveSecondFactor && !user.hasSecondFactor,
  }
}

/** The context of the program itself: jobs, the command line, pages for everybody. */
export const systemContext = (instance: Instance): Ctx =>
  contextAt(instance.clock(), { ...baseOf(instance), actor: system })

const baseOf = (instance: Instance) => ({
  db: instance.db,
  timeZone: instance.settings.timeZone,
  enqueue: instance.enqueue,
})
