import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import { type Day, dayAt } from "#shared/day.ts"
import { mayEnterOnBehalf, mayReadSent, mayReview, maySubmit, mayWrite } from "./permissions.ts"
import type { Status, Timeliness } from "./report.ts"

export type ReportHead = {
  id: string
  roundId: string
  roundName: string
  roundKind: "calendar" | "request"
  request: string | null
  documentName: string
  templateId: string | null
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
  dueTime: string | null
  officeDueOn: Day
  isPlanClosed: boolean
  closedAt: Date | null
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
      "round.kind as roundKind",
      "round.request",
      "round.documentName",
      "round.templateId",
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
      "round.dueTime",
      "round.closedAt",
      "round.officeDueOn",
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
    .select((select) =>
      select
        .or([select("plan.supersededOn", "is not", null), select("round.closedAt", "is not", null)])
        .as("isPlanClosed"),
    )

export type ReportLine = Omit<ReportHead, "firstSubmittedOn" | "returnedOn">

/** The reports of one unit that still go somewhere: neither accepted nor of a closed round or a replaced plan. The soonest due first. */
export const readOpenReports = async (db: Db, unitId: string): Promise<ReportLine[]> =>
  (await reportHeads(db)
    .where("report.unitId", "=", unitId)
    .where("report.status", "!=", "accepted")
    .where("round.closedAt", "is", null)
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("round.dueOn")
    .limit(30)
    .execute()) as ReportLine[]

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
