import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import type { Answer } from "./entry.ts"
import { type ComparedField, comparedFields, doubtsOf, type EntryFacts } from "./entry-check.ts"
import type { FieldValues } from "./field-value.ts"
import { readAnswers } from "./read-answers.server.ts"
import { type EntryBefore, readBefore } from "./read-before.server.ts"
import { readSections } from "./read-entries.server.ts"
import { readTemplate } from "./read-template.server.ts"
import type { CompletenessInput } from "./report.ts"
import { adjustableTexts, fieldsFor, type ReportTemplate } from "./report-template.ts"
import { sectionTitle } from "./section-words.ts"

/** What the completeness check needs, for all entries of a report, in at most six queries. */
export async function readCompleteness(db: Db, reportId: string): Promise<CompletenessInput> {
  const rows = await entriesForCheck(db, { reportId })
  const before = await readBefore(db, reportId)
  const { roundId, templateId } = await db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .select(["report.roundId", "round.templateId"])
    .where("report.id", "=", reportId)
    .executeTakeFirstOrThrow()
  const template = await readTemplate(db, templateId)
  return {
    questions: await readAnswers(db, roundId, reportId),
    sections: await requiredSections(db, reportId, template),
    entries: rows.map((row) => ({
      ...row,
      answer: row.answer as Answer | null,
      consent: row.consent as "consent" | "object" | null,
      evidenceCount: Number(row.evidenceCount),
      hasPrevious: before.has(row.assignmentId),
      doubts: doubtsOf(factsOf(row, before.get(row.assignmentId))),
      asked: {
        fields: fieldsFor(template, row),
        values: row.fieldValues as FieldValues,
        emptyTexts: adjustableTexts.filter((text) => template.asks[text] === "required" && row[text].trim() === ""),
      },
    })),
  }
}

async function requiredSections(db: Db, reportId: string, template: ReportTemplate) {
  const required = template.sections.filter((section) => section.isRequired)
  if (required.length === 0) return []
  const filled = new Set(
    (await readSections(db, reportId))
      .filter((section) => section.isNone || section.body.trim() !== "")
      .map((section) => section.key),
  )
  return required.map((section) => ({
    key: section.key,
    title: sectionTitle(section),
    isFilled: filled.has(section.key),
  }))
}

type CheckRow = Awaited<ReturnType<typeof entriesForCheck>>[number]
const factsOf = (row: CheckRow, before: EntryBefore | undefined): EntryFacts => ({
  answer: row.answer as Answer | null,
  percentDone: row.percentDone,
  hasProduct: row.product.trim() !== "",
  evidenceCount: Number(row.evidenceCount),
  isClaimant: row.isClaimant,
  isObjected: row.consent === "object",
  isOutlying: row.isOutlying,
  before: before
    ? {
        answer: before.answer,
        percentDone: before.percentDone,
        differs: Object.fromEntries(comparedFields.map((field) => [field, before[field] !== row[field]])) as Record<
          ComparedField,
          boolean
        >,
      }
    : null,
})

const entriesForCheck = prepared((db, value: Values<{ reportId: string }>) =>
  db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .select((select) => [
      "entry.id",
      "entry.assignmentId",
      "entry.answer",
      "entry.percentDone",
      "entry.result",
      "entry.product",
      "entry.obstacle",
      "entry.proposal",
      "entry.nextStep",
      "entry.missingReason",
      "entry.doubtReason",
      "entry.consent",
      "entry.objection",
      "entry.fieldValues",
      "entry.isOutlying",
      "entry.taskId",
      "task.taskGroupId",
      "task.code as taskCode",
      "assignment.isClaimant",
      select
        .selectFrom("evidence")
        .whereRef("evidence.entryId", "=", "entry.id")
        .where("evidence.removedAt", "is", null)
        .select((count) => count.fn.countAll<string>().as("n"))
        .as("evidenceCount"),
    ])
    .where("entry.reportId", "=", value("reportId"))
    .orderBy("task.position"),
)

/** Days off and worked weekends, as entered by the administrator. */
export async function readCalendar(db: Db): Promise<WorkingCalendar> {
  const days = await db.selectFrom("holiday").select(["onDay", "isWorked"]).execute()
  return {
    holidays: new Set(days.filter((day) => !day.isWorked).map((day) => day.onDay)),
    workedWeekends: new Set(days.filter((day) => day.isWorked).map((day) => day.onDay)),
  }
}
