import { readTaskUnits } from "#features/plans/read-task-units.server.ts"
import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { formatDay } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { type Kind, kinds, MAX_TEXT } from "./obstacle.ts"
import { addStep, lockObstacle, searchTextOf } from "./obstacle-store.server.ts"
import { mayRaise } from "./permissions.ts"
import { readRoute } from "./read-route.server.ts"
import { arrivalAt } from "./route.ts"

export type RaiseInput = {
  taskId: string
  /** The report entry that it is raised from; the obstacle stands there from then on. */
  entryId: string | null
  kind: string
  description: string
  tried: string
  proposal: string
  competentUnitId: string
  isInternal: boolean
}

/** A unit that leads a task or works on it says what stops it and asks the competent unit. */
export function raiseObstacle(ctx: Ctx, input: RaiseInput) {
  return inTransaction(ctx, async (tx) => {
    const task = await taskToRaiseOn(tx, input.taskId)
    if (!mayRaise(ctx.actor, await readTaskUnits(tx, task.id))) return refused("obstacle.mayNotRaise")
    if (task.supersededOn) return refused("plan.superseded", { values: { day: formatDay(task.supersededOn) } })
    const unitId = ctx.actor.seat!.unitId
    const typed = checkTyped(input)
    if (!typed.ok) return typed
    if (!isId(input.competentUnitId) || !(await isOpenUnit(tx, input.competentUnitId)))
      return refused("obstacle.noUnit", { field: "competentUnitId" })
    if (input.competentUnitId === unitId) return refused("obstacle.ownUnit", { field: "competentUnitId" })
    const entryId = input.entryId === null ? null : await ownEntry(tx, input.entryId, task.id, unitId)
    if (entryId !== null && (await openOneAt(tx, task.id, unitId, typed.value.description)))
      return refused("obstacle.alreadyRaised", { field: "description" })
    const route = await readRoute(tx, task.planId, ctx.today)
    const { competentUnitId } = input
    const bodies = { competentUnitId, leadershipUnitId: task.leadershipUnitId }
    const arrival = arrivalAt(route.levels[0]!, ctx.today, await readCalendar(tx), bodies)
    const id = ctx.newId()
    const { description, tried, proposal } = typed.value
    await tx
      .insertInto("obstacle")
      .values({
        id,
        planId: task.planId,
        number: await nextNumber(tx, task.planId),
        taskId: task.id,
        entryId,
        unitId,
        ...typed.value,
        ...arrival,
        competentUnitId,
        isInternal: input.isInternal,
        status: "open",
        searchText: searchTextOf(description, tried, proposal, task.code, task.title),
        raisedOn: ctx.today,
        raisedBy: ctx.actor.personId,
      })
      .execute()
    await addStep(ctx, tx, await lockObstacle(tx, id), {
      what: "raised",
      toLevel: arrival.level,
      toUnitId: competentUnitId,
      answerBy: arrival.answerBy,
    })
    return done({ obstacleId: id })
  })
}

/** What was typed, by itself: the page checks it before it asks "is this what you send?". */
export function checkTyped(
  input: Pick<RaiseInput, "kind" | "description" | "tried" | "proposal">,
): Outcome<{ kind: Kind; description: string; tried: string; proposal: string }> {
  const kind = kinds.find((each) => each === input.kind)
  if (!kind) return refused("obstacle.noKind", { field: "kind" })
  const texts = { description: input.description.trim(), tried: input.tried.trim(), proposal: input.proposal.trim() }
  if (texts.description === "") return refused("obstacle.descriptionMissing", { field: "description" })
  if (texts.proposal === "") return refused("obstacle.proposalMissing", { field: "proposal" })
  const tooLong = Object.entries(texts).find(([, text]) => text.length > MAX_TEXT)
  if (tooLong) return refused("form.tooLong", { field: tooLong[0], values: { max: MAX_TEXT } })
  return done({ kind, ...texts })
}

async function taskToRaiseOn(tx: Tx, taskId: string) {
  const task = isId(taskId)
    ? await tx
        .selectFrom("task")
        .innerJoin("plan", "plan.id", "task.planId")
        .select(["task.id", "task.code", "task.title", "task.planId", "plan.leadershipUnitId", "plan.supersededOn"])
        .where("task.id", "=", taskId)
        .where("task.retiredOn", "is", null)
        .where("plan.undoneOn", "is", null)
        .executeTakeFirst()
    : undefined
  if (!task) throw new NotFound("task")
  return task
}

const isOpenUnit = async (tx: Tx, unitId: string): Promise<boolean> =>
  (await tx
    .selectFrom("unit")
    .select("id")
    .where("id", "=", unitId)
    .where("endedOn", "is", null)
    .executeTakeFirst()) !== undefined

/** The entry of this unit's own report on this very task. @throws NotFound */
async function ownEntry(tx: Tx, entryId: string, taskId: string, unitId: string): Promise<string> {
  const entry = isId(entryId)
    ? await tx
        .selectFrom("entry")
        .innerJoin("report", "report.id", "entry.reportId")
        .select("entry.id")
        .where("entry.id", "=", entryId)
        .where("entry.taskId", "=", taskId)
        .where("report.unitId", "=", unitId)
        .executeTakeFirst()
    : undefined
  if (!entry) throw new NotFound("entry")
  return entry.id
}

/** The same words, still waiting: what a report repeats each round is raised once. */
const openOneAt = async (tx: Tx, taskId: string, unitId: string, description: string): Promise<boolean> =>
  (await tx
    .selectFrom("obstacle")
    .select("id")
    .where("taskId", "=", taskId)
    .where("unitId", "=", unitId)
    .where("description", "=", description)
    .where("status", "in", ["open", "answered"])
    .executeTakeFirst()) !== undefined

/** Numbers of one plan follow each other: its row is the lock. */
async function nextNumber(tx: Tx, planId: string): Promise<number> {
  await tx.selectFrom("plan").select("id").where("id", "=", planId).forNoKeyUpdate().execute()
  const { last } = await tx
    .selectFrom("obstacle")
    .select((select) => select.fn.coalesce(select.fn.max("number"), select.lit(0)).as("last"))
    .where("planId", "=", planId)
    .executeTakeFirstOrThrow()
  return last + 1
}
