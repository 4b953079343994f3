import { randomUUIDv7 } from "node:crypto"
import type { Kysely, Transaction } from "kysely"
import type { Actor, SystemActor } from "#shared/actor.ts"
import { type Day, dayAt } from "#shared/day.ts"
import type { DB } from "./db/schema.ts"

export type Db = Kysely<DB> | Transaction<DB>
export type Tx = Transaction<DB>

/** Enqueues work inside the caller's transaction: it exists exactly when the transaction is committed. */
export type Enqueue = (tx: Tx, queue: string, data: object) => Promise<void>

/**
 * Everything that a command may know about the world: passed, never imported. Tests build one by hand.
 * `requestId` comes from the form: a repeated request is answered as it was the first time.
 */
export type Ctx = {
  db: Kysely<DB>
  actor: Actor | SystemActor
  now: Date
  today: Day
  timeZone: string
  newId: () => string
  enqueue: Enqueue
  requestId?: string | undefined
}

export const newId = (): string => randomUUIDv7()

/** The context of one request, job or test at one instant. */
export function contextAt(
  now: Date,
  base: { db: Kysely<DB>; actor: Ctx["actor"]; timeZone: string; enqueue: Enqueue; requestId?: string | undefined },
): Ctx {
  return { ...base, now, today: dayAt(now, base.timeZone), newId }
}
