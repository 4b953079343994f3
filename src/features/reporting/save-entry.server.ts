import type { Ctx, Tx } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { type Answer, MAX_TEXT } from "./entry.ts"
import type { FieldValues } from "./field-value.ts"
import { mayWrite } from "./permissions.ts"
import { readBefore } from "./read-before.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { canMove } from "./report.ts"
import { beginDrafting, lockReport, type SectionInput, saveSection, updateEntry } from "./report-store.server.ts"
import { checkedFields } from "./template-fields-store.server.ts"

export type EntryInput = {
  entryId: string
  seenVersion: number
  content: {
    answer: Answer | null
    percentDone: number | null
    result: string
    product: string
    obstacle: string
    proposal: string
    nextStep: string
    missingReason: string
    consent: "consent" | "object" | null
    objection: string
    doubtReason: string
  }
  /** What was typed into the fields of the plan's template, by key; without it they stay as they are. */
  fieldValues?: FieldValues
}

/** Saves what a unit reports on one assignment, finished or not. Several officers of a unit may work on different entries at once. */
export function saveEntry(ctx: Ctx, input: EntryInput) {
  return inTransaction(ctx, async (tx) => {
    const entry = await openEntry(ctx, tx, input.entryId)
    if (!entry.ok) return entry
    const { report, before } = entry.value
    const reportId = report.id
    const fields = await checkedFields(tx, report, before, input.fieldValues)
    if (!fields.ok) return fields
    await updateEntry(ctx, tx, { ...input, content: { ...input.content, ...fields.value?.stored } })
    const changed = [...changedFields(before, input.content), ...(fields.value?.changed ?? [])]
    if (changed.length > 0) recordEvent(tx, "entry.saved", [input.entryId, reportId], { changed })
    return done({ reportId, version: input.seenVersion + 1 })
  })
}

const entryByIdentity = prepared((db, value: Values<{ entryId: string }>) =>
  db.selectFrom("entry").selectAll().where("id", "=", value("entryId")),
)

/** Locks the report of an entry and checks that this person may write into it now; the report is then being drafted. */
export async function openEntry(ctx: Ctx, tx: Tx, entryId: string) {
  const [found] = await entryByIdentity(tx, { entryId })
  if (!found) throw new NotFound("entry")
  const report = await lockReport(ctx, tx, found.reportId)
  if (!mayWrite(ctx.actor, report)) throw new NotFound("entry")
  if (!canMove(report, "edit")) return refused("report.locked")
  await beginDrafting(ctx, tx, report)
  return done({ report, reportId: report.id, before: found })
}

const changedFields = (before: Record<string, unknown>, after: Record<string, unknown>): string[] =>
  Object.keys(after).filter((field) => (before[field] ?? "") !== (after[field] ?? ""))

/** "Giữ nguyên như kỳ trước" for every entry that is still unanswered and has something to keep. */
export function keepUnanswered(ctx: Ctx, input: { reportId: string }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
    if (!canMove(report, "edit")) return refused("report.locked")
    const before = await readBefore(tx, report.id)
    const kept = await tx
      .updateTable("entry")
      .set((set) => ({
        answer: "nothingChanged",
        editedBy: ctx.actor.personId,
        editedAt: ctx.now,
        version: set("version", "+", 1),
      }))
      .where("reportId", "=", report.id)
      .where("answer", "is", null)
      .where("assignmentId", "in", [...before.keys(), report.id]) // the report's own identity belongs to no assignment
      .returning("id")
      .execute()
    if (kept.length === 0) return refused("entry.nothingToKeep")
    await beginDrafting(ctx, tx, report)
    recordEvent(tx, "entry.kept", [report.id, ...kept.map((each) => each.id)], { count: kept.length })
    return done({ reportId: report.id, kept: kept.length })
  })
}

/**
 * The general sections of the report: direction and administration, shortcomings, proposals, priorities of the next period (rule 16).
 * All of them or none; a section that is left as it was is not touched.
 */
export function saveSections(ctx: Ctx, input: { reportId: string; sections: readonly SectionInput[] }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
    if (!canMove(report, "edit")) return refused("report.locked")
    const before = new Map(
      (await tx.selectFrom("reportSection").selectAll().where("reportId", "=", report.id).execute()).map((each) => [
        each.key,
        each,
      ]),
    )
    const asked = (await readTemplate(tx, report.templateId)).sections
    if (input.sections.some(({ key }) => !before.has(key) && !asked.some((section) => section.key === key)))
      throw new NotFound("section")
    const long = input.sections.find((section) => section.body.length > MAX_TEXT)
    if (long) return refused("form.tooLong", { field: long.key, values: { max: MAX_TEXT } })
    const contradictory = input.sections.find((section) => section.isNone && section.body.trim() !== "")
    if (contradictory) return refused("section.noneWithText", { field: `${contradictory.key}-none` })
    const changed = input.sections.filter(({ key, body, isNone }) => {
      const old = before.get(key)
      return body !== (old?.body ?? "") || isNone !== (old?.isNone ?? false)
    })
    for (const section of changed) await saveSection(ctx, tx, report.id, section, before.get(section.key)?.version ?? 0)
    await beginDrafting(ctx, tx, report)
    if (changed.length > 0) recordEvent(tx, "section.saved", report.id, { keys: changed.map((each) => each.key) })
    const versions = input.sections.map((section) => {
      const old = before.get(section.key)?.version ?? 0
      return [section.key, changed.includes(section) ? old + 1 : old] as const
    })
    return done({ reportId: report.id, versions: Object.fromEntries(versions) })
  })
}
