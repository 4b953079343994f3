import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Day } from "#shared/day.ts"
import type { Status } from "./consolidation.ts"
import type { Marks } from "./narrative.ts"
import type { Snapshot } from "./snapshot.ts"

export type ConsolidationHead = {
  id: string
  roundId: string
  edition: number
  isCurrent: boolean
  /** The version that this one corrects. */
  correctsId: string | null
  /** A correction of the text alone: figures and sources are those of the former version. */
  keepsFigures: boolean
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

/** The version that is worked on or that counts; or another, by its number. */
export async function readConsolidation(
  db: Db,
  roundId: string,
  edition?: number,
): Promise<ConsolidationHead | undefined> {
  const row = await db
    .selectFrom("consolidation")
    .select([
      "id",
      "roundId",
      "edition",
      "isCurrent",
      "correctsId",
      "keepsFigures",
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
    .$if(edition === undefined, (query) => query.where("isCurrent", "=", true))
    .$if(edition !== undefined, (query) => query.where("edition", "=", edition!))
    .executeTakeFirst()
  return row as unknown as ConsolidationHead | undefined
}

const snapshotOf = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("consolidation")
    .select("snapshot")
    .where("roundId", "=", value("roundId"))
    .where("isCurrent", "=", true),
)

/** The frozen content of the present version; undefined as long as the report is being worked on. */
export async function readSnapshot(db: Db, roundId: string): Promise<Snapshot | undefined> {
  const [row] = await snapshotOf(db, { roundId })
  return (row?.snapshot ?? undefined) as unknown as Snapshot | undefined
}

/** The frozen content of one version. */
export async function readSnapshotOf(db: Db, consolidationId: string): Promise<Snapshot | undefined> {
  const row = await db
    .selectFrom("consolidation")
    .select("snapshot")
    .where("id", "=", consolidationId)
    .executeTakeFirst()
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
    .where("consolidation.isCurrent", "=", true)
    .execute()

export type PublicationLine = {
  id: string
  consolidationId: string
  edition: number
  roundId: string
  roundName: string
  planTitle: string
  state: string
  proposedAt: Date
  decidedAt: Date | null
  reason: string | null
  /** What the public is told about a correction. */
  correctionReason: string | null
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
      "publication.consolidationId",
      "publication.correctionReason",
      "consolidation.edition",
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

export const readPublicationOf = (db: Db, consolidationId: string): Promise<PublicationLine | undefined> =>
  publicationLines(db).where("consolidation.id", "=", consolidationId).executeTakeFirst()
