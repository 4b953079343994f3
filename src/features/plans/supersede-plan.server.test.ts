import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { saveEntry } from "#features/reporting/save-entry.server.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { assignTasks } from "./assign-tasks.server.ts"
import { createPlan } from "./create-plan.server.ts"
import type { TaskInput } from "./plan-input.ts"
import { readCarryLines } from "./read-carry-over.server.ts"
import { readTaskLines } from "./read-task-lines.server.ts"
import { confirmCarryOver, supersedePlan } from "./supersede-plan.server.ts"

let t: TestInstance
let office: Actor
let oldPlanId: string
let newPlanId: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  oldPlanId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  newPlanId = await newPlan()
})
afterAll(() => t?.close())

type Old = { id: string; title: string; unitId: string; percentDone: number | null; workflow: string }
const begun = (): Promise<Old[]> =>
  t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["task.id", "task.title", "assignment.unitId", "assignment.percentDone", "assignment.workflow"])
    .where("task.planId", "=", oldPlanId)
    .where("assignment.mode", "=", "joint")
    .where("assignment.isClaimant", "=", true)
    .where("assignment.workflow", "in", ["inProgress", "completed"])
    .orderBy("task.position")
    .execute()

/** A plan that takes up two of the old tasks, word for word, with the same leads. */
async function newPlan(): Promise<string> {
  const olds = await begun()
  const taken = [
    olds.find((each) => each.workflow === "inProgress")!,
    olds.find((each) => each.workflow === "completed")!,
  ]
  const task = (old: Old): TaskInput => ({
    code: null,
    title: old.title,
    leads: [],
    coordinating: [],
    leadTargets: [{ unitId: old.unitId }],
    deadline: { text: "31/12/2030", meaning: "byDay", from: null, to: "2030-12-31" },
    product: null,
  })
  const made = await createPlan(t.ctxAs(office), {
    reading: {
      documents: [
        {
          kind: "decision",
          number: "2000",
          notation: "QĐ-UBND",
          issuer: "Ủy ban nhân dân tỉnh Cao Bằng",
          place: "Cao Bằng",
          issuedOn: "2026-11-01",
          effectiveOn: "2026-11-01",
          title: "Ban hành Kế hoạch mới",
          signer: null,
          recipients: [],
          relations: [
            {
              relation: "supersedes",
              text: "Quyết định số 1139/QĐ-UBND",
              number: "1139",
              notation: "QĐ-UBND",
              issuedOn: null,
            },
          ],
        },
      ],
      plan: {
        declared: { groups: null, tasks: null, indicators: null },
        indicators: [],
        groups: [{ code: "I", title: "Nhóm một", tasks: taken.map(task) }],
        duties: [],
        reporting: [],
      },
      issues: [],
    },
    sourceText: [],
    planOfficeUnitId: office.seat.unitId,
    confirmerUnitId: null,
    leadershipUnitId: null,
    isIllustrative: true,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.planId
}
const plans = () => ({ oldPlanId, newPlanId })
const lines = (onlyOpen = true) => readCarryLines(t.db, plans(), { page: 1, pageSize: 500, onlyOpen })

describe("a plan that replaces another", () => {
  test("each old task is carried on or ended by a person's word; work done counts on; the old plan can only be read", async () => {
    const replaceable = await t.db
      .selectFrom("documentRelation")
      .select("targetId")
      .where("relation", "=", "supersedes")
      .execute()
    expect(
      replaceable.some((each) => each.targetId !== null),
      "the document that is named is linked",
    ).toBe(true)
    const before = await readTaskLines(t.db, oldPlanId, "2026-11-23")
    const open = (await lines()).lines
    const alike = open.filter((line) => line.suggestions[0]?.share === 1)
    expect(alike).toHaveLength(2)
    expect(await supersedePlan(t.ctxAs(office), { ...plans(), supersededOn: "2026-11-20" })).toMatchObject({
      refusal: { code: "carryOver.undecided" },
    })
    await confirmCarryOver(t.ctxAs(office), {
      ...plans(),
      decisions: open.map((line) => ({
        oldTaskId: line.id,
        newTaskId: line.suggestions[0]?.share === 1 ? line.suggestions[0].id : null,
      })),
    })
    expect((await lines()).lines).toEqual([])
    expect(
      await supersedePlan(t.ctxAs(await t.actor("SYT", "head")), { ...plans(), supersededOn: "2026-11-20" }),
    ).toMatchObject({ refusal: { code: "plan.mayNotEdit" } })
    expect(await supersedePlan(t.ctxAs(office), { ...plans(), supersededOn: "2026-11-20" })).toMatchObject({
      value: { carriedOn: 2, carried: 2 },
    })
    const fresh = await readTaskLines(t.db, newPlanId, "2026-11-23")
    expect(fresh.map((line) => line.workflow).sort()).toEqual(["completed", "inProgress"])
    const of = (await begun()).filter((old) => alike.some((line) => line.id === old.id))
    expect(fresh.map((line) => line.percentDone).sort()).toEqual(of.map((old) => old.percentDone).sort())
    expect(await readTaskLines(t.db, oldPlanId, "2026-11-23")).toEqual(before)
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("nothing in the old plan is editable any more", async () => {
    const task = (await readTaskLines(t.db, oldPlanId, "2026-11-23"))[0]!
    expect(
      await assignTasks(t.ctxAs(office), { planId: oldPlanId, taskIds: [task.id], change: { product: "A" } }),
    ).toMatchObject({ refusal: { code: "plan.superseded" } })
    const entry = await t.db
      .selectFrom("entry")
      .innerJoin("report", "report.id", "entry.reportId")
      .innerJoin("unit", "unit.id", "report.unitId")
      .innerJoin("seat", "seat.unitId", "unit.id")
      .select(["entry.id", "entry.version", "unit.code"])
      .where("report.status", "in", ["notStarted", "drafting"])
      .where("seat.role", "=", "reporter")
      .executeTakeFirstOrThrow()
    const outcome = await saveEntry(t.ctxAs(await t.actor(entry.code!, "reporter")), {
      entryId: entry.id,
      seenVersion: entry.version,
      content: { answer: "nothingChanged" },
    } as Parameters<typeof saveEntry>[1])
    expect(outcome).toMatchObject({ refusal: { code: "report.locked" } })
  })
})
