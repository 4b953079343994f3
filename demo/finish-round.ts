import { narrativeKeys } from "#features/consolidation/consolidation.ts"
import { freezeConsolidation, issueConsolidation } from "#features/consolidation/freeze-consolidation.server.ts"
import { decidePublication, proposePublication } from "#features/consolidation/publish-report.server.ts"
import {
  beginConsolidation,
  draftNarrative,
  handConsolidationToHead,
  receiveConsolidation,
} from "#features/consolidation/work-on-consolidation.server.ts"
import type { PlannedRound } from "#features/reporting/calendar.ts"
import { decideClaim } from "#features/reporting/decide-claim.server.ts"
import { readAwaitingClaims } from "#features/reporting/read-claims.server.ts"
import { addDays, formatDay } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import type { At } from "./load-rounds.ts"

type Finishing = {
  at: At
  organisation: Organisation
  instance: OpenInstance
  roundId: string
  round: PlannedRound
  number: number
}

/** Confirms products, consolidates, freezes, issues, receives and publishes a round that lies behind us. */
export async function finishRound(work: Finishing): Promise<void> {
  const { at, organisation, roundId, round } = work
  await confirmClaims(work)
  const day = addDays(round.dueOn, 3)
  const office = at(day, 9, organisation.actor("SKHCN", "planOffice"))
  const director = at(addDays(day, 1), 9, organisation.actor("SKHCN", "director"))
  must(await beginConsolidation(office, { roundId }), "begin")
  for (const key of narrativeKeys) must(await draftNarrative(office, { roundId, key, seenVersion: 0 }), `draft ${key}`)
  must(await handConsolidationToHead(office, { roundId, seenVersion: 1 }), "hand to head")
  must(await freezeConsolidation(director, { roundId, seenVersion: 2 }), "freeze")
  const issue = { number: `${work.number}/BC-SKHCN`, issuedOn: formatDay(director.today), signerName: "" }
  must(await issueConsolidation(director, { roundId, seenVersion: 3, ...issue }), "issue")
  const leader = at(addDays(day, 3), 9, organisation.actor("UBND", "leadership"))
  must(await receiveConsolidation(leader, { roundId, seenVersion: 4 }), "receive")
  must(
    await proposePublication(at(addDays(day, 3), 14, organisation.actor("SKHCN", "planOffice")), {
      roundId,
      isNotSecret: true,
    }),
    "propose",
  )
  const publication = await work.instance.db
    .selectFrom("publication")
    .innerJoin("consolidation", "consolidation.id", "publication.consolidationId")
    .select("publication.id")
    .where("consolidation.roundId", "=", roundId)
    .executeTakeFirstOrThrow()
  const approval = { publicationId: publication.id, seenVersion: 1, isApproved: true, reason: "" }
  must(await decidePublication(at(addDays(day, 4), 9, organisation.actor("UBND", "leadership")), approval), "publish")
}

async function confirmClaims({ at, organisation, instance, round }: Finishing): Promise<void> {
  const confirmers = [
    ["SKHCN", organisation.colleague],
    ["VPUBND", organisation.actor("VPUBND", "confirmer")],
  ] as const
  for (const [code, actor] of confirmers) {
    const ctx = at(addDays(round.dueOn, 2), 9, actor)
    for (const [index, claim] of (
      await readAwaitingClaims(instance.db, organisation.unitIds[code]!, ctx.today, 500)
    ).entries()) {
      if (index % 6 === 5) continue
      const isDone = index % 9 !== 7
      const decision = isDone
        ? { decision: "confirmed", reason: "" }
        : { decision: "notDone", reason: "Sản phẩm mới là dự thảo, chưa được cấp có thẩm quyền ban hành." }
      must(await decideClaim(ctx, { claimId: claim.id, seenVersion: claim.version, ...decision }), "claim")
    }
  }
}
