import { endSeatHandingOver } from "#features/hand-over/end-with-hand-over.server.ts"
import { addDays } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { atOf } from "./load-rounds.ts"
import { communeCodes } from "./province.ts"

/** An officer left without a successor, so that the head has somebody to name; the last commune has nobody who reports. */
export async function loadHandOvers(instance: OpenInstance, organisation: Organisation): Promise<void> {
  const admin = atOf(instance)("9999-12-31", 9, organisation.actor("SKHCN", "administrator"))
  const reporter = organisation.actor(communeCodes().at(-1)!, "reporter")
  const reason = "Chuyển công tác (minh họa)"
  const over = { toOn: addDays(admin.today, -1), reason, seenVersion: 1, successorId: "" }
  for (const { seat } of [organisation.leaving, reporter])
    must(await endSeatHandingOver(admin, instance.accounts, { seatId: seat.id, ...over }), "ends a seat")
}
