import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { loadConfirmers } from "./load-confirmers.ts"
import { loadCoordination } from "./load-coordination.ts"
import { loadDocuments } from "./load-documents.ts"
import { loadHandOvers } from "./load-hand-overs.ts"
import { loadObstacles } from "./load-obstacles.ts"
import { loadOrganisation } from "./load-organisation.ts"
import { loadPlan } from "./load-plan.ts"
import { loadRounds } from "./load-rounds.ts"
import { loadUnitPlans } from "./load-unit-plans.ts"

/**
 * Loads the demonstration province into an empty instance, built around this day: two rounds finished and published, the present one
 * open with units in every state. Everything goes through the commands that people use, at the instants at which they would have.
 */
export async function loadDemonstration(instance: OpenInstance, note: (line: string) => void): Promise<void> {
  note("Nạp tỉnh minh họa: đơn vị, người dùng, tài khoản…")
  const organisation = await loadOrganisation(instance)
  note("Nạp tỉnh minh họa: Quyết định 1139/QĐ-UBND, phân công…")
  await loadDocuments(instance, organisation)
  const planId = await loadPlan(instance, organisation)
  await loadRounds(instance, organisation, planId, note)
  await loadConfirmers(instance, organisation, planId)
  note("Nạp tỉnh minh họa: kế hoạch của đơn vị, phối hợp, xin ý kiến…")
  await loadUnitPlans(instance, organisation)
  await loadCoordination(instance, organisation)
  await loadHandOvers(instance, organisation)
  note("Nạp tỉnh minh họa: khó khăn, vướng mắc…")
  await loadObstacles(instance, organisation, planId)
  await instance.db
    .insertInto("setting")
    .values({ key: "demonstration", value: JSON.stringify({ loadedAt: instance.clock().toISOString() }) })
    .execute()
}

/** A refusal while loading is a fault of the demonstration itself. */
export function must<Value>(
  outcome: { ok: true; value: Value } | { ok: false; refusal: { code: string } },
  what: string,
): Value {
  if (!outcome.ok) throw new Error(`demonstration: ${what}: ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}
