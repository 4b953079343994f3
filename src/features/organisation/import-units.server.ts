import { createHash } from "node:crypto"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { addDays } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { lockUnits, writeUnit } from "./change-units.server.ts"
import { endSeatsWith } from "./end-seats.server.ts"
import { isLastAdministrator } from "./last-administrator.server.ts"
import { mayAdminister } from "./permissions.ts"
import { readUnitSheet, type UnitSheetReading } from "./read-unit-sheet.ts"
import { readUnits } from "./read-units.server.ts"
import { compareUnits, type UnitChange, type UnitComparison } from "./unit-import.ts"

const KIND = "units"
/** Far above the agencies of a country's largest ministry; a list beyond it is another kind of file. */
const limits = { bytes: 5 * 1024 * 1024, rows: 5_000 }
const HELD_MS = 24 * 3_600_000

/** Reads an uploaded list and keeps what it says for its dry run. What stands in the file is never asked of the browser again. */
export async function holdUnitImport(ctx: Ctx, file: { name: string; bytes: Uint8Array }) {
  const sheets = await readWorkbook(file.bytes, limits)
  if (!sheets.ok) return sheets
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor) || ctx.actor.personId === null) return refused("organisation.onlyAdministrator")
    const id = ctx.newId()
    const content = JSON.stringify({ fileName: file.name, reading: readUnitSheet(sheets.value) } satisfies Held)
    await tx.deleteFrom("heldImport").where("createdAt", "<", heldSince(ctx)).execute()
    await tx
      .insertInto("heldImport")
      .values({ id, personId: ctx.actor.personId, kind: KIND, content, createdAt: ctx.now })
      .execute()
    return done({ heldImportId: id })
  })
}

type Held = { fileName: string; reading: UnitSheetReading }
const heldSince = (ctx: Ctx): Date => new Date(ctx.now.getTime() - HELD_MS)

/** @throws NotFound for another person's upload, one that was used, or one older than a day */
async function heldOf(ctx: Ctx, db: Db, heldImportId: string): Promise<Held> {
  const row = await db
    .selectFrom("heldImport")
    .select("content")
    .where("id", "=", heldImportId)
    .where("kind", "=", KIND)
    .where("personId", "=", ctx.actor.personId)
    .where("createdAt", ">=", heldSince(ctx))
    .executeTakeFirst()
  if (!row) throw new NotFound("held import")
  return row.content as unknown as Held
}

export type DryRun = UnitComparison & { fileName: string; fingerprint: string }

/** What the confirmation would do, against the units of this moment. */
export async function dryRunUnits(ctx: Ctx, heldImportId: string): Promise<DryRun> {
  const { fileName, reading } = await heldOf(ctx, ctx.db, heldImportId)
  const comparison = compareUnits(reading, await readUnits(ctx.db), ctx)
  return { fileName, ...comparison, fingerprint: fingerprintOf(comparison) }
}

/** What a person saw: the same changes to the same versions. Ids of new units are made anew each time. */
const fingerprintOf = ({ changes }: UnitComparison): string =>
  createHash("sha256")
    .update(
      JSON.stringify(changes.map((each) => [each.row, each.outcome, each.unit.version, Object.keys(each.changes)])),
    )
    .digest("hex")

/** Saves an uploaded list whole, or nothing of it. @throws Stale when units changed since the dry run was shown */
export function importUnits(ctx: Ctx, input: { heldImportId: string; fingerprint: string }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const { reading } = await heldOf(ctx, tx, input.heldImportId)
    const comparison = compareUnits(reading, await lockUnits(tx), ctx)
    if (comparison.faults.length > 0) return refused("organisation.importFaults")
    if (fingerprintOf(comparison) !== input.fingerprint) throw new Stale("units")
    const real = comparison.changes.filter((change) => change.outcome !== "unchanged")
    for (const { unit } of [...real].sort(codesFreedFirst)) await writeUnit(tx, { ...unit, parentId: null })
    for (const { unit } of real)
      await tx.updateTable("unit").set({ parentId: unit.parentId }).where("id", "=", unit.id).execute()
    const seats = []
    for (const { unit } of real.filter((change) => change.outcome === "ended"))
      seats.push(...(await endSeatsWith(tx, { unitId: unit.id }, addDays(unit.endedOn!, -1), unit.endedReason!)))
    if (await isLastAdministrator(tx, seats)) return refused("organisation.lastAdministrator")
    for (const change of real)
      recordEvent(tx, eventOf[change.outcome as keyof typeof eventOf], [change.unit.id], factsOf(change))
    recordEvent(tx, "units.imported", [input.heldImportId], countsOf(comparison))
    await tx.deleteFrom("heldImport").where("id", "=", input.heldImportId).execute()
    return done({ ...countsOf(comparison), personIds: [...new Set(seats.map((seat) => seat.personId))] })
  })
}

const eventOf = { added: "unit.added", changed: "unit.changed", ended: "unit.ended" } as const
const codesFreedFirst = (a: UnitChange, b: UnitChange): number =>
  Number(a.outcome === "added") - Number(b.outcome === "added")
const factsOf = ({ unit, changes, outcome }: UnitChange) =>
  outcome === "added" ? { name: unit.name, code: unit.code } : { changes }

export const countsOf = ({ changes, untouched }: UnitComparison) => {
  const count = (outcome: UnitChange["outcome"]) => changes.filter((change) => change.outcome === outcome).length
  return {
    added: count("added"),
    changed: count("changed"),
    ended: count("ended"),
    unchanged: count("unchanged"),
    untouched,
  }
}

/** The person thought better of it. */
export async function dropUnitImport(ctx: Ctx, heldImportId: string) {
  return inTransaction(ctx, async (tx) => {
    await tx
      .deleteFrom("heldImport")
      .where("id", "=", heldImportId)
      .where("personId", "=", ctx.actor.personId)
      .execute()
    return done({})
  })
}
