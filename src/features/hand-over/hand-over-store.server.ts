import { moveHeldImports } from "#features/organisation/move-held-imports.server.ts"
import { moveReadings } from "#features/plan-import/move-readings.server.ts"
import { moveSampleItems } from "#features/sample-checks/move-sample-items.server.ts"
import { moveSteps } from "#features/unit-plans/move-steps.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import type { Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { type InHand, takesInPlans } from "./in-hand.ts"

export type HandOver = {
  unitId: string
  role: Role
  fromPersonId: string
  toPersonId: string | null
  occasion: "ended" | "leave"
  reason: string
  untilOn: Day | null
}

export async function saveHandOver(ctx: Ctx, tx: Tx, handOver: HandOver, items: readonly InHand[]): Promise<string> {
  const id = ctx.newId()
  const made = { madeOn: ctx.today, madeBy: ctx.actor.personId }
  const named = handOver.toPersonId ? { namedOn: ctx.today, namedBy: ctx.actor.personId } : {}
  await tx
    .insertInto("handOver")
    .values({ id, ...handOver, ...made, ...named })
    .execute()
  if (items.length > 0)
    await tx
      .insertInto("handOverItem")
      .values(items.map((item, index) => ({ handOverId: id, position: index + 1, ...item })))
      .execute()
  return id
}

type Move = { unitId: string; role: Role; from: string; to: string }

/** What carries the name of one person carries that of the other from now on. */
export async function moveNames(tx: Tx, { unitId, role, from, to }: Move): Promise<void> {
  await moveSteps(tx, { unitId, from, to })
  await moveSampleItems(tx, { unitId, from, to })
  if (!takesInPlans(role)) return
  await moveHeldImports(tx, { from, to })
  await moveReadings(tx, { from, to })
}
