import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import type { Answer } from "./entry.ts"
import type { FieldValues } from "./field-value.ts"
import { type AnswerLine, readAnswers } from "./read-answers.server.ts"
import { readTemplate } from "./read-template.server.ts"
import type { ReportTemplate } from "./report-template.ts"

export type EvidenceLine = {
  id: string
  entryId: string
  title: string
  number: string | null
  issuedOn: Day | null
  storedFileId: string | null
  link: string | null
  size: number | null
}
export type EntryLine = {
  id: string
  assignmentId: string
  taskId: string
  taskCode: string
  taskTitle: string
  taskProduct: string | null
  taskGroupId: string
  groupTitle: string
  deadlineText: string | null
  deadlineMeaning: string
  deadlineTo: Day | null
  isClaimant: boolean
  mode: "joint" | "each"
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
  fieldValues: FieldValues
  returnReason: string | null
  editedBy: string | null
  editedAt: Date | null
  version: number
  evidence: EvidenceLine[]
}

const entryLines = (db: Db) =>
  db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .selectAll("entry")
    .select([
      "task.code as taskCode",
      "task.title as taskTitle",
      "task.product as taskProduct",
      "task.deadlineText",
      "task.deadlineMeaning",
      "task.deadlineTo",
      "task.taskGroupId",
      "taskGroup.title as groupTitle",
      "assignment.isClaimant",
      "assignment.mode",
    ])

/** The entries of a report with their proofs, in the order of the plan. Two queries. */
export async function readEntries(db: Db, reportId: string): Promise<EntryLine[]> {
  const rows = await entryLines(db).where("entry.reportId", "=", reportId).orderBy("task.position").execute()
  const evidence = await readEvidence(db, (where) => where.where("entry.reportId", "=", reportId))
  return rows.map((row) => ({
    ...row,
    evidence: evidence.filter((each) => each.entryId === row.id),
  })) as unknown as EntryLine[]
}

export async function readEntry(db: Db, entryId: string): Promise<EntryLine & { reportId: string }> {
  const row = await entryLines(db).where("entry.id", "=", entryId).executeTakeFirst()
  if (!row) throw new NotFound("entry")
  const evidence = await readEvidence(db, (where) => where.where("evidence.entryId", "=", entryId))
  return { ...row, evidence } as unknown as EntryLine & { reportId: string }
}

const evidenceLines = (db: Db) =>
  db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .leftJoin("storedFile", "storedFile.id", "evidence.storedFileId")
    .select([
      "evidence.id",
      "evidence.entryId",
      "evidence.title",
      "evidence.number",
      "evidence.issuedOn",
      "evidence.storedFileId",
      "evidence.link",
      "storedFile.size",
    ])
    .where("evidence.removedAt", "is", null)
    .orderBy("evidence.id")

const readEvidence = (
  db: Db,
  narrow: (query: ReturnType<typeof evidenceLines>) => ReturnType<typeof evidenceLines>,
): Promise<EvidenceLine[]> => narrow(evidenceLines(db)).execute()

export type SectionLine = { key: string; body: string; isNone: boolean; version: number }
export const readSections = (db: Db, reportId: string): Promise<SectionLine[]> =>
  db.selectFrom("reportSection").select(["key", "body", "isNone", "version"]).where("reportId", "=", reportId).execute()

/** What is kept of a report when it is sent; `template`: what it was asked, unless that is the default. */
export type ReportContent = {
  entries: EntryLine[]
  sections: SectionLine[]
  answers?: AnswerLine[]
  template?: ReportTemplate
}
export const readReportContent = async (
  db: Db,
  { id, roundId, templateId }: { id: string; roundId: string; templateId: string | null },
): Promise<ReportContent> => ({
  ...(templateId ? { template: await readTemplate(db, templateId) } : {}),
  entries: await readEntries(db, id),
  sections: await readSections(db, id),
  answers: await readAnswers(db, roundId, id),
})

export type SubmissionLine = { number: number; submittedAt: Date; content: ReportContent; personName: string }

/** The last two sendings of a report, newest first: what changed since the return. */
export async function readSubmissions(db: Db, reportId: string): Promise<SubmissionLine[]> {
  const rows = await db
    .selectFrom("submission")
    .innerJoin("person", "person.id", "submission.submittedBy")
    .select(["submission.number", "submission.submittedAt", "submission.content", "person.name as personName"])
    .where("reportId", "=", reportId)
    .orderBy("number", "desc")
    .limit(2)
    .execute()
  return rows as unknown as SubmissionLine[]
}
