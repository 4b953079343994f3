import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayOpenRound } from "./permissions.ts"
import { nextRequestCode, type QuestionInput } from "./request.ts"

export type RequestInput = {
  planId: string
  title: string
  request: string
  dueOn: Day
  /** The last minute on time, "15:59"; null: the whole day is. */
  dueTime: string | null
  unitIds: readonly string[]
  questions: readonly QuestionInput[]
}

/** Days that the plan office has after the units, as for rounds of the calendar without a rule of its own. */
const OFFICE_DAYS = 5

/**
 * Asks chosen units for a report outside the calendar, with questions and a day of its own (thematic or at short notice). It is a round
 * like any other: head, sending, timeliness, return and extension are the same; it holds no tasks.
 */
export function openRequest(ctx: Ctx, input: RequestInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayOpenRound(ctx.actor, plan.value)) return refused("round.mayNotOpen")
    const title = input.title.trim()
    if (title === "") return refused("request.noTitle", { field: "title" })
    if (input.dueOn < ctx.today)
      return refused("request.past", { field: "dueOn", values: { day: formatDay(ctx.today) } })
    const units = await unitsToAsk(ctx, tx, input.unitIds)
    if (units.length === 0) return refused("request.noUnit", { field: "unit" })
    const round = await saveRequest(ctx, tx, { ...input, title })
    await tx
      .insertInto("report")
      .values(
        units.map((unit) => ({ id: ctx.newId(), roundId: round.id, unitId: unit.id, obligation: unit.obligation })),
      )
      .execute()
    recordEvent(tx, "round.requested", [round.id, input.planId], {
      code: round.code,
      title,
      dueOn: input.dueOn,
      units: units.length,
    })
    return done({ roundId: round.id })
  })
}

const unitsToAsk = (ctx: Ctx, tx: Tx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom("unit")
        .select(["id", "obligation"])
        .where("id", "in", [...new Set(ids)])
        .where((where) => where.or([where("endedOn", "is", null), where("endedOn", ">", ctx.today)]))
        .execute()

async function saveRequest(ctx: Ctx, tx: Tx, { planId, title, request, dueOn, dueTime, questions }: RequestInput) {
  const codes = await tx
    .selectFrom("round")
    .select("code")
    .where("planId", "=", planId)
    .where("kind", "=", "request")
    .execute()
  const id = ctx.newId()
  const code = nextRequestCode(
    codes.map((row) => row.code),
    Number(ctx.today.slice(0, 4)),
  )
  await tx
    .insertInto("round")
    .values({
      id,
      planId,
      code,
      kind: "request",
      name: title,
      documentName: title,
      request: request.trim(),
      requestedBy: ctx.actor.personId,
      dueOn,
      dueTime,
      officeDueOn: addDays(dueOn, OFFICE_DAYS),
      asOfOn: dueOn,
      openedAt: ctx.now,
    })
    .execute()
  await tx
    .insertInto("roundQuestion")
    .values(
      questions.map((question, position) => ({
        ...question,
        id: ctx.newId(),
        roundId: id,
        position,
        choices: JSON.stringify(question.choices),
      })),
    )
    .execute()
  return { id, code }
}

/** Ends a request that is no longer needed: units that have not sent need not, what was sent stays. */
export function closeRequest(ctx: Ctx, input: { roundId: string; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const round = await tx
      .selectFrom("round")
      .innerJoin("plan", "plan.id", "round.planId")
      .select(["round.id", "round.planId", "round.closedAt", "plan.planOfficeUnitId"])
      .where("round.id", "=", input.roundId)
      .where("round.kind", "=", "request")
      .forUpdate("round")
      .executeTakeFirst()
    if (!round) throw new NotFound("round")
    if (!mayOpenRound(ctx.actor, round)) return refused("round.mayNotOpen")
    if (round.closedAt) return refused("request.closed")
    const reason = input.reason.trim()
    if (reason === "") return refused("request.noCloseReason", { field: "reason" })
    await tx.updateTable("round").set({ closedAt: ctx.now, closeReason: reason }).where("id", "=", round.id).execute()
    recordEvent(tx, "round.requestClosed", [round.id, round.planId], { reason })
    return done({ roundId: round.id })
  })
}
