import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addObstacleDocument } from "#features/obstacles/add-obstacle-document.server.ts"
import { answerObstacle } from "#features/obstacles/answer-obstacle.server.ts"
import { joinObstacles, partObstacle } from "#features/obstacles/join-obstacles.server.ts"
import {
  keepInternal,
  rejectAnswer,
  reopenObstacle,
  solveObstacle,
  withdrawObstacle,
} from "#features/obstacles/judge-obstacle.server.ts"
import { decideLatenessCause, recordLatenessCause } from "#features/obstacles/lateness-cause.server.ts"
import { redirectObstacle, sendObstacleUp, sendToCentral } from "#features/obstacles/pass-obstacle.server.ts"
import { raiseObstacle } from "#features/obstacles/raise-obstacle.server.ts"
import { DEFAULT_LEVELS } from "#features/obstacles/route.ts"
import { saveObstacleRoute } from "#features/obstacles/save-route.server.ts"
import { newId } from "#platform/context.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/** Obstacles of Sở Văn hóa, Thể thao và Du lịch that wait with the plan office, and one with UBND tỉnh: who may what, by hand. */
let t: TestInstance
let ids: Record<
  "task" | "plan" | "here" | "other" | "joined" | "answered" | "solved" | "top" | "foreign" | "cause",
  string
>

const own = ["own reporter", "own head"]
const office = ["plan office", "director"]
const seen = (obstacleId: string) => ({ obstacleId, seenVersion: 1 })
const document = { number: "1/CV", issuedOn: "20/11/2026", isNotSecret: true }

const commands: Command[] = [
  {
    name: "raiseObstacle",
    may: [...own, ...office], // the plan office coordinates the task
    run: (ctx) =>
      raiseObstacle(ctx, {
        ...{ taskId: ids.task, entryId: null, kind: "law", description: "x", tried: "", proposal: "y" },
        ...{ competentUnitId: ids.foreign, isInternal: false },
      }),
  },
  {
    name: "answerObstacle",
    may: office,
    run: (ctx) =>
      answerObstacle(ctx, { ...seen(ids.here), answer: "x", isPartial: false, isInternal: false, document }),
  },
  { name: "sendObstacleUp", may: office, run: (ctx) => sendObstacleUp(ctx, { ...seen(ids.here), reason: "x" }) },
  {
    name: "redirectObstacle",
    may: office,
    run: (ctx) => redirectObstacle(ctx, { ...seen(ids.here), unitId: ids.foreign, reason: "x" }),
  },
  {
    name: "sendToCentral",
    may: ["leadership"],
    run: (ctx) => sendToCentral(ctx, { ...seen(ids.top), number: "1/UBND", issuedOn: "20/11/2026", reason: "" }),
  },
  {
    name: "addObstacleDocument",
    may: [...own, ...office],
    run: (ctx) => addObstacleDocument(ctx, { obstacleId: ids.here, ...document }),
  },
  {
    name: "keepInternal",
    may: [...own, ...office],
    run: (ctx) => keepInternal(ctx, { ...seen(ids.here), isInternal: true }),
  },
  { name: "solveObstacle", may: own, run: (ctx) => solveObstacle(ctx, { ...seen(ids.answered), comment: "" }) },
  { name: "rejectAnswer", may: own, run: (ctx) => rejectAnswer(ctx, { ...seen(ids.answered), missing: "x" }) },
  { name: "withdrawObstacle", may: own, run: (ctx) => withdrawObstacle(ctx, { ...seen(ids.here), reason: "x" }) },
  { name: "reopenObstacle", may: own, run: (ctx) => reopenObstacle(ctx, { ...seen(ids.solved), reason: "x" }) },
  {
    name: "joinObstacles",
    may: office,
    run: (ctx) => joinObstacles(ctx, { ...seen(ids.here), otherIds: [ids.other] }),
  },
  { name: "partObstacle", may: office, run: (ctx) => partObstacle(ctx, { obstacleId: ids.joined }) },
  {
    name: "recordLatenessCause",
    may: own,
    run: (ctx) => recordLatenessCause(ctx, { obstacleId: ids.here, explanation: "x" }),
  },
  {
    name: "decideLatenessCause",
    may: office,
    run: (ctx) => decideLatenessCause(ctx, { causeId: ids.cause, seenVersion: 1, decision: "confirmed", reason: "" }),
  },
  {
    name: "saveObstacleRoute",
    may: office,
    run: (ctx) =>
      saveObstacleRoute(ctx, { planId: ids.plan, levels: DEFAULT_LEVELS, validFrom: "23/11/2026", source: "Quy chế" }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const unitId = await t.unitId("SVHTTDL")
  const [office, provincial] = [await t.unitId("SKHCN"), await t.unitId("UBND")]
  const part = await t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["task.id", "task.planId", "assignment.id as assignmentId"])
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .where("assignment.isClaimant", "=", true)
    .orderBy("task.position")
    .executeTakeFirstOrThrow()
  let number = 900
  const insert = async (more: object): Promise<string> => {
    const id = newId()
    await t.db
      .insertInto("obstacle")
      .values({
        ...{ id, planId: part.planId, number: number++, taskId: part.id, unitId, kind: "law", description: "x" },
        ...{ competentUnitId: office, answeringUnitId: office, level: "competent", levelSince: "2026-11-23" },
        ...{ answerDays: 5, answerBy: "2026-11-30", status: "open", searchText: "x", raisedOn: "2026-11-23" },
        ...more,
      })
      .execute()
    return id
  }
  const here = await insert({})
  const cause = newId()
  const late = { explanation: "x", recordedOn: "2026-11-23" }
  ids = {
    task: part.id,
    plan: part.planId,
    here,
    other: await insert({}),
    joined: await insert({ leadingId: here }),
    answered: await insert({ status: "answered" }),
    solved: await insert({ status: "solved", closedOn: "2026-11-23" }),
    top: await insert({ level: "provincial", answeringUnitId: provincial }),
    foreign: await t.unitId("SNGV"),
    cause,
  }
  await t.db
    .insertInto("latenessCause")
    .values({ id: cause, obstacleId: here, assignmentId: part.assignmentId, taskId: part.id, unitId, ...late })
    .execute()
})
afterAll(() => t?.close())

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("SVHTTDL", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
