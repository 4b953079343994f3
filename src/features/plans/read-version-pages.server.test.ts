import { afterAll, beforeAll, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { folded } from "#shared/folded.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { draftVersion, recordVersion } from "./amend-plan.server.ts"
import { type PlanChange, taskDifferences } from "./plan-change.ts"
import { readTaskPairs, readVersionTasks } from "./read-version-pages.server.ts"
import { readFactsAt } from "./read-versions.server.ts"

let t: TestInstance
let office: Actor
let planId: string
let ids: string[]
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  const tasks = await t.db.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  ids = tasks.map((task) => task.id)
  const changes = [
    { subjectId: ids[4]!, patch: { title: "Xây dựng đề án sửa đổi lần hai" } },
    { kind: "drop" as const, subjectId: ids[6]! },
    { kind: "merge" as const, subjectId: ids[8]!, otherIds: [ids[9]!] },
    {
      kind: "add" as const,
      patch: { title: "Nhiệm vụ bổ sung", groupId: (await readFactsAt(t.db, planId, 1)).get(ids[0]!)!.groupId },
    },
  ].map(
    (change): PlanChange => ({
      kind: "change",
      subject: "task",
      subjectId: null,
      otherIds: [],
      patch: {},
      note: "",
      ...change,
    }),
  )
  const document = {
    kind: "decision",
    number: "1501",
    notation: "QĐ-UBND",
    issuer: "UBND tỉnh",
    place: null,
    issuedOn: "2026-11-02",
    title: "Sửa đổi",
  } as const
  const drafted = await draftVersion(t.ctxAs(office), {
    planId,
    document,
    effectiveOn: "2026-11-10",
    summary: "",
    changes,
  })
  if (!drafted.ok) throw new Error(drafted.refusal.code)
  const recorded = await recordVersion(t.ctxAs(office), { versionId: drafted.value.versionId, seenVersion: 1 })
  if (!recorded.ok) throw new Error(recorded.refusal.code)
})
afterAll(() => t?.close())

test("the tasks of a version come part by part, in the order of the plan", async () => {
  const whole = [...(await readFactsAt(t.db, planId, 2))].filter(([, facts]) => facts.retiredOn === null)
  const part = await readVersionTasks(t.db, planId, 2, { words: [], offset: 5, limit: 7 })
  expect(part.all).toBe(whole.length)
  expect(part.tasks.map((task) => task.id)).toEqual(whole.slice(5, 12).map(([id]) => id))
  expect(part.tasks[0]).toMatchObject(whole[5]![1])
  const before = await readVersionTasks(t.db, planId, 1, { words: [], offset: 0, limit: 500 })
  expect(before.tasks.map((task) => task.id)).toEqual(ids)
})

test("a version is searched without diacritics, in the words that it had", async () => {
  const words = folded("de an sua doi lan hai").split(" ")
  expect((await readVersionTasks(t.db, planId, 1, { words, offset: 0, limit: 50 })).found).toBe(0)
  const found = await readVersionTasks(t.db, planId, 2, { words, offset: 0, limit: 50 })
  expect(found.tasks.map((task) => task.id)).toEqual([ids[4]])
})

test("two versions are compared part by part, with what comparing everything in the program finds", async () => {
  const [one, two] = [await readFactsAt(t.db, planId, 1), await readFactsAt(t.db, planId, 2)]
  const stands = (facts: (typeof one extends Map<string, infer F> ? F : never) | undefined) =>
    facts && !facts.retiredOn && !facts.droppedOn ? facts : null
  const expected = [...new Set([...one.keys(), ...two.keys()])].filter(
    (id) => taskDifferences(stands(one.get(id)), stands(two.get(id))).length > 0,
  )
  const all = await readTaskPairs(t.db, planId, { from: 1, to: 2 }, { offset: 0, limit: 50 })
  expect(new Set(all.pairs.map((pair) => pair.id))).toEqual(new Set(expected))
  expect(all.count).toBe(4)
  expect(all.pairs.find((pair) => pair.id === ids[6])).toMatchObject({ after: null })
  expect(all.pairs.find((pair) => pair.id === ids[9])).toMatchObject({ after: null })
  expect(all.pairs.find((pair) => pair.before === null)).toMatchObject({ after: { title: "Nhiệm vụ bổ sung" } })
  const second = await readTaskPairs(t.db, planId, { from: 1, to: 2 }, { offset: 1, limit: 2 })
  expect(second.pairs).toEqual(all.pairs.slice(1, 3))
})
