import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Day } from "#shared/day.ts"
import type { Status } from "./consolidation.ts"
import type { Marks } from "./narrative.ts"
import type { Snapshot } from "./snapshot.ts"

export type ConsolidationHead = {
  id: string
  roundId: string
  status: Status
  snapshotHash: string | null
  frozenAt: Date | null
  historySeq: bigint | null
  historyHash: string | null
  number: string | null
  notation: string | null
  issuedOn: Day | null
  signerName: string | null
  receivedAt: Date | null
  returnReason: string | null
  marks: Marks
  /** Keys of the sentences that stand alone in the draft though others read alike. */
  parted: string[]
  version: number
}

export async function readConsolidation(db: Db, roundId: string): Promise<ConsolidationHead | undefined> {
  const row = await db
    .selectFrom("consolidation")
    .select([
      "id",
      "roundId",
      "status",
      "snapshotHash",
      "frozenAt",
      "historySeq",
      "historyHash",
      "number",
      "notation",
      "issuedOn",
      "signerName",
      "receivedAt",
      "returnReason",
      "marks",
      "parted",
      "version",
    ])
    .where("roundId", "=", roundId)
    .executeTakeFirst()
  return row as unknown as ConsolidationHead | undefined
}

const snapshotOf = prepared((db, value: Values<{ roundId: string }>) =>
  db.selectFrom("consolidation").select("snapshot").where("roundId", "=", value("roundId")),
)

/** The frozen content; undefined as long as the report is being worked on. */
export async function readSnapshot(db: Db, roundId: string): Promise<Snapshot | undefined> {
  const [row] = await snapshotOf(db, { roundId })
  return (row?.snapshot ?? undefined) as unknown as Snapshot | undefined
}

export const readNarrativeParts = (db: Db, roundId: string) =>
  db
    .selectFrom("narrativeSection")
    .innerJoin("consolidation", "consolidation.id", "narrativeSection.consolidationId")
    .leftJoin("person", "person.id", "narrativeSection.editedBy")
    .select([
      "narrativeSection.key",
      "narrativeSection.body",
      "narrativeSection.version",
      "narrativeSection.editedAt",
      "person.name as editedBy",
    ])
    .where("consolidation.roundId", "=", roundId)
    .execute()

export type PublicationLine = {
  id: string
  roundId: string
  roundName: string
  planTitle: string
  state: string
  proposedAt: Date
  decidedAt: Date | null
  reason: string | null
  version: number
  number: string | null
  notation: string | null
  issuedOn: Day | null
}

const publicationLines = (db: Db) =>
  db
    .selectFrom("publication")
    .innerJoin("consolidation", "consolidation.id", "publication.consolidationId")
    .innerJoin("round", "round.id", "consolidation.roundId")
    .innerJoin("plan", "plan.id", "publication.planId")
    .select([
      "publication.id",
      "round.id as roundId",
      "round.name as roundName",
      "plan.title as planTitle",
      "publication.state",
      "publication.proposedAt",
      "publication.decidedAt",
      "publication.reason",
      "publication.version",
      "consolidation.number",
      "consolidation.notation",
      "consolidation.issuedOn",
    ])

export const readPublications = (db: Db): Promise<PublicationLine[]> =>
  publicationLines(db).orderBy("publication.proposedAt", "desc").limit(100).execute()

export const readPublicationOf = (db: Db, roundId: string): Promise<PublicationLine | undefined> =>
  publicationLines(db).where("round.id", "=", roundId).executeTakeFirst()
