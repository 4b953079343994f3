import type { PublicSnapshot } from "#features/consolidation/snapshot.ts"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"

export type PublishedReport = {
  id: string
  /** 2 and more: a correction. */
  edition: number
  roundId: string
  roundCode: string
  roundName: string
  planSlug: string
  planTitle: string
  number: string | null
  notation: string | null
  issuedOn: Day | null
  publishedAt: Date
  contentHash: string
}

const approved = (db: Db) =>
  db
    .selectFrom("publication")
    .innerJoin("consolidation", "consolidation.id", "publication.consolidationId")
    .innerJoin("round", "round.id", "consolidation.roundId")
    .innerJoin("plan", "plan.id", "publication.planId")
    .select([
      "publication.id",
      "consolidation.edition",
      "round.id as roundId",
      "round.code as roundCode",
      "round.name as roundName",
      "plan.slug as planSlug",
      "plan.title as planTitle",
      "consolidation.number",
      "consolidation.notation",
      "consolidation.issuedOn",
      "publication.decidedAt as publishedAt",
      "publication.contentHash",
    ])
    .where("publication.state", "=", "approved")
    .orderBy("round.dueOn", "desc")

/**
 * What leadership approved for the public, newest first. Nothing else ever reaches the portal. A report that was corrected stands here in
 * its last published version only; `readEditions` has the former ones.
 */
export const readPublished = async (db: Db, planSlug?: string): Promise<PublishedReport[]> =>
  (await approved(db)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("publication as later")
            .innerJoin("consolidation as laterEdition", "laterEdition.id", "later.consolidationId")
            .select("later.id")
            .whereRef("laterEdition.roundId", "=", "consolidation.roundId")
            .whereRef("laterEdition.edition", ">", "consolidation.edition")
            .where("later.state", "=", "approved"),
        ),
      ),
    )
    .$if(planSlug !== undefined, (query) => query.where("plan.slug", "=", planSlug!))
    .limit(200)
    .execute()) as PublishedReport[]

const contents = new Map<string, PublicSnapshot>()
const KEPT = 40

/** The frozen content of a publication. It never changes once approved, so a process keeps the last ones that it read. */
export async function readContent(db: Db, publicationId: string): Promise<PublicSnapshot> {
  const kept = contents.get(publicationId)
  if (kept) return kept
  const row = await db
    .selectFrom("publication")
    .select("content")
    .where("id", "=", publicationId)
    .where("state", "=", "approved")
    .executeTakeFirst()
  if (!row?.content) throw new NotFound("publication")
  const content = row.content as unknown as PublicSnapshot
  if (contents.size >= KEPT) contents.delete(contents.keys().next().value!)
  contents.set(publicationId, content)
  return content
}

/** Every published version of the report of a round, the newest first. */
export const readEditions = async (db: Db, roundId: string): Promise<PublishedReport[]> =>
  (await approved(db)
    .where("consolidation.roundId", "=", roundId)
    .orderBy("consolidation.edition", "desc")
    .execute()) as PublishedReport[]

/** Published corrections of published reports, the newest first. */
export const readPublishedCorrections = async (db: Db): Promise<PublishedReport[]> =>
  (await approved(db)
    .where("consolidation.edition", ">", 1)
    .clearOrderBy()
    .orderBy("publication.decidedAt", "desc")
    .limit(50)
    .execute()) as PublishedReport[]

/** A version of a published report by its number, with the version that the public reads instead of it now. */
export async function readEdition(db: Db, planSlug: string, roundCode: string, edition: number) {
  const { report: present } = await readPublication(db, planSlug, roundCode)
  const report = (await readEditions(db, present.roundId)).find((each) => each.edition === edition)
  if (!report) throw new NotFound("edition")
  return { report, content: await readContent(db, report.id), replacedBy: report.id === present.id ? null : present }
}

/** One publication of a plan: by the code of its round, or the latest. */
export async function readPublication(
  db: Db,
  planSlug: string,
  roundCode?: string,
): Promise<{ report: PublishedReport; content: PublicSnapshot }> {
  const reports = await readPublished(db, planSlug)
  const report = roundCode === undefined ? reports[0] : reports.find((each) => each.roundCode === roundCode)
  if (!report) throw new NotFound("publication")
  return { report, content: await readContent(db, report.id) }
}
