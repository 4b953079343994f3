import type { Ctx, Tx } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { type Day, dayAt } from "#shared/day.ts"
import { noteWork } from "./note-work.server.ts"
import type { Report, Status, Timeliness } from "./report.ts"

export type LockedReport = Report & {
  roundId: string
  planId: string
  dueOn: Day
  dueTime: string | null
  obligation: "must" | "invited"
  /** The version of the report template that its round was opened with; null: the default. */
  templateId: string | null
  planOfficeUnitId: string
  confirmerUnitId: string | null
  /** Set while the plan office enters this report from signed paper (rule 5). */
  enteredByUnitId: string | null
  paperReceivedOn: Day | null
}

const lockedReport = prepared((db, value: Values<{ reportId: string }>) =>
  db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("plan", "plan.id", "round.planId")
    .selectAll("report")
    .select([
      "round.dueOn",
      "round.dueTime",
      "round.planId",
      "round.templateId",
      "plan.planOfficeUnitId",
      "plan.confirmerUnitId",
      "plan.supersededOn",
      "round.closedAt",
    ])
    .where("report.id", "=", value("reportId"))
    .forUpdate("report"),
)

/** The report, locked until the end of the command. Who may act on it is the command's question. */
export async function lockReport(ctx: Ctx, tx: Tx, reportId: string): Promise<LockedReport> {
  const [row] = await lockedReport(tx, { reportId })
  if (!row) throw new NotFound("report")
  const day = (instant: Date | null) => instant && dayAt(instant, ctx.timeZone)
  return {
    id: row.id,
    isPlanClosed: row.supersededOn !== null || row.closedAt !== null,
    enteredByUnitId: row.enteredByUnitId,
    paperReceivedOn: row.paperReceivedOn,
    unitId: row.unitId,
    roundId: row.roundId,
    planId: row.planId,
    templateId: row.templateId,
    status: row.status as Status,
    version: row.version,
    firstSubmittedOn: day(row.firstSubmittedAt),
    returnedOn: day(row.returnedAt),
    timeliness: row.timeliness as Timeliness | null,
    extendedTo: row.extendedTo,
    returns: row.returns,
    obligation: row.obligation as "must" | "invited",
    dueOn: row.dueOn,
    dueTime: row.dueTime,
    planOfficeUnitId: row.planOfficeUnitId,
    confirmerUnitId: row.confirmerUnitId,
  }
}

type ReportChange = Partial<{
  status: Status
  timeliness: Timeliness
  firstSubmittedAt: Date
  returnedAt: Date
  submittedBy: string | null
  returns: number
  reason: string | null
}>

/** Saves a move. Throws Stale when the page was older than the report. */
export async function saveMove(
  tx: Tx,
  report: { id: string },
  seenVersion: number,
  change: ReportChange,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("report")
    .set((set) => ({ ...change, version: set("version", "+", 1) }))
    .where("id", "=", report.id)
    .where("version", "=", seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Stale("report")
}

/** A report that somebody begins to write is being drafted; one that is being drafted already stays as it is. */
export async function beginDrafting(
  ctx: Ctx,
  tx: Tx,
  report: { id: string; unitId: string; status: Status },
): Promise<void> {
  await noteWork(ctx, tx, report)
  if (report.status === "notStarted")
    await tx.updateTable("report").set({ status: "drafting" }).where("id", "=", report.id).execute()
}

type EntryChange = { entryId: string; seenVersion: number; content: Record<string, unknown> }

/** @throws Stale when somebody saved the entry meanwhile */
export async function updateEntry(ctx: Ctx, tx: Tx, { entryId, seenVersion, content }: EntryChange): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("entry")
    .set((set) => ({ ...content, editedBy: ctx.actor.personId, editedAt: ctx.now, version: set("version", "+", 1) }))
    .where("id", "=", entryId)
    .where("version", "=", seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Stale("entry")
}

export type SectionInput = { key: string; body: string; isNone: boolean; seenVersion: number }

/** @param version where the section stands now, 0 before anybody wrote it @throws Stale when that is not what the person saw */
export async function saveSection(
  ctx: Ctx,
  tx: Tx,
  reportId: string,
  section: SectionInput,
  version: number,
): Promise<void> {
  if (version !== section.seenVersion) throw new Stale("section")
  const edit = { body: section.body, isNone: section.isNone, editedBy: ctx.actor.personId, editedAt: ctx.now }
  await tx
    .insertInto("reportSection")
    .values({ reportId, key: section.key, ...edit })
    .onConflict((conflict) =>
      conflict
        .columns(["reportId", "key"])
        .doUpdateSet((set) => ({ ...edit, version: set("reportSection.version", "+", 1) })),
    )
    .execute()
}
