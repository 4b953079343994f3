import { createHash } from "node:crypto"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { enterLines, lineFault, readAllOpeningLines } from "./enter-opening-state.server.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import {
  type CellFault,
  cellOfField,
  type OpeningChange,
  type OpeningRow,
  openingChange,
  readOpeningSheet,
  typedLines,
} from "./opening-sheet.ts"
import type { OpeningLine } from "./opening-state.ts"
import { mayEditPlan } from "./permissions.ts"

const KIND = "openingState"
const limits = { bytes: 5 * 1024 * 1024, rows: 20_000 }
const HELD_MS = 24 * 3_600_000

type PlanOffice = { id: string; planOfficeUnitId: string; confirmerUnitId: string | null }
type Held = { planId: string; fileName: string; rows: OpeningRow[] }

/** Reads a filled-in workbook and keeps its rows for the dry run; the file itself is kept nowhere. */
export async function holdOpeningSheet(ctx: Ctx, plan: PlanOffice, file: { name: string; bytes: Uint8Array }) {
  const book = await readWorkbook(file.bytes, limits)
  if (!book.ok) return book
  const rows = readOpeningSheet(book.value)
  if (!rows.ok) return rows
  return inTransaction(ctx, async (tx) => {
    if (!mayEditPlan(ctx.actor, plan) || ctx.actor.personId === null) return refused("plan.mayNotEdit")
    const id = ctx.newId()
    const content = JSON.stringify({ planId: plan.id, fileName: file.name, rows: rows.value } satisfies Held)
    await tx.deleteFrom("heldImport").where("kind", "=", KIND).where("createdAt", "<", heldSince(ctx)).execute()
    await tx
      .insertInto("heldImport")
      .values({ id, personId: ctx.actor.personId, kind: KIND, content, createdAt: ctx.now })
      .execute()
    return done({ uploadId: id })
  })
}

const heldSince = (ctx: Ctx): Date => new Date(ctx.now.getTime() - HELD_MS)

/** @throws NotFound for another person's upload or plan, one that was used, or one older than a day */
async function heldOf(ctx: Ctx, db: Db, planId: string, uploadId: string): Promise<Held> {
  const row = await db
    .selectFrom("heldImport")
    .select("content")
    .where("id", "=", uploadId)
    .where("kind", "=", KIND)
    .where("personId", "=", ctx.actor.personId)
    .where("createdAt", ">=", heldSince(ctx))
    .executeTakeFirst()
  const held = row?.content as unknown as Held | undefined
  if (held?.planId !== planId) throw new NotFound("upload")
  return held
}

export type OpeningDryRun = {
  fileName: string
  changes: OpeningChange[]
  faults: CellFault[]
  same: number
  shown: string
}

/** What the workbook would change, against what is entered at this moment. Three queries. */
export async function dryRunOpening(ctx: Ctx, plan: PlanOffice, uploadId: string): Promise<OpeningDryRun> {
  const { lines: _, ...run } = await judge(ctx, ctx.db, plan, uploadId)
  return run
}

async function judge(ctx: Ctx, db: Db, plan: PlanOffice, uploadId: string) {
  const { fileName, rows } = await heldOf(ctx, db, plan.id, uploadId)
  const known = new Map((await readAllOpeningLines(db, plan.id)).map((line) => [line.assignmentId, line]))
  const typed = typedLines(rows, known)
  const faults = [...typed.faults]
  const changes: OpeningChange[] = []
  const lines: OpeningLine[] = []
  for (const each of typed.lines) {
    const checked = lineFault(plan, each.known.unitId, each.line, ctx.today)
    if (!checked.ok) {
      const { code, field, values = {} } = checked.refusal
      faults.push({ address: cellOfField(each.row, field), code, values })
      continue
    }
    const change = openingChange(checked.value, each.known)
    if (!change) continue
    changes.push(change)
    lines.push(checked.value)
  }
  const shown = createHash("sha256").update(JSON.stringify(changes)).digest("hex")
  return { fileName, changes, lines, faults, same: typed.lines.length - lines.length, shown }
}

/** Saves all that the workbook changes, or nothing. @throws Stale when the plan changed since the dry run was shown */
export function enterOpeningSheet(ctx: Ctx, input: { planId: string; uploadId: string; shown: string }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const run = await judge(ctx, tx, plan.value, input.uploadId)
    if (run.shown !== input.shown) throw new Stale("openingState")
    if (run.faults.length > 0) return refused("openingState.faults", { values: { count: run.faults.length } })
    const unitOf = new Map(run.changes.map((each) => [each.assignmentId, each.unitId]))
    const byUnit = Map.groupBy(run.lines, (line) => unitOf.get(line.assignmentId)!)
    for (const [unitId, lines] of byUnit) {
      const entered = await enterLines(ctx, tx, plan.value, unitId, lines)
      if (!entered.ok) return entered
    }
    await dropHeld(ctx, tx, input.uploadId)
    return done({ entered: run.lines.length })
  })
}

const dropHeld = (ctx: Ctx, db: Db, uploadId: string) =>
  db
    .deleteFrom("heldImport")
    .where("id", "=", uploadId)
    .where("kind", "=", KIND)
    .where("personId", "=", ctx.actor.personId)
    .execute()

/** The person thought better of it. */
export const dropOpeningSheet = (ctx: Ctx, uploadId: string) =>
  inTransaction(ctx, async (tx) => {
    await dropHeld(ctx, tx, uploadId)
    return done({})
  })
