import type { Db } from "../context.server.ts"
import { CHAIN_START, type ChainFault, firstFault } from "./chain.ts"
import { historyHead } from "./read-history.server.ts"

export type Verification = { events: bigint; head: string; fault?: ChainFault | { seq: bigint; reason: "head" } }

/** Reads the whole chain in parts and recomputes every hash; the head must be the last link. */
export async function verifyHistory(db: Db, partSize = 5_000): Promise<Verification> {
  let last = { seq: 0n, hash: CHAIN_START }
  for (;;) {
    const rows = await db
      .selectFrom("history.event")
      .select(["seq", "body", "prev", "hash"])
      .where("seq", ">", last.seq)
      .orderBy("seq")
      .limit(partSize)
      .execute()
    const links = rows.map((row) => ({ ...row, prev: row.prev.toString("hex"), hash: row.hash.toString("hex") }))
    const fault = firstFault(links, last)
    if (fault) return { events: last.seq, head: last.hash, fault }
    const end = links.at(-1)
    if (end) last = { seq: end.seq, hash: end.hash }
    if (links.length < partSize) break
  }
  const head = await historyHead(db)
  const isWhole = head.seq === last.seq && head.hash === last.hash
  return {
    events: last.seq,
    head: last.hash,
    ...(isWhole ? {} : { fault: { seq: head.seq, reason: "head" as const } }),
  }
}
