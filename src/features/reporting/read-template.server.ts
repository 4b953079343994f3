import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import { recentlyUsed } from "#shared/recently-used.ts"
import { defaultTemplate, type ReportTemplate, type TemplateContent } from "./report-template.ts"

/** A version never changes once it is saved, so it is read once. */
const kept = recentlyUsed<ReportTemplate>(50)

const templateById = prepared((db, value: Values<{ templateId: string }>) =>
  db.selectFrom("reportTemplate").select(["version", "content"]).where("id", "=", value("templateId")),
)

/** What the reports of a round are made of. @param templateId of the round; null: the default (rule 16) */
export async function readTemplate(db: Db, templateId: string | null): Promise<ReportTemplate> {
  if (templateId === null) return defaultTemplate
  const known = kept.get(templateId)
  if (known) return known
  const [row] = await templateById(db, { templateId })
  if (!row) throw new NotFound("reportTemplate")
  const template = { version: row.version, ...(row.content as unknown as TemplateContent) }
  kept.set(templateId, template)
  return template
}

export const readTemplateOfRound = async (db: Db, roundId: string): Promise<ReportTemplate> => {
  const round = await db.selectFrom("round").select("templateId").where("id", "=", roundId).executeTakeFirstOrThrow()
  return readTemplate(db, round.templateId)
}

/** The version that the next round of a plan is opened with; null: the default. */
export const readCurrentTemplateId = async (db: Db, planId: string): Promise<string | null> =>
  (
    await db
      .selectFrom("reportTemplate")
      .select("id")
      .where("planId", "=", planId)
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst()
  )?.id ?? null

export type TemplateVersion = {
  id: string
  version: number
  note: string
  savedAt: Date
  savedBy: string | null
  /** Rounds that were opened with it or moved to it. */
  rounds: number
}

/** The versions of a plan, the newest first. */
export async function readTemplateVersions(db: Db, planId: string): Promise<TemplateVersion[]> {
  const rows = await db
    .selectFrom("reportTemplate")
    .leftJoin("person", "person.id", "reportTemplate.savedBy")
    .select((select) => [
      "reportTemplate.id",
      "reportTemplate.version",
      "reportTemplate.note",
      "reportTemplate.savedAt",
      "person.name as savedBy",
      select
        .selectFrom("round")
        .whereRef("round.templateId", "=", "reportTemplate.id")
        .select((count) => count.fn.countAll<string>().as("n"))
        .as("rounds"),
    ])
    .where("reportTemplate.planId", "=", planId)
    .orderBy("version", "desc")
    .limit(100)
    .execute()
  return rows.map((row) => ({ ...row, rounds: Number(row.rounds) }))
}

export type ScopeCodes = { groups: { id: string; code: string }[]; tasks: { id: string; code: string }[] }

/** Groups and tasks of a plan by their codes, for the scope of a field. Two queries. */
export async function readScopeCodes(db: Db, planId: string): Promise<ScopeCodes> {
  const groups = await db
    .selectFrom("taskGroup")
    .select(["id", "code"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  const tasks = await db
    .selectFrom("task")
    .select(["id", "code"])
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .orderBy("position")
    .execute()
  return { groups, tasks }
}
