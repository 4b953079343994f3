import type { FileStore } from "./file-store.ts"

const batchSize = 500

/**
 * Removes files that no record claims: uploads whose form was refused or abandoned. Only files put before `olderThan`
 * (24 h ago) are looked at, so that an upload has time to be claimed.
 * @param isClaimed answers which of at most 500 hashes a record claims
 * @returns how many files were removed
 */
export async function sweepOrphans(
  store: FileStore,
  isClaimed: (sha256s: string[]) => Promise<Set<string>>,
  olderThan: Date,
): Promise<number> {
  let removed = 0
  let batch: string[] = []
  const sweepBatch = async () => {
    const claimed = await isClaimed(batch)
    for (const sha256 of batch) {
      if (!claimed.has(sha256) && (await store.removeIfPutBefore(sha256, olderThan))) removed += 1
    }
    batch = []
  }
  for await (const sha256 of store.putBefore(olderThan)) {
    batch.push(sha256)
    if (batch.length === batchSize) await sweepBatch()
  }
  if (batch.length > 0) await sweepBatch()
  return removed
}
