import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { prepared, type Values } from "./prepared.server.ts"

let at: TestInstance
beforeAll(async () => {
  at = await testInstance()
})
afterAll(() => at.close())

const unitsOf = prepared((db, value: Values<{ kind: string; before: string }>) =>
  db
    .selectFrom("unit")
    .select(["code", "parentId", "startedOn"])
    .where("kind", "=", value("kind"))
    .where("startedOn", "<", value("before"))
    .where("isConfirmed", "=", true)
    .where((where) => where.not(where("startedOn", ">=", value("before"))))
    .orderBy("code"),
)
const asked = (kind: string, before: string) =>
  at.db
    .selectFrom("unit")
    .select(["code", "parentId", "startedOn"])
    .where("kind", "=", kind)
    .where("startedOn", "<", before)
    .where("isConfirmed", "=", true)
    .orderBy("code")
    .execute()

test("answers as the query written out does, with each call's own values", async () => {
  const answers = await Promise.all(
    ["agency", "commune", "agency"].map((kind) => unitsOf(at.db, { kind, before: "2030-01-01" })),
  )
  expect(answers[0]!.length).toBeGreaterThan(5)
  expect(answers).toEqual([
    await asked("agency", "2030-01-01"),
    await asked("commune", "2030-01-01"),
    await asked("agency", "2030-01-01"),
  ])
  expect(await unitsOf(at.db, { kind: "agency", before: "1900-01-01" })).toEqual([])
})

test("runs inside the transaction that it is given", async () => {
  const undone = at.db.transaction().execute(async (tx) => {
    await tx.updateTable("unit").set({ kind: "other" }).where("kind", "=", "agency").execute()
    expect(await unitsOf(tx, { kind: "agency", before: "2030-01-01" })).toEqual([])
    throw new Error("undone")
  })
  await expect(undone).rejects.toThrow("undone")
  expect((await unitsOf(at.db, { kind: "agency", before: "2030-01-01" })).length).toBeGreaterThan(5)
})

test("columns are named in camel case, the keys inside json columns stay", async () => {
  const { rows } = await sql`select 1 as first_one, '{"a_b": 1}'::jsonb as whole_thing, 2 as plain`.execute(at.db)
  expect(rows).toEqual([{ firstOne: 1, wholeThing: { a_b: 1 }, plain: 2 }])
})
