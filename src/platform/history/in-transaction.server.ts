import { sql } from "kysely"
import type { Outcome } from "#shared/outcome.ts"
import type { Ctx, Tx } from "../context.server.ts"
import { prepared, type Values } from "../db/prepared.server.ts"
import { NotFound } from "../errors.ts"

/** What happened, in the words of the history. `about` names every object whose history should show it, the subject first. */
export type HistoryEvent = { kind: string; about: readonly string[]; facts: Record<string, unknown> }

const buffers = new WeakMap<Tx, HistoryEvent[]>()

/** Notes an event; it is appended to the history when the command ends, in the same transaction. Person ids only, no personal data. */
export function recordEvent(tx: Tx, kind: string, about: string | readonly string[], facts: object = {}): void {
  const buffer = buffers.get(tx)
  if (!buffer) throw new Error(`recordEvent(${kind}) outside inTransaction`)
  buffer.push({ kind, about: typeof about === "string" ? [about] : about, facts: { ...facts } })
}

class Rollback extends Error {
  readonly outcome: Outcome<unknown>
  constructor(outcome: Outcome<unknown>) {
    super("refused")
    this.outcome = outcome
  }
}

/**
 * Runs one command: one transaction that ends with its events appended to the history chain and their reactions enqueued.
 * A refusal rolls back, so that the same form can be corrected and sent again. A request whose `requestId` was answered before
 * gets that answer again and nothing happens twice.
 */
export async function inTransaction<Value, Code extends string>(
  ctx: Ctx,
  work: (tx: Tx) => Promise<Outcome<Value, Code>>,
): Promise<Outcome<Value, Code>> {
  try {
    return await ctx.db.transaction().execute(async (tx) => {
      const earlier = await claimRequest(ctx, tx)
      if (earlier) return earlier as Outcome<Value, Code>
      buffers.set(tx, [])
      const outcome = await work(tx)
      if (!outcome.ok) throw new Rollback(outcome)
      await answerRequest(ctx, tx, outcome)
      await append(ctx, tx, buffers.get(tx) ?? [])
      return outcome
    })
  } catch (error) {
    if (error instanceof Rollback) return error.outcome as Outcome<Value, Code>
    throw error
  }
}

const claim = prepared((db, value: Values<{ requestId: string; personId: string | null; at: Date }>) =>
  db
    .insertInto("requestLog")
    .values({ requestId: value("requestId"), personId: value("personId"), at: value("at") })
    .onConflict((conflict) => conflict.column("requestId").doNothing())
    .returning("requestId"),
)

const keepAnswer = prepared((db, value: Values<{ requestId: string; answer: string }>) =>
  db
    .updateTable("requestLog")
    .set({ answer: value("answer") })
    .where("requestId", "=", value("requestId")),
)

/** Waits for a first request that is still running; its unique row is the lock. */
async function claimRequest(ctx: Ctx, tx: Tx): Promise<Outcome<unknown> | undefined> {
  if (!ctx.requestId) return undefined
  const [mine] = await claim(tx, { requestId: ctx.requestId, personId: ctx.actor.personId, at: ctx.now })
  if (mine) return undefined
  const first = await tx.selectFrom("requestLog").selectAll().where("requestId", "=", ctx.requestId).executeTakeFirst()
  if (!first || first.personId !== ctx.actor.personId) throw new NotFound("request")
  return first.answer as unknown as Outcome<unknown>
}

async function answerRequest(ctx: Ctx, tx: Tx, outcome: Outcome<unknown>): Promise<void> {
  if (!ctx.requestId) return
  await keepAnswer(tx, { requestId: ctx.requestId, answer: JSON.stringify(outcome) })
}

/** Enqueues what follows from the events, then appends them: the append holds the head of the chain until the commit, so it is last. */
async function append(ctx: Ctx, tx: Tx, events: readonly HistoryEvent[]): Promise<void> {
  if (events.length === 0) return
  for (const event of events) await ctx.enqueue(tx, event.kind, { about: event.about, facts: event.facts })
  const bodies = events.map((event) => eventBody(ctx, event))
  await sql`select history.append(${bodies}::text[])`.execute(tx)
}

/** The text that is hashed. Its keys stand in a fixed order; `verify` needs nothing but this text. */
const eventBody = (ctx: Ctx, event: HistoryEvent): string =>
  JSON.stringify({
    at: ctx.now.toISOString(),
    actor: ctx.actor.personId,
    seat: ctx.actor.seat?.id ?? null,
    kind: event.kind,
    about: event.about,
    facts: event.facts,
  })
