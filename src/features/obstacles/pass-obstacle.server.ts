import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { isId } from "#shared/id.ts"
import { done, refused } from "#shared/outcome.ts"
import { waitingHere } from "./answer-obstacle.server.ts"
import { checkDocument } from "./keep-document.server.ts"
import { redirected, sentUp } from "./obstacle.ts"
import { saveTogether } from "./obstacle-store.server.ts"
import { readRoute } from "./read-route.server.ts"
import { nextLevel } from "./route.ts"

type Seen = { obstacleId: string; seenVersion: number }

/** A person of the level sends it one level up before its day. To the central level it goes by `sendToCentral`. */
export function sendObstacleUp(ctx: Ctx, input: Seen & { reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const found = await waitingHere(ctx, tx, input)
    if (!found.ok) return found
    const reason = input.reason.trim()
    if (reason === "") return refused("obstacle.reasonMissing", { field: "reason" })
    const route = await readRoute(tx, found.value.planId, ctx.today)
    const next = nextLevel(route, found.value.level)
    if (!next) return refused("obstacle.noHigherLevel")
    const arrival = sentUp(found.value, route, ctx.today, await readCalendar(tx), false)
    if (!arrival) return refused("obstacle.centralNeedsDocument", { field: "number" })
    await saveTogether(
      ctx,
      tx,
      found.value,
      () => ({ ...arrival, returns: 0 }),
      (each) => ({
        what: "sentUp",
        text: reason,
        fromLevel: each.level,
        toLevel: arrival.level,
        toUnitId: arrival.answeringUnitId,
        answerBy: arrival.answerBy,
      }),
    )
    return done({ obstacleId: found.value.id })
  })
}

/** The province asks the central level: only by a document that was issued, with its number and date. */
export function sendToCentral(ctx: Ctx, input: Seen & { number: string; issuedOn: string; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const found = await waitingHere(ctx, tx, input)
    if (!found.ok) return found
    const route = await readRoute(tx, found.value.planId, ctx.today)
    if (nextLevel(route, found.value.level)?.level !== "central") return refused("obstacle.notBelowCentral")
    const document = checkDocument(ctx, { number: input.number, issuedOn: input.issuedOn, isNotSecret: true })
    if (!document.ok) return document
    const { number, issuedOn } = document.value
    if (number === null) return refused("obstacle.centralNeedsDocument", { field: "number" })
    const arrival = sentUp(found.value, route, ctx.today, await readCalendar(tx), true)!
    await saveTogether(
      ctx,
      tx,
      found.value,
      () => ({ ...arrival, returns: 0 }),
      (each) => ({
        what: "sentToCentral",
        text: input.reason.trim(),
        fromLevel: each.level,
        toLevel: arrival.level,
        toUnitId: arrival.answeringUnitId,
        documentNumber: number,
        documentOn: issuedOn,
      }),
    )
    return done({ obstacleId: found.value.id })
  })
}

/** Another unit is competent: it goes there, with a new day. Only from the first level. */
export function redirectObstacle(ctx: Ctx, input: Seen & { unitId: string; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const found = await waitingHere(ctx, tx, input)
    if (!found.ok) return found
    const obstacle = found.value
    if (obstacle.level !== "competent") return refused("obstacle.notAtFirstLevel")
    const unitId = isId(input.unitId) ? input.unitId : ""
    if (unitId === obstacle.competentUnitId || unitId === obstacle.unitId || !(await isOpenUnit(tx, unitId)))
      return refused("obstacle.noUnit", { field: "unitId" })
    const reason = input.reason.trim()
    if (reason === "") return refused("obstacle.reasonMissing", { field: "reason" })
    const route = await readRoute(tx, obstacle.planId, ctx.today)
    const arrival = redirected(obstacle, route, unitId, ctx.today, await readCalendar(tx))
    await saveTogether(
      ctx,
      tx,
      obstacle,
      () => ({ ...arrival, competentUnitId: unitId }),
      (each) => ({
        what: "redirected",
        text: reason,
        fromLevel: each.level,
        toLevel: arrival.level,
        toUnitId: unitId,
        answerBy: arrival.answerBy,
      }),
    )
    return done({ obstacleId: obstacle.id })
  })
}

const isOpenUnit = async (tx: Tx, unitId: string): Promise<boolean> =>
  unitId !== "" &&
  (await tx
    .selectFrom("unit")
    .select("id")
    .where("id", "=", unitId)
    .where("endedOn", "is", null)
    .executeTakeFirst()) !== undefined
