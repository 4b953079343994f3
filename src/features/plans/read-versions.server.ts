import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { ChangeKind, IndicatorPatch, PlanChange, TaskPatch } from "./plan-change.ts"

const versions = (db: Db, planId: string) =>
  db
    .selectFrom("planVersion")
    .innerJoin("document", "document.id", "planVersion.documentId")
    .leftJoin("person", "person.id", "planVersion.recordedBy")
    .select([
      "planVersion.id",
      "planVersion.number",
      "planVersion.state",
      "planVersion.effectiveOn",
      "planVersion.summary",
      "planVersion.recordedAt",
      "planVersion.appliedAt",
      "planVersion.version",
      "planVersion.documentId",
      "person.name as recordedByName",
      "document.number as documentNumber",
      "document.notation",
      "document.title as documentTitle",
      "document.issuer",
      "document.issuedOn",
    ])
    .select((select) =>
      select
        .selectFrom("planChange")
        .whereRef("planChange.planVersionId", "=", "planVersion.id")
        .select((count) => count.fn.countAll<number>().as("changes"))
        .as("changes"),
    )
    .where("planVersion.planId", "=", planId)
    .where("planVersion.state", "<>", "discarded")

export type VersionLine = Awaited<ReturnType<typeof readVersions>>[number]

/** The versions of a plan, newest first. */
export const readVersions = async (db: Db, planId: string) =>
  (await versions(db, planId).orderBy("planVersion.number", "desc").limit(200).execute()).map((row) => ({
    ...row,
    state: row.state as "draft" | "recorded",
    changes: Number(row.changes),
  }))

/** @param number as in the address @throws NotFound */
export async function readVersion(db: Db, planId: string, number: number): Promise<VersionLine> {
  if (!Number.isInteger(number)) throw new NotFound("planVersion")
  const row = await versions(db, planId).where("planVersion.number", "=", number).executeTakeFirst()
  if (!row) throw new NotFound("planVersion")
  return { ...row, state: row.state as VersionLine["state"], changes: Number(row.changes) }
}

export type StoredChange = PlanChange & { id: string; position: number }

/** What the document of a version orders, in its order. */
export async function readVersionChanges(db: Db, planVersionId: string): Promise<StoredChange[]> {
  const rows = await db
    .selectFrom("planChange")
    .selectAll()
    .where("planVersionId", "=", planVersionId)
    .orderBy("position")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    kind: row.kind as ChangeKind,
    subject: row.subject as PlanChange["subject"],
    subjectId: row.subjectId,
    otherIds: row.otherIds,
    patch: row.patch as TaskPatch | IndicatorPatch,
    note: row.note,
    proposalId: row.proposalId,
  }))
}
