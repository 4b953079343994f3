import { type Round, readRound } from "#features/reporting/read-rounds.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { canEdit, canMove, type Move, moves, type NarrativeKey, narrativeKeys, type Status } from "./consolidation.ts"
import { draftPart, type Marks, numberQuotes } from "./narrative.ts"
import { mayDirect, mayEditConsolidation, mayReceive } from "./permissions.ts"
import { readBasis } from "./read-basis.server.ts"

/** Begins the plan office's report on a round; a second beginning finds the first. */
export function beginConsolidation(ctx: Ctx, input: { roundId: string }) {
  return inTransaction(ctx, async (tx) => {
    const round = await readRound(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    const id = ctx.newId()
    const made = await tx
      .insertInto("consolidation")
      .values({ id, roundId: round.id })
      .onConflict((conflict) => conflict.columns(["roundId", "edition"]).doNothing())
      .returning("id")
      .executeTakeFirst()
    if (made) recordEvent(tx, "consolidation.begun", [id, round.id])
    return done({ roundId: round.id })
  })
}

/** Puts what units sent so far into one part of the narrative, in place of what stands there. */
export function draftNarrative(ctx: Ctx, input: { roundId: string; key: NarrativeKey; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    const basis = await readBasis(ctx, tx, round, consolidation)
    const { quotes, marks } = numberQuotes(await basis.readQuotes(), consolidation.marks)
    await tx
      .updateTable("consolidation")
      .set({ marks: JSON.stringify(marks) })
      .where("id", "=", consolidation.id)
      .execute()
    return saveNarrativePart(ctx, tx, consolidation, {
      ...input,
      body: draftPart(quotes, input.key, consolidation.parted),
    })
  })
}

/** Saves one part of the narrative as edited. Parts are saved apart, so that several editors do not overwrite each other. */
export function saveNarrative(ctx: Ctx, input: { roundId: string; key: string; body: string; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    const key = narrativeKeys.find((each) => each === input.key)
    if (!key) throw new NotFound("section")
    return saveNarrativePart(ctx, tx, consolidation, { ...input, key })
  })
}

type Part = { key: NarrativeKey; body: string; seenVersion: number }
export async function saveNarrativePart(ctx: Ctx, tx: Tx, consolidation: { id: string; status: Status }, part: Part) {
  if (!canEdit(consolidation.status)) return refused("consolidation.frozen")
  const where = { consolidationId: consolidation.id, key: part.key }
  const existing = await tx
    .selectFrom("narrativeSection")
    .select("version")
    .where("consolidationId", "=", where.consolidationId)
    .where("key", "=", part.key)
    .executeTakeFirst()
  if ((existing?.version ?? 0) !== part.seenVersion) throw new Stale("narrative")
  const edit = { body: part.body, editedBy: ctx.actor.personId, editedAt: ctx.now }
  await tx
    .insertInto("narrativeSection")
    .values({ ...where, ...edit })
    .onConflict((conflict) =>
      conflict
        .columns(["consolidationId", "key"])
        .doUpdateSet((set) => ({ ...edit, version: set("narrativeSection.version", "+", 1) })),
    )
    .execute()
  const kept = { ...where, body: part.body, savedBy: ctx.actor.personId, savedAt: ctx.now }
  await tx
    .insertInto("narrativeVersion")
    .values({ ...kept, version: existing ? existing.version + 1 : 1 })
    .execute()
  recordEvent(tx, "narrative.saved", consolidation.id, { key: part.key })
  return done({ key: part.key })
}

type Seen = { roundId: string; seenVersion: number; edition?: number }

/** The plan office hands the finished draft to its director. */
export const handConsolidationToHead = (ctx: Ctx, input: Seen) =>
  move(ctx, input, "handToHead", { event: "consolidation.handedToHead", may: mayEditConsolidation })

/** The director gives it back with a note. */
export const sendConsolidationBack = (ctx: Ctx, input: Seen & { reason: string }) =>
  move(ctx, input, "sendBack", { event: "consolidation.sentBack", may: mayDirect, reason: input.reason })

/** UBND, the steering committee: the report has come. A former version may still be received while its correction is written. */
export const receiveConsolidation = (ctx: Ctx, input: Seen) =>
  move(ctx, input, "receive", {
    event: "consolidation.received",
    may: mayReceive,
    set: { receivedAt: ctx.now, receivedBy: ctx.actor.personId },
  })

type MoveOptions = { event: string; may: (actor: Ctx["actor"], round: Round) => boolean; reason?: string; set?: object }
function move(ctx: Ctx, input: Seen, name: Move, { event, may, reason, set }: MoveOptions) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId, input.edition)
    if (!may(ctx.actor, round)) return refused("consolidation.mayNot")
    if (!canMove(consolidation.status, name)) return refused("consolidation.wrongState")
    await saveConsolidation(tx, consolidation.id, input.seenVersion, {
      status: moves[name].to,
      returnReason: reason?.trim() || null,
      ...set,
    })
    recordEvent(tx, event, [consolidation.id, round.id], reason ? { reason } : {})
    return done({ roundId: round.id })
  })
}

/** The present version of the report, or a former one by its number, locked. */
export async function lockConsolidation(tx: Tx, roundId: string, edition?: number) {
  const round = await readRound(tx, roundId)
  const lock = () =>
    tx
      .selectFrom("consolidation")
      .selectAll()
      .where("roundId", "=", roundId)
      .$if(edition === undefined, (query) => query.where("isCurrent", "=", true))
      .$if(edition !== undefined, (query) => query.where("edition", "=", edition!))
      .forUpdate()
      .executeTakeFirst()
  // Who waited while another opened or withdrew a correction finds that the locked row is not the present one any more, and asks again.
  const row = (await lock()) ?? (await lock())
  if (!row) throw new NotFound("consolidation")
  return {
    round,
    consolidation: {
      ...row,
      status: row.status as Status,
      marks: row.marks as unknown as Marks,
      parted: row.parted as unknown as string[],
    },
  }
}

export async function saveConsolidation(tx: Tx, id: string, seenVersion: number, change: object): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("consolidation")
    .set((set) => ({ ...change, version: set("version", "+", 1) }))
    .where("id", "=", id)
    .where("version", "=", seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Stale("consolidation")
}
