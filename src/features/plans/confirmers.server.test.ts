import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { decideClaim } from "#features/reporting/decide-claim.server.ts"
import { readAwaitingClaims, readClaimsElsewhere } from "#features/reporting/read-claims.server.ts"
import { addDays } from "#shared/day.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { assignTasks } from "./assign-tasks.server.ts"
import { confirmerOf } from "./duties.ts"
import { endConfirmer, nameConfirmer } from "./name-confirmer.server.ts"
import { readConfirmers, readNamedConfirmer } from "./read-confirmers.server.ts"

let t: TestInstance
let finance: string
let office: string
const today = "2026-11-23"

beforeAll(async () => {
  t = await testInstance()
  finance = await t.unitId("STC")
  office = await t.unitId("SKHCN")
})
afterAll(() => t?.close())

const officeCtx = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))
const claimOf = async () =>
  (await readAwaitingClaims(t.db, office, today)).find((claim) => claim.unitId !== finance && claim.taskCode)!
const planOf = async (taskId: string) =>
  (await t.db.selectFrom("task").select("planId").where("id", "=", taskId).executeTakeFirstOrThrow()).planId

async function name(taskId: string, fromOn = today) {
  const input = {
    planId: await planOf(taskId),
    taskIds: [taskId],
    unitId: finance,
    fromOn,
    reason: "Liên quan ngân sách",
  }
  return nameConfirmer(await officeCtx(), input)
}

test("claims of a task go to the unit that was named, and the office sees where they wait", async () => {
  const claim = await claimOf()
  expect(await name(claim.taskId)).toMatchObject({ ok: true })
  expect((await readAwaitingClaims(t.db, finance, today)).map((each) => each.id)).toContain(claim.id)
  expect((await readAwaitingClaims(t.db, office, today)).map((each) => each.id)).not.toContain(claim.id)
  const elsewhere = (await readClaimsElsewhere(t.db, office, today)).find((each) => each.id === claim.id)
  expect(elsewhere).toMatchObject({ confirmerName: "Sở Tài chính", claimedOn: claim.claimedOn })
  const input = { claimId: claim.id, seenVersion: claim.version, decision: "confirmed", reason: "" }
  await expect(decideClaim(await officeCtx(), input)).rejects.toThrow("claim")
  await expect(decideClaim(t.ctxAs(await t.actor("STC", "reporter")), input)).rejects.toThrow("claim")
  expect(await decideClaim(t.ctxAs(await t.actor("STC", "head")), input)).toMatchObject({ ok: true })
})

test("from a later day: until then the office confirms", async () => {
  const claim = await claimOf()
  await name(claim.taskId, "2026-12-01")
  expect((await readAwaitingClaims(t.db, office, today)).map((each) => each.id)).toContain(claim.id)
  expect((await readAwaitingClaims(t.db, finance, "2026-12-01")).map((each) => each.id)).toContain(claim.id)
})

test("a lead cannot be named; a named unit that becomes a lead does not count any more, and the page says so", async () => {
  const claim = await claimOf()
  const planId = await planOf(claim.taskId)
  const wrong = { planId, taskIds: [claim.taskId], unitId: claim.unitId, fromOn: today, reason: "x" }
  expect(await nameConfirmer(await officeCtx(), wrong)).toMatchObject({
    refusal: { code: "confirmer.notForThese", details: [{ code: "confirmer.isLead", field: `task-${claim.taskId}` }] },
  })
  await name(claim.taskId)
  const { version } = await t.db
    .selectFrom("task")
    .select("version")
    .where("id", "=", claim.taskId)
    .executeTakeFirstOrThrow()
  const leads = [{ unitId: claim.unitId }, { unitId: finance }]
  const seen = { planId, taskIds: [claim.taskId], seenVersions: { [claim.taskId]: version } }
  expect((await assignTasks(await officeCtx(), { ...seen, change: { leads } })).ok).toBe(true)
  const line = (await readConfirmers(t.db, planId, today)).find((each) => each.taskId === claim.taskId)
  expect(line).toMatchObject({ unitId: finance, confirmsId: office })
})

test("who was named before stays on record with its last day; taken back, the office confirms again", async () => {
  const claim = await claimOf()
  await name(claim.taskId)
  const planId = await planOf(claim.taskId)
  const other = { planId, taskIds: [claim.taskId], unitId: await t.unitId("SNV"), fromOn: "2026-11-30", reason: "x" }
  expect((await nameConfirmer(await officeCtx(), other)).ok).toBe(true)
  expect((await readNamedConfirmer(t.db, claim.taskId, "2026-11-29"))?.unitId).toBe(finance)
  expect((await readNamedConfirmer(t.db, claim.taskId, "2026-11-30"))?.unitId).toBe(other.unitId)
  const open = (await readConfirmers(t.db, planId, today)).find((each) => each.taskId === claim.taskId)!
  const end = { confirmerId: open.id, seenVersion: open.version, reason: "" }
  expect(await endConfirmer(await officeCtx(), end)).toMatchObject({ refusal: { code: "confirmer.reasonMissing" } })
  expect((await endConfirmer(await officeCtx(), { ...end, reason: "Thôi" })).ok).toBe(true)
  expect(await readNamedConfirmer(t.db, claim.taskId, "2026-12-31")).toBeUndefined()
})

test("the database and the rule agree for every task of the plan", async () => {
  const plan = await t.db
    .selectFrom("plan")
    .select(["id", "planOfficeUnitId", "confirmerUnitId"])
    .where("kind", "=", "decision")
    .executeTakeFirstOrThrow()
  const tasks = await t.db.selectFrom("task").select("id").where("planId", "=", plan.id).execute()
  for (const day of [today, addDays(today, 30)])
    for (const { id } of tasks) {
      const leads = await t.db
        .selectFrom("assignment")
        .select("unitId")
        .where("taskId", "=", id)
        .where("endedOn", "is", null)
        .execute()
      const { rows } = await sql<{ unit: string | null }>`select confirming_unit(${id}, ${day}::date) as unit`.execute(
        t.db,
      )
      const named = await readNamedConfirmer(t.db, id, day)
      expect(rows[0]!.unit).toBe(
        confirmerOf(
          plan,
          leads.map((lead) => lead.unitId),
          named?.unitId,
        ),
      )
    }
})
