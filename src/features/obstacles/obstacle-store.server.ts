import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import type { Kind, Status } from "./obstacle.ts"
import type { Level } from "./route.ts"

const withPlan = (tx: Tx) =>
  tx
    .selectFrom("obstacle")
    .innerJoin("plan", "plan.id", "obstacle.planId")
    .selectAll("obstacle")
    .select(["plan.planOfficeUnitId", "plan.leadershipUnitId", "plan.supersededOn", "plan.undoneOn"])
    .forUpdate("obstacle")

type Row = Awaited<ReturnType<ReturnType<typeof withPlan>["execute"]>>[number]
export type LockedObstacle = Omit<Row, "level" | "status" | "kind"> & { level: Level; status: Status; kind: Kind }

/** An obstacle with what its rules ask about, locked until the end of the command. @throws NotFound, Stale */
export async function lockObstacle(tx: Tx, obstacleId: string, seenVersion?: number): Promise<LockedObstacle> {
  const row = await withPlan(tx).where("obstacle.id", "=", obstacleId).executeTakeFirst()
  if (!row || row.undoneOn !== null) throw new NotFound("obstacle")
  if (seenVersion !== undefined && row.version !== seenVersion) throw new Stale("obstacle")
  return row as LockedObstacle
}

/** Those that wait for the answer to this one, locked; always after the one that leads them, so that nobody waits in a circle. */
export const lockFollowers = async (tx: Tx, leadingId: string): Promise<LockedObstacle[]> =>
  (await withPlan(tx)
    .where("obstacle.leadingId", "=", leadingId)
    .where("obstacle.status", "=", "open")
    .orderBy("obstacle.id")
    .execute()) as LockedObstacle[]

/** Every object whose history should show what happens to an obstacle. */
export const aboutObstacle = ({ id, taskId, planId, unitId, entryId }: LockedObstacle): string[] => [
  id,
  taskId,
  planId,
  unitId,
  ...(entryId ? [entryId] : []),
]

export type ObstacleChange = Partial<{
  competentUnitId: string
  level: Level
  answeringUnitId: string | null
  levelSince: Day
  answerDays: number | null
  answerBy: Day | null
  returns: number
  status: Status
  leadingId: string | null
  isInternal: boolean
  isAnswerInternal: boolean
  searchText: string
  closedOn: Day | null
}>

export const saveObstacle = (tx: Tx, obstacle: { id: string; version: number }, change: ObstacleChange) =>
  tx
    .updateTable("obstacle")
    .set({ ...change, version: obstacle.version + 1 })
    .where("id", "=", obstacle.id)
    .execute()

export type StepKind =
  | "raised"
  | "rose"
  | "sentUp"
  | "redirected"
  | "sentToCentral"
  | "partlyAnswered"
  | "answered"
  | "solved"
  | "notSolved"
  | "withdrawn"
  | "reopened"
  | "joined"
  | "parted"
  | "leads"
  | "dayMoved"

export type Step = {
  what: StepKind
  text?: string
  fromLevel?: Level
  toLevel?: Level
  toUnitId?: string | null
  answerBy?: Day | null
  otherId?: string | null
  documentNumber?: string | null
  documentOn?: Day | null
}

/** One line of the obstacle's time, and the same in the history. @returns the id of the step */
export async function addStep(ctx: Ctx, tx: Tx, obstacle: LockedObstacle, step: Step): Promise<string> {
  const id = ctx.newId()
  const { personId, seat } = ctx.actor
  await tx
    .insertInto("obstacleStep")
    .values({
      id,
      obstacleId: obstacle.id,
      at: ctx.now,
      onDay: ctx.today,
      personId,
      unitId: seat?.unitId ?? null,
      ...step,
    })
    .execute()
  const { what, ...facts } = step
  recordEvent(tx, `obstacle.${what}`, aboutObstacle(obstacle), facts)
  return id
}

/** The same change to an obstacle and to the open ones that it leads, each with its own line. */
export async function saveTogether(
  ctx: Ctx,
  tx: Tx,
  leading: LockedObstacle,
  change: (each: LockedObstacle) => ObstacleChange,
  step: (each: LockedObstacle) => Step,
): Promise<{ obstacle: LockedObstacle; stepId: string }[]> {
  const all = [leading, ...(leading.leadingId === null ? await lockFollowers(tx, leading.id) : [])]
  const saved = []
  for (const obstacle of all) {
    await saveObstacle(tx, obstacle, change(obstacle))
    const own = step(obstacle)
    const other = obstacle === leading ? {} : { otherId: leading.id }
    saved.push({ obstacle, stepId: await addStep(ctx, tx, obstacle, { ...own, ...other }) })
  }
  return saved
}

/** What a search looks through. */
export const searchTextOf = (...texts: readonly string[]): string => folded(texts.join(" "))
