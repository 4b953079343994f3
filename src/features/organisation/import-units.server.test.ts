import { afterAll, beforeAll, expect, test } from "vitest"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { changeUnit, endUnit } from "./change-units.server.ts"
import { dropUnitImport, dryRunUnits, holdUnitImport, importUnits } from "./import-units.server.ts"
import { readUnits } from "./read-units.server.ts"
import type { Unit } from "./unit.ts"
import { unitSheets } from "./unit-workbook.ts"

let at: TestInstance
beforeAll(async () => {
  at = await testInstance()
})
afterAll(() => at.close())

const admin = async () => at.ctxAs(await at.actor("SKHCN", "administrator"))
const bytesOf = (units: readonly Unit[]) => writeWorkbook(unitSheets(units, "2026-11-23"))
async function hold(units: readonly Unit[]): Promise<string> {
  const held = await holdUnitImport(await admin(), { name: "don-vi.xlsx", bytes: await bytesOf(units) })
  if (!held.ok) throw new Error(held.refusal.code)
  return held.value.heldImportId
}
const codeOf = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await outcome).refusal?.code

test("a list that goes out and comes back changes nothing, whatever stands in it", async () => {
  const unit = (await readUnits(at.db)).find((each) => each.code === "STC")!
  const awkward = {
    ...unit,
    note: "=1+1\nDòng hai",
    aliases: ["Sở TC", "STC – tỉnh"],
    isConfirmed: false,
    obligation: "invited" as const,
  }
  expect((await changeUnit(await admin(), { unitId: unit.id, seenVersion: unit.version, facts: awkward })).ok).toBe(
    true,
  )
  const before = await readUnits(at.db)
  const run = await dryRunUnits(await admin(), await hold(before))
  expect(run.faults).toEqual([])
  expect(run.changes.filter((change) => change.outcome !== "unchanged")).toEqual([])
  expect(run.changes.map((change) => change.unit.id)).toEqual(before.map((each) => each.id))
  expect(run.untouched).toBe(0)
})

test("what the dry run showed is what the confirmation does, with a history of each unit", async () => {
  const units = await readUnits(at.db)
  const list = units.map((unit) =>
    unit.code === "SNV"
      ? { ...unit, name: "Sở Nội vụ và Lao động" }
      : unit.code === "HND"
        ? { ...unit, endedOn: "2026-12-01", endedReason: "Sáp nhập" }
        : unit,
  )
  const added: Unit = {
    ...units[0]!,
    id: "new",
    code: "TTCDS",
    name: "Trung tâm Chuyển đổi số",
    kind: "department",
    aliases: [],
    parentId: units.find((unit) => unit.code === "SKHCN")!.id,
    position: 900,
  }
  const heldImportId = await hold([...list, added])
  const run = await dryRunUnits(await admin(), heldImportId)
  expect(
    run.changes.filter((change) => change.outcome !== "unchanged").map((change) => [change.unit.code, change.outcome]),
  ).toEqual([
    ["SNV", "changed"],
    ["HND", "ended"],
    ["TTCDS", "added"],
  ])
  const outcome = await importUnits(await admin(), { heldImportId, fingerprint: run.fingerprint })
  expect(outcome).toMatchObject({ ok: true, value: { added: 1, changed: 1, ended: 1 } })
  const after = await readUnits(at.db)
  expect(after).toHaveLength(units.length + 1)
  expect(after.find((unit) => unit.code === "TTCDS")).toMatchObject({ kind: "department", parentId: added.parentId })
  expect(after.find((unit) => unit.code === "HND")).toMatchObject({ endedOn: "2026-12-01" })
  const ended = await at.db
    .selectFrom("seat")
    .select("toOn")
    .where("unitId", "=", after.find((unit) => unit.code === "HND")!.id)
    .execute()
  expect(new Set(ended.map((seat) => seat.toOn))).toEqual(new Set(["2026-11-30"]))
  await expect(dryRunUnits(await admin(), heldImportId)).rejects.toThrow("held import")
})

test("nothing is saved with a fault, after another change, for another person, or a day later", async () => {
  const units = await readUnits(at.db)
  const twice = await hold([...units, { ...units[1]!, name: "Trùng mã" }])
  expect(await codeOf(importUnits(await admin(), { heldImportId: twice, fingerprint: "" }))).toBe(
    "organisation.importFaults",
  )

  const held = await hold(
    units.map((unit) => (unit.code === "SXD" ? { ...unit, name: "Sở Xây dựng và Giao thông" } : unit)),
  )
  const { fingerprint } = await dryRunUnits(await admin(), held)
  const sxd = units.find((unit) => unit.code === "SXD")!
  await changeUnit(await admin(), {
    unitId: sxd.id,
    seenVersion: sxd.version,
    facts: { ...sxd, note: "đổi giữa chừng" },
  })
  await expect(importUnits(await admin(), { heldImportId: held, fingerprint })).rejects.toThrow("units")

  const reporter = at.ctxAs(await at.actor("SYT", "reporter"))
  await expect(dryRunUnits(reporter, held)).rejects.toThrow("held import")
  expect(await codeOf(importUnits(reporter, { heldImportId: held, fingerprint }))).toBe(
    "organisation.onlyAdministrator",
  )
  const tomorrow = at.ctxAs((await admin()).actor, new Date("2026-11-24T03:00:00Z"))
  await expect(dryRunUnits(tomorrow, held)).rejects.toThrow("held import")
  await dropUnitImport(await admin(), held)
  await expect(dryRunUnits(await admin(), held)).rejects.toThrow("held import")
})

test("a file that is no workbook is refused", async () => {
  expect(
    await codeOf(holdUnitImport(await admin(), { name: "x.xlsx", bytes: new TextEncoder().encode("không phải") })),
  ).toBe("workbooks.notAWorkbook")
})

test("a unit with others below it does not end, nor does the unit of the last administrator", async () => {
  const units = await readUnits(at.db)
  const input = (code: string) => {
    const unit = units.find((each) => each.code === code)!
    return { unitId: unit.id, seenVersion: unit.version, endedOn: "2026-11-23", reason: "sáp nhập" }
  }
  const ctx = await admin()
  expect(await codeOf(endUnit(ctx, input("UBND")))).toBe("organisation.unitsBelow")
  expect(await codeOf(endUnit(ctx, { ...input("SYT"), reason: " " }))).toBe("organisation.reasonMissing")
  await expect(endUnit(ctx, { ...input("SYT"), seenVersion: 99 })).rejects.toThrow("unit")
  const child = (await readUnits(at.db)).find((unit) => unit.code === "TTCDS")!
  await endUnit(ctx, { unitId: child.id, seenVersion: child.version, endedOn: "2026-11-23", reason: "thử" })
  expect(await codeOf(endUnit(ctx, input("SKHCN")))).toBe("organisation.lastAdministrator")
  expect(await codeOf(endUnit(ctx, input("SYT")))).toBeUndefined()
  expect(await codeOf(endUnit(ctx, { ...input("SYT"), seenVersion: input("SYT").seenVersion + 1 }))).toBe(
    "organisation.unitOver",
  )
})
