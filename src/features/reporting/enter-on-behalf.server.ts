import type { Ctx, Tx } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import type { UploadedFile } from "./evidence.server.ts"
import { mayEnterOnBehalf } from "./permissions.ts"
import { canMove } from "./report.ts"
import { lockReport } from "./report-store.server.ts"

export type PaperReport = {
  reportId: string
  seenVersion: number
  number: string
  issuedOn: Day
  /** The day on which the paper came: it decides whether the report was in time. */
  receivedOn: Day
  signer: string
  file: UploadedFile | undefined
  isNotSecret: boolean
}

/**
 * The plan office takes over the entry of a report that came on paper: number, day, signer and the signed scan first, then the same
 * pages that the unit would use. The report is marked as entered on behalf for ever (rule 5).
 */
export function enterOnBehalf(ctx: Ctx, input: PaperReport) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!mayEnterOnBehalf(ctx.actor, report)) return refused("onBehalf.onlyOffice")
    if (!canMove(report, "edit")) return refused("report.locked")
    if (report.version !== input.seenVersion) throw new Stale("report")
    const [number, signer] = [input.number.trim(), input.signer.trim()]
    if (number === "") return refused("onBehalf.noNumber", { field: "number" })
    if (signer === "") return refused("onBehalf.noSigner", { field: "signer" })
    if (input.issuedOn > input.receivedOn) return refused("onBehalf.beforeIssue", { field: "receivedOn" })
    if (input.receivedOn > ctx.today) return refused("onBehalf.inFuture", { field: "receivedOn" })
    if (!input.file) return refused("onBehalf.noScan", { field: "file" })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const paperFileId = await keepScan(ctx, tx, input.file)
    await tx
      .updateTable("report")
      .set((set) => ({
        enteredByUnitId: ctx.actor.seat!.unitId,
        paperNumber: number,
        paperIssuedOn: input.issuedOn,
        paperReceivedOn: input.receivedOn,
        paperSigner: signer,
        paperFileId,
        version: set("version", "+", 1),
      }))
      .where("id", "=", report.id)
      .execute()
    recordEvent(tx, "report.enteredOnBehalf", [report.id, report.roundId, report.unitId], {
      number,
      issuedOn: formatDay(input.issuedOn),
      receivedOn: formatDay(input.receivedOn),
      sha256: input.file.sha256,
    })
    return done({ reportId: report.id })
  })
}

async function keepScan(ctx: Ctx, tx: Tx, file: UploadedFile): Promise<string> {
  const id = ctx.newId()
  const { personId, seat } = ctx.actor
  await tx
    .insertInto("storedFile")
    .values({ id, ...file, unitId: seat!.unitId, uploadedBy: personId!, uploadedAt: ctx.now })
    .execute()
  return id
}
