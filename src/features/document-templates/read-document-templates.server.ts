import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { TemplateReading } from "#platform/official-documents/template-reading.ts"
import { type DocumentKind, documentKinds, stateOf, type TemplateVersion } from "./document-template.ts"

const versionRows = (db: Db, planId: string) =>
  db
    .selectFrom("documentTemplate")
    .leftJoin("storedFile", "storedFile.id", "documentTemplate.storedFileId")
    .leftJoin("person", "person.id", "documentTemplate.uploadedBy")
    .select([
      "documentTemplate.id",
      "documentTemplate.kind",
      "documentTemplate.version",
      "documentTemplate.note",
      "documentTemplate.reading",
      "documentTemplate.uploadedAt",
      "documentTemplate.fromOn",
      "documentTemplate.inForceAt",
      "documentTemplate.discardedAt",
      "storedFile.sha256",
      "storedFile.name as fileName",
      "storedFile.mime",
      "person.name as uploadedBy",
    ])
    .where("documentTemplate.planId", "=", planId)
    .orderBy("documentTemplate.version", "desc")

type Row = Awaited<ReturnType<ReturnType<typeof versionRows>["execute"]>>[number]
export type TemplateLine = Omit<Row, "kind" | "reading"> &
  TemplateVersion & { kind: DocumentKind; reading: Partial<TemplateReading> }

const shaped = (row: Row): TemplateLine => ({
  ...row,
  kind: row.kind as DocumentKind,
  reading: row.reading as Partial<TemplateReading>,
  hasFile: row.sha256 !== null,
})

/** All versions of one kind, the newest first. */
export const readKindVersions = async (db: Db, planId: string, kind: DocumentKind): Promise<TemplateLine[]> =>
  (await versionRows(db, planId).where("documentTemplate.kind", "=", kind).execute()).map(shaped)

/** Every kind of document with its versions and their states. */
export async function readDocumentTemplates(ctx: Ctx, planId: string) {
  const rows = (await versionRows(ctx.db, planId).execute()).map(shaped)
  return documentKinds.map((kind) => {
    const versions = rows.filter((row) => row.kind === kind)
    return { kind, versions: versions.map((each) => withState(ctx, each, versions)) }
  })
}

const withState = (ctx: Ctx, line: TemplateLine, versions: readonly TemplateLine[]) => ({
  ...line,
  state: stateOf(line, versions, { at: ctx.now, on: ctx.today }),
})

/** One version, for who may see the templates of its plan. @throws NotFound */
export async function readDocumentTemplate(ctx: Ctx, planId: string, templateId: string) {
  const row = await versionRows(ctx.db, planId).where("documentTemplate.id", "=", templateId).executeTakeFirst()
  if (!row) throw new NotFound("documentTemplate")
  const line = shaped(row)
  return withState(ctx, line, await readKindVersions(ctx.db, planId, line.kind))
}

const files = { consolidatedReport: "bao-cao", lateUnits: "don-vi-cham", submission: "to-trinh" }

/** Where the newest document of a kind stands, to try a template with: its address as Word; undefined when there is none yet. */
export async function newestDocument(
  db: Db,
  plan: { id: string; slug: string },
  kind: DocumentKind,
): Promise<string | undefined> {
  if (kind === "review") return `/ke-hoach/${plan.slug}/ra-soat/word`
  if (kind === "submission") {
    const row = await db
      .selectFrom("amendmentSubmission")
      .select("id")
      .where("planId", "=", plan.id)
      .orderBy("createdAt", "desc")
      .executeTakeFirst()
    if (row) return `/to-trinh/${row.id}/word`
  }
  if (kind === "unitReport") {
    const row = await db
      .selectFrom("report")
      .innerJoin("round", "round.id", "report.roundId")
      .select("report.id")
      .where("round.planId", "=", plan.id)
      .where("report.firstSubmittedAt", "is not", null)
      .orderBy("report.firstSubmittedAt", "desc")
      .executeTakeFirst()
    return row && `/bao-cao/${row.id}/word`
  }
  const round = await db
    .selectFrom("round")
    .select("id")
    .where("planId", "=", plan.id)
    .where("kind", "=", "calendar")
    .orderBy("dueOn", "desc")
    .executeTakeFirst()
  return round && `/tong-hop/${round.id}/tep/${files[kind]}.docx`
}
