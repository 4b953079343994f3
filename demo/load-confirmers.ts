import { nameConfirmer } from "#features/plans/name-confirmer.server.ts"
import { readAwaitingClaims } from "#features/reporting/read-claims.server.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { atOf } from "./load-rounds.ts"

/** Sở Tài chính confirms two tasks in place of the plan office; what was claimed on them waits for it. */
export async function loadConfirmers(
  instance: OpenInstance,
  organisation: Organisation,
  planId: string,
): Promise<void> {
  const office = atOf(instance)("9999-12-31", 9, organisation.actor("SKHCN", "planOffice"))
  const { STC, SKHCN, SVHTTDL } = organisation.unitIds
  const waiting = await readAwaitingClaims(instance.db, SKHCN!, office.today)
  const others = waiting.filter((claim) => claim.unitId !== STC && claim.unitId !== SVHTTDL)
  const taskIds = [...new Set(others.map((claim) => claim.taskId))].slice(-2)
  const leads = await instance.db
    .selectFrom("assignment")
    .select("taskId")
    .where("taskId", "in", taskIds)
    .where("unitId", "=", STC!)
    .execute()
  const given = taskIds.filter((id) => !leads.some((lead) => lead.taskId === id))
  if (given.length === 0) return
  const reason = "Kết quả gắn với quyết toán kinh phí (minh họa)"
  must(
    await nameConfirmer(office, { planId, taskIds: given, unitId: STC!, fromOn: office.today, reason }),
    "names a confirming unit",
  )
}
