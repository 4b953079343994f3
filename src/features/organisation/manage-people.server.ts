import type { Accounts } from "#platform/accounts/accounts.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { endUnit } from "./change-units.server.ts"
import { endSessionsWithoutSeat } from "./end-seats.server.ts"
import { importUnits } from "./import-units.server.ts"
import { changePerson, endPerson } from "./save-people.server.ts"
import { endSeat } from "./save-seats.server.ts"

/* What pages call: a command, and after its commit what follows for open sessions and for the name to sign in with. */

type EndSeat = Parameters<typeof endSeat>
export async function endSeatNow(ctx: Ctx, accounts: Accounts, input: EndSeat[1], also?: EndSeat[2]) {
  const outcome = await endSeat(ctx, input, also)
  if (outcome.ok) await endSessionsWithoutSeat(ctx, accounts, [outcome.value.personId])
  return outcome
}

type EndPerson = Parameters<typeof endPerson>
export async function endPersonNow(ctx: Ctx, accounts: Accounts, input: EndPerson[1], also?: EndPerson[2]) {
  const outcome = await endPerson(ctx, input, also)
  if (outcome.ok) await endSessionsWithoutSeat(ctx, accounts, [outcome.value.personId])
  return outcome
}

export async function endUnitNow(ctx: Ctx, accounts: Accounts, input: Parameters<typeof endUnit>[1]) {
  const outcome = await endUnit(ctx, input)
  if (outcome.ok) await endSessionsWithoutSeat(ctx, accounts, outcome.value.personIds)
  return outcome
}

export async function importUnitsNow(ctx: Ctx, accounts: Accounts, input: Parameters<typeof importUnits>[1]) {
  const outcome = await importUnits(ctx, input)
  if (outcome.ok) await endSessionsWithoutSeat(ctx, accounts, outcome.value.personIds)
  return outcome
}

export async function changePersonNow(ctx: Ctx, accounts: Accounts, input: Parameters<typeof changePerson>[1]) {
  const outcome = await changePerson(ctx, input)
  if (outcome.ok && outcome.value.userId) await accounts.rename(outcome.value.userId, outcome.value)
  return outcome
}
