import { afterAll, beforeAll, expect, test } from "vitest"
import { succeedUnits } from "#features/organisation/succeed-units.server.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { readFormerNames, readKnownNames } from "./known-names.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

const TODAY = "2026-11-24"
const change = async (kind: "merge" | "split", from: string, to: readonly string[]) => {
  const ctx = t.ctxAs(await t.actor("SKHCN", "administrator"))
  const [fromUnitIds, successors] = [[await t.unitId(from)], await Promise.all(to.map((code) => t.unitId(code)))]
  const input = { kind, onDay: "2026-09-01", reason: "x", fromUnitIds, to: successors.map((unitId) => ({ unitId })) }
  const outcome = await inTransaction(ctx, (tx) => succeedUnits(ctx, tx, input))
  expect(outcome).toMatchObject({ ok: true })
}

test("an old name means the successor, and says so with its day; of several successors none is taken for certain", async () => {
  expect((await readKnownNames(t.db, TODAY, "2026-01-01")).get("so y te")).toEqual({ unitId: await t.unitId("SYT") })
  await change("merge", "SYT", ["SNV"])
  await change("split", "STC", ["SXD", "SVHTTDL"])
  const known = await readKnownNames(t.db, TODAY, "2026-01-01")
  expect(known.get("so y te")).toEqual({ unitId: await t.unitId("SNV") })
  expect(known.has("so tai chinh")).toBe(false)
  const former = await readFormerNames(t.db, TODAY, "2026-01-01")
  expect(former.get("so y te")).toMatchObject({
    kind: "merge",
    onDay: "2026-09-01",
    successors: [{ name: "Sở Nội vụ" }],
  })
  expect(former.get("so tai chinh")?.successors).toHaveLength(2)

  const built = await t.unitId("SXD")
  const remembered = { folded: "so tai chinh", name: "so tai chinh", unitId: built, rememberedAt: new Date() }
  await t.db.insertInto("rememberedName").values(remembered).execute()
  expect((await readKnownNames(t.db, TODAY, "2026-01-01")).get("so tai chinh")).toEqual({ unitId: built })
})
