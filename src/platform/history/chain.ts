import { createHash } from "node:crypto"

export type ChainLink = { seq: bigint; body: string; prev: string; hash: string }
export type ChainFault = { seq: bigint; reason: "gap" | "prev" | "hash" }

export const CHAIN_START = "00".repeat(32)

/** hash = sha256(prev ‖ body), hexadecimal; `body` is taken byte for byte as stored. */
export const linkHash = (prev: string, body: string): string =>
  createHash("sha256").update(Buffer.from(prev, "hex")).update(body, "utf8").digest("hex")

/** Checks links that follow each other; give the last good link of the part before, or nothing at the start. */
export function firstFault(links: Iterable<ChainLink>, after?: { seq: bigint; hash: string }): ChainFault | undefined {
  let seq = after?.seq ?? 0n
  let hash = after?.hash ?? CHAIN_START
  for (const link of links) {
    if (link.seq !== seq + 1n) return { seq: link.seq, reason: "gap" }
    if (link.prev !== hash) return { seq: link.seq, reason: "prev" }
    if (linkHash(hash, link.body) !== link.hash) return { seq: link.seq, reason: "hash" }
    seq = link.seq
    hash = link.hash
  }
  return undefined
}
