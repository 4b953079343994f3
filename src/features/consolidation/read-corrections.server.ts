import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { Status } from "./consolidation.ts"
import type { CorrectionOf, CorrectionState } from "./correction.ts"

/** What a version corrects, and why; undefined for a first version. */
export const readCorrectionOf = (db: Db, consolidationId: string): Promise<CorrectionOf | undefined> =>
  db
    .selectFrom("correction")
    .innerJoin("consolidation as former", "former.id", "correction.consolidationId")
    .select(["former.edition", "former.number", "former.notation", "former.issuedOn", "correction.reason"])
    .where("correction.openedId", "=", consolidationId)
    .executeTakeFirst()

export type CorrectionLine = {
  id: string
  state: CorrectionState
  reason: string
  proposedBy: string
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decisionReason: string | null
  openedId: string | null
}

/** What was asked to be corrected in a round and what the director decided, the newest first. */
export const readCorrections = async (db: Db, roundId: string): Promise<CorrectionLine[]> =>
  (await db
    .selectFrom("correction")
    .innerJoin("consolidation", "consolidation.id", "correction.consolidationId")
    .innerJoin("person as proposer", "proposer.id", "correction.proposedBy")
    .leftJoin("person as decider", "decider.id", "correction.decidedBy")
    .select([
      "correction.id",
      "correction.state",
      "correction.reason",
      "proposer.name as proposedBy",
      "correction.proposedAt",
      "decider.name as decidedBy",
      "correction.decidedAt",
      "correction.decisionReason",
      "correction.openedId",
    ])
    .where("consolidation.roundId", "=", roundId)
    .orderBy("correction.proposedAt", "desc")
    .execute()) as CorrectionLine[]

export type EditionLine = {
  id: string
  edition: number
  isCurrent: boolean
  correctsId: string | null
  status: Status
  number: string | null
  notation: string | null
  issuedOn: Day | null
  frozenAt: Date | null
  snapshotHash: string | null
  historySeq: bigint | null
  historyHash: string | null
  signedFile: string | null
  publicationState: string | null
}

/** Every version of the report of a round, the newest first. */
export const readEditions = async (db: Db, roundId: string): Promise<EditionLine[]> =>
  (await db
    .selectFrom("consolidation")
    .leftJoin("publication", "publication.consolidationId", "consolidation.id")
    .leftJoin("storedFile", "storedFile.id", "consolidation.signedFileId")
    .select([
      "consolidation.id",
      "consolidation.edition",
      "consolidation.isCurrent",
      "consolidation.correctsId",
      "consolidation.status",
      "consolidation.number",
      "consolidation.notation",
      "consolidation.issuedOn",
      "consolidation.frozenAt",
      "consolidation.snapshotHash",
      "consolidation.historySeq",
      "consolidation.historyHash",
      "storedFile.name as signedFile",
      "publication.state as publicationState",
    ])
    .where("consolidation.roundId", "=", roundId)
    .orderBy("consolidation.edition", "desc")
    .execute()) as EditionLine[]

/** Corrections that wait for the director, by round. */
export async function readWaitingCorrections(db: Db, roundIds: readonly string[]): Promise<Set<string>> {
  if (roundIds.length === 0) return new Set()
  const rows = await db
    .selectFrom("correction")
    .innerJoin("consolidation", "consolidation.id", "correction.consolidationId")
    .select("consolidation.roundId")
    .where("correction.state", "=", "proposed")
    .where("consolidation.roundId", "in", roundIds)
    .execute()
  return new Set(rows.map((row) => row.roundId))
}
