import type { Ctx, Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import { type Day, dayAt } from "#shared/day.ts"
import type { Answer } from "./entry.ts"
import { mayEnterOnBehalf, mayReadSent, mayReview, maySubmit, mayWrite } from "./permissions.ts"
import type { Status, Timeliness } from "./report.ts"

export type ReportHead = {
  id: string
  roundId: string
  roundName: string
  documentName: string
  planId: string
  planSlug: string
  planTitle: string
  planNumber: string | null
  planNotation: string | null
  planIssuedOn: Day | null
  planIssuer: string | null
  isIllustrative: boolean
  unitId: string
  unitName: string
  obligation: "must" | "invited"
  status: Status
  timeliness: Timeliness | null
  dueOn: Day
  asOfOn: Day
  extendedTo: Day | null
  firstSubmittedAt: Date | null
  /** The same instants as days in the instance's time zone. */
  firstSubmittedOn: Day | null
  returnedOn: Day | null
  returns: number
  reason: string | null
  version: number
  planOfficeUnitId: string
  planOfficeName: string
  confirmerUnitId: string | null
  enteredByUnitId: string | null
  paperNumber: string | null
  paperIssuedOn: Day | null
  paperReceivedOn: Day | null
  paperSigner: string | null
}

/**
 * A report that this person may see: their own unit's, or one that was sent and that their seat reads. A draft of another unit is not
 * found, as if it did not exist.
 */
export async function readReport(
  { db, actor, timeZone }: Ctx & { actor: Actor },
  reportId: string,
): Promise<ReportHead> {
  const found = await reportHeads(db).where("report.id", "=", reportId).executeTakeFirst()
  const row = found && (withDays(found, timeZone) as ReportHead)
  if (!row) throw new NotFound("report")
  const wasSent = row.firstSubmittedAt !== null
  if (mayWrite(actor, row) || maySubmit(actor, row) || (wasSent && (mayReadSent(actor, row) || mayReview(actor, row))))
    return row
  throw new NotFound("report")
}

const withDays = <Row extends { firstSubmittedAt: Date | null; returnedAt: Date | null }>(
  row: Row,
  timeZone: string,
) => ({
  ...row,
  firstSubmittedOn: row.firstSubmittedAt && dayAt(row.firstSubmittedAt, timeZone),
  returnedOn: row.returnedAt && dayAt(row.returnedAt, timeZone),
})

const reportHeads = (db: Db) =>
  db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("plan", "plan.id", "round.planId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("unit as office", "office.id", "plan.planOfficeUnitId")
    .innerJoin("document", "document.id", "plan.documentId")
    .select([
      "report.id",
      "document.number as planNumber",
      "document.notation as planNotation",
      "document.issuedOn as planIssuedOn",
      "document.issuer as planIssuer",
      "report.roundId",
      "round.name as roundName",
      "round.documentName",
      "round.planId",
      "plan.slug as planSlug",
      "plan.title as planTitle",
      "plan.isIllustrative",
      "report.unitId",
      "unit.name as unitName",
      "report.obligation",
      "report.status",
      "report.timeliness",
      "round.dueOn",
      "round.asOfOn",
      "report.extendedTo",
      "report.firstSubmittedAt",
      "report.returnedAt",
      "report.returns",
      "report.reason",
      "report.version",
      "plan.planOfficeUnitId",
      "office.name as planOfficeName",
      "plan.confirmerUnitId",
      "report.enteredByUnitId",
      "report.paperNumber",
      "report.paperIssuedOn",
      "report.paperReceivedOn",
      "report.paperSigner",
    ])
    .select((select) => select("plan.supersededOn", "is not", null).as("isPlanClosed"))

export type ReportLine = Omit<ReportHead, "firstSubmittedOn" | "returnedOn">

/** The reports of one unit, newest round first. */
export const readReportsOfUnit = async (db: Db, unitId: string): Promise<ReportLine[]> =>
  (await reportHeads(db)
    .where("report.unitId", "=", unitId)
    .orderBy("round.dueOn", "desc")
    .limit(60)
    .execute()) as ReportLine[]

/** Reports of all units that were sent, the latest first. @param limit at most so many */
export const readSentReports = async (db: Db, limit: number): Promise<ReportLine[]> =>
  (await reportHeads(db)
    .where("report.firstSubmittedAt", "is not", null)
    .orderBy("report.firstSubmittedAt", "desc")
    .limit(limit)
    .execute()) as ReportLine[]

export type EvidenceLine = {
  id: string
  entryId: string
  title: string
  number: string | null
  issuedOn: Day | null
  storedFileId: string | null
  size: number | null
}
export type EntryLine = {
  id: string
  assignmentId: string
  taskId: string
  taskCode: string
  taskTitle: string
  taskProduct: string | null
  groupTitle: string
  deadlineText: string | null
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
  returnReason: string | null
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
      "storedFile.size",
    ])
    .where("evidence.removedAt", "is", null)
    .orderBy("evidence.id")

const readEvidence = (
  db: Db,
  narrow: (query: ReturnType<typeof evidenceLines>) => ReturnType<typeof evidenceLines>,
): Promise<EvidenceLine[]> => narrow(evidenceLines(db)).execute()

export type SectionLine = { key: string; body: string; version: number }
export const readSections = (db: Db, reportId: string): Promise<SectionLine[]> =>
  db.selectFrom("reportSection").select(["key", "body", "version"]).where("reportId", "=", reportId).execute()

/** The last answer that was sent on the same assignment before this report: the reporter has it at hand. */
export async function readPreviousEntry(db: Db, entry: { assignmentId: string; reportId: string }) {
  return db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .select([
      "entry.answer",
      "entry.percentDone",
      "entry.result",
      "entry.product",
      "entry.obstacle",
      "entry.proposal",
      "entry.nextStep",
      "round.name as roundName",
    ])
    .where("entry.assignmentId", "=", entry.assignmentId)
    .where("entry.reportId", "!=", entry.reportId)
    .where("report.firstSubmittedAt", "is not", null)
    .orderBy("round.dueOn", "desc")
    .limit(1)
    .executeTakeFirst()
}

export type ReportContent = { entries: EntryLine[]; sections: SectionLine[] }
export const readReportContent = async (db: Db, reportId: string): Promise<ReportContent> => ({
  entries: await readEntries(db, reportId),
  sections: await readSections(db, reportId),
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

export type MatrixLine = {
  reportId: string
  unitId: string
  unitName: string
  unitKind: string
  obligation: "must" | "invited"
  status: Status
  timeliness: Timeliness | null
  firstSubmittedAt: Date | null
  returns: number
  entries: number
  answered: number
  version: number
}

const matrixRows = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .leftJoin("entry", "entry.reportId", "report.id")
    .select((select) => [
      "report.id as reportId",
      "report.unitId",
      "unit.name as unitName",
      "unit.kind as unitKind",
      "report.obligation",
      "report.status",
      "report.timeliness",
      "report.firstSubmittedAt",
      "report.returns",
      "report.version",
      select.fn.count("entry.id").as("entries"),
      select.fn.count("entry.answer").as("answered"),
    ])
    .where("report.roundId", "=", value("roundId"))
    .groupBy(["report.id", "unit.id"])
    .orderBy("unit.position")
    .orderBy("unit.name"),
)

/** All units of a round with the state of their report. One query, one row for each unit. */
export async function readMatrix(db: Db, roundId: string): Promise<MatrixLine[]> {
  const rows = await matrixRows(db, { roundId })
  return rows.map((row) => ({ ...row, entries: Number(row.entries), answered: Number(row.answered) })) as MatrixLine[]
}

export type ClaimLine = {
  id: string
  taskId: string
  taskCode: string
  taskTitle: string
  unitName: string
  unitId: string
  product: string
  claimedOn: Day
  completedOn: Day
  decideBy: Day
  version: number
  entryId: string
  planSlug: string
}

/** Claims that wait for a decision of one confirming unit, oldest first. */
export async function readAwaitingClaims(db: Db, confirmingUnitId: string, limit = 200): Promise<ClaimLine[]> {
  return db
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .innerJoin("entry", "entry.id", "claim.entryId")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select([
      "claim.id",
      "task.id as taskId",
      "task.code as taskCode",
      "task.title as taskTitle",
      "unit.name as unitName",
      "unit.id as unitId",
      "entry.product",
      "claim.claimedOn",
      "claim.completedOn",
      "claim.decideBy",
      "claim.version",
      "claim.entryId",
      "plan.slug as planSlug",
    ])
    .where("claim.state", "=", "awaiting")
    .where((where) => {
      const officeLeads = where.exists(
        where
          .selectFrom("assignment as own")
          .whereRef("own.taskId", "=", "task.id")
          .whereRef("own.unitId", "=", "plan.planOfficeUnitId")
          .where("own.endedOn", "is", null)
          .select("own.id"),
      )
      return where.or([
        where.and([where("plan.planOfficeUnitId", "=", confirmingUnitId), where.not(officeLeads)]),
        where.and([where("plan.confirmerUnitId", "=", confirmingUnitId), officeLeads]),
      ])
    })
    .orderBy("claim.decideBy")
    .orderBy("claim.id")
    .limit(limit)
    .execute()
}

/** The head of a report that the plan office may enter for its unit, sent or not. @throws NotFound */
export async function readReportToEnter(
  { db, actor, timeZone }: Ctx & { actor: Actor },
  reportId: string,
): Promise<ReportHead> {
  const found = await reportHeads(db).where("report.id", "=", reportId).executeTakeFirst()
  const row = found && (withDays(found, timeZone) as ReportHead)
  if (!row || !mayEnterOnBehalf(actor, row)) throw new NotFound("report")
  return row
}

/** @throws NotFound also where the person may not see the report */
export async function readPaperScan(ctx: Ctx & { actor: Actor }, reportId: string) {
  const report = await readReport(ctx, reportId)
  const file = await ctx.db
    .selectFrom("report")
    .innerJoin("storedFile", "storedFile.id", "report.paperFileId")
    .select(["storedFile.sha256", "storedFile.name", "storedFile.mime"])
    .where("report.id", "=", report.id)
    .executeTakeFirst()
  if (!file) throw new NotFound("paperScan")
  return file
}
