import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { done, refused } from "#shared/outcome.ts"
import type { Answer } from "./entry.ts"
import { answerWords } from "./entry-in-words.ts"
import type { FieldValues } from "./field-value.ts"
import { mayWrite } from "./permissions.ts"
import { type EntryBefore, readBefore } from "./read-before.server.ts"
import { readSections } from "./read-entries.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { canMove } from "./report.ts"
import { changesIn, type EntryToFill, readReportSheets, type SectionToFill } from "./report-sheets.ts"
import { beginDrafting, lockReport, saveSection, updateEntry } from "./report-store.server.ts"
import { fieldsFor } from "./report-template.ts"
import { sectionTitle } from "./section-words.ts"
import { checkedFields } from "./template-fields-store.server.ts"

const limits = { bytes: 5 * 1024 * 1024, rows: 5_000 }

type OfAssignment = { assignmentId: string; taskId: string }
type ToFill = { id: string; templateId: string | null }

/** The entries of a report with what the unit sent before on each task, in the order of the plan. Two queries. */
export async function readEntriesToFill(
  db: Db,
  { id: reportId, templateId }: ToFill,
): Promise<(EntryToFill & OfAssignment)[]> {
  const before = await readBefore(db, reportId)
  const template = await readTemplate(db, templateId)
  const rows = await db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .select([
      "entry.id",
      "entry.assignmentId",
      "entry.version",
      "task.code as taskCode",
      "task.title as taskTitle",
      "task.deadlineText",
      "entry.answer",
      "entry.percentDone",
      "entry.result",
      "entry.product",
      "entry.obstacle",
      "entry.proposal",
      "entry.nextStep",
      "entry.missingReason",
      "entry.doubtReason",
      "entry.fieldValues",
      "entry.taskId",
      "task.taskGroupId",
      "assignment.isClaimant",
    ])
    .where("entry.reportId", "=", reportId)
    .orderBy("task.position")
    .execute()
  return rows.map((row) => ({
    ...row,
    fields: fieldsFor(template, row),
    fieldValues: row.fieldValues as FieldValues,
    answer: row.answer as Answer | null,
    before: inWords(before.get(row.assignmentId)),
  }))
}

const inWords = (before: EntryBefore | undefined): string =>
  before
    ? [answerWords[before.answer], before.percentDone !== null && `${before.percentDone} %`, before.result.trim()]
        .filter(Boolean)
        .join("; ")
    : ""

/** Every section of a report, also those that are still empty. */
export async function readSectionsToFill(db: Db, { id, templateId }: ToFill): Promise<SectionToFill[]> {
  const known = new Map((await readSections(db, id)).map((section) => [section.key, section]))
  return (await readTemplate(db, templateId)).sections.map((section) => ({
    key: section.key,
    title: sectionTitle(section),
    body: known.get(section.key)?.body ?? "",
    isNone: known.get(section.key)?.isNone ?? false,
    version: known.get(section.key)?.version ?? 0,
  }))
}

/**
 * Takes in a report that was filled in as a workbook: all of it or nothing, every wrong cell named. What somebody entered meanwhile is
 * never overwritten.
 */
export async function fillReport(ctx: Ctx, input: { reportId: string; bytes: Uint8Array }) {
  const book = await readWorkbook(input.bytes, limits)
  if (!book.ok) return book
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
    if (!canMove(report, "edit")) return refused("report.locked")
    const entries = await readEntriesToFill(tx, report)
    const filled = readReportSheets(book.value, entries)
    if (!filled.ok) return filled
    const changes = changesIn(filled.value, entries, await readSectionsToFill(tx, report))
    if (changes.faults.length > 0)
      return refused("reportSheet.faults", {
        values: { count: changes.faults.length },
        details: changes.faults.map(({ address, code, values }) => ({ code, values: { ...values, address } })),
      })
    const count = changes.entries.length + changes.sections.length
    if (count === 0) return refused("reportSheet.nothingNew")
    const byId = new Map(entries.map((entry) => [entry.id, entry]))
    for (const { id, seenVersion, content, fieldValues } of changes.entries) {
      const fields = await checkedFields(tx, report, byId.get(id)!, fieldValues)
      if (!fields.ok) throw new Error(`${fields.refusal.code} after the cells were checked`)
      await updateEntry(ctx, tx, { entryId: id, seenVersion, content: { ...content, ...fields.value?.stored } })
    }
    for (const section of changes.sections) await saveSection(ctx, tx, report.id, section, section.seenVersion)
    await beginDrafting(ctx, tx, report)
    recordEvent(tx, "report.filledFromSheet", [report.id, ...changes.entries.map((entry) => entry.id)], {
      entries: changes.entries.length,
      sections: changes.sections.map((section) => section.key),
    })
    return done({ reportId: report.id, count })
  })
}
