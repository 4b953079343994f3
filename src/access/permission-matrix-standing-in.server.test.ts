import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { handOverForLeave, nameSuccessor } from "#features/hand-over/hand-over.server.ts"
import { endConfirmer, nameConfirmer } from "#features/plans/name-confirmer.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/** Who confirms in place of the plan office, and who goes on with a colleague's work: who may what, by hand; everybody else is refused. */
let t: TestInstance
let ids: Record<"plan" | "task" | "unit" | "confirmer" | "handOver" | "finance" | "reporter" | "head", string>

const office = ["plan office", "director"]

const commands: Command[] = [
  {
    name: "nameConfirmer",
    may: office,
    run: (ctx) =>
      nameConfirmer(ctx, {
        planId: ids.plan,
        taskIds: [ids.task],
        unitId: ids.finance,
        fromOn: "2026-12-01",
        reason: "x",
      }),
  },
  {
    name: "endConfirmer",
    may: office,
    run: (ctx) => endConfirmer(ctx, { confirmerId: ids.confirmer, seenVersion: 1, reason: "x" }),
  },
  {
    name: "handOverForLeave",
    may: ["own head", "administrator"],
    run: (ctx) =>
      handOverForLeave(ctx, {
        unitId: ids.unit,
        fromPersonId: ids.reporter,
        toPersonId: ids.head,
        untilOn: null,
        reason: "x",
      }),
  },
  {
    name: "nameSuccessor",
    may: ["own head", "administrator"],
    run: (ctx) => nameSuccessor(ctx, { handOverId: ids.handOver, seenVersion: 1, toPersonId: ids.reporter }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const unit = await t.unitId("SVHTTDL")
  const finance = await t.unitId("STC")
  const confirmer = await t.db
    .selectFrom("taskConfirmer")
    .innerJoin("task", "task.id", "taskConfirmer.taskId")
    .select(["taskConfirmer.id", "task.planId"])
    .executeTakeFirstOrThrow()
  const led = await t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select("task.id")
    .where("assignment.unitId", "=", unit)
    .where("task.planId", "=", confirmer.planId)
    .where("assignment.isClaimant", "=", true)
    .executeTakeFirstOrThrow()
  const handOver = await t.db.selectFrom("handOver").select("id").where("unitId", "=", unit).executeTakeFirstOrThrow()
  const reporter = (await t.actor("SVHTTDL", "reporter")).personId
  const head = (await t.actor("SVHTTDL", "head")).personId
  const { id, planId } = confirmer
  ids = { plan: planId, task: led.id, unit, confirmer: id, handOver: handOver.id, finance, reporter, head }
})
afterAll(() => t?.close())

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("SVHTTDL", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
