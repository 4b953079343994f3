import { createHash } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { templateFor } from "#features/document-templates/template-for.server.ts"
import { readMatrix } from "#features/reporting/read-matrix.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import { readSampleFiles, readSampleRecord } from "#features/sample-checks/read-samples.server.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import type { FileStore } from "#platform/files/file-store.ts"
import type { ZipPart } from "#platform/files/write-zip.server.ts"
import { historyOf } from "#platform/history/read-history.server.ts"
import type { OfficialDocument } from "#platform/official-documents/official-document.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { csvLine } from "#shared/csv.ts"
import { folded } from "#shared/folded.ts"
import { isFrozen, type Status } from "./consolidation.ts"
import { registeredAs } from "./correction.ts"
import { currentSnapshot } from "./current-snapshot.server.ts"
import { lateUnitsNotice } from "./late-units-document.ts"
import { outcomeWords } from "./outcome-words.ts"
import { type CorrectionLine, type EditionLine, readCorrections, readEditions } from "./read-corrections.server.ts"
import { consolidatedReport } from "./report-document.ts"
import { consolidatedSheets } from "./report-workbook.ts"
import type { Snapshot } from "./snapshot.ts"

/** The largest sum of attached files that one archive takes; those beyond it are named in the manifest with their hash. */
const MAX_FILE_BYTES = 2_000_000_000
const HISTORY_LINES = 50_000

const text = (path: string, content: string): ZipPart => ({ path, content: Buffer.from(content) })
const json = (path: string, value: unknown): ZipPart =>
  text(
    path,
    JSON.stringify(value, (_, each) => (typeof each === "bigint" ? each.toString() : each), 2),
  )

/**
 * The case file of a round, part after part: the documents, the data that they were made of, what units sent word for word each time,
 * the files that prove it, and the history. The manifest comes last and names every part with its size and SHA-256.
 */
export async function* caseFile(ctx: Ctx, round: Round, files: FileStore): AsyncGenerator<ZipPart> {
  const parts: { path: string; size: number; sha256: string }[] = []
  const missing: { path: string; sha256: string; why: string }[] = []
  for await (const part of contents(ctx, round, files, missing)) {
    const sha256 = createHash("sha256").update(part.content).digest("hex")
    parts.push({ path: part.path, size: part.content.length, sha256 })
    yield part
  }
  const editions = await readEditions(ctx.db, round.id)
  const { main } = mainEdition(editions)
  const corrections = await readCorrections(ctx.db, round.id)
  yield json("manifest.json", {
    round: { code: round.code, name: round.name, plan: round.planTitle },
    madeAt: ctx.now.toISOString(),
    madeBy: ctx.actor.name,
    isFrozen: Boolean(main?.snapshotHash),
    snapshotSha256: main?.snapshotHash ?? null,
    history: main?.historyHash ? { seq: main.historySeq, hash: main.historyHash } : null,
    edition: main?.edition ?? null,
    editions: editions.map((each) => editionInManifest(each, editions, corrections)),
    files: parts,
    missing,
  })
}

type Missing = { path: string; sha256: string; why: string }[]

async function* contents(ctx: Ctx, round: Round, files: FileStore, missing: Missing): AsyncGenerator<ZipPart> {
  const { main, others } = mainEdition(await readEditions(ctx.db, round.id))
  yield* editionFiles(ctx, round, files, main?.edition, "")
  for (const edition of others) yield* editionFiles(ctx, round, files, edition.edition, `ban-${edition.edition}/`)
  yield text("du-lieu/bao-cao.csv", await reportsCsv(ctx.db, round.id))
  yield json("du-lieu/lan-gui.json", await readSubmissionsOf(ctx.db, round.id))
  yield json("du-lieu/kiem-tra-mau.json", await readSampleRecord(ctx.db, round.id))
  yield json("lich-su/lich-su.json", await readHistoryOf(ctx.db, round.id))
  let size = 0
  for (const file of await readFilesOf(ctx.db, round.id)) {
    const path = `tep/${file.folder}/${file.id.slice(-12)}-${safe(file.name)}`
    size += file.size
    const content = size > MAX_FILE_BYTES ? undefined : await files.open(file.sha256)
    if (content) yield { path, content: await buffer(content.stream) }
    else missing.push({ path, sha256: file.sha256, why: size > MAX_FILE_BYTES ? "archiveFull" : "notInStore" })
  }
}

/** The documents and data of one version of the report, below a folder of its own where it is not the one that counts. */
async function* editionFiles(
  ctx: Ctx,
  round: Round,
  files: FileStore,
  edition: number | undefined,
  folder: string,
): AsyncGenerator<ZipPart> {
  const { snapshot, issue } = await currentSnapshot(ctx, round, edition)
  const fixedAt = new Date(snapshot.frozenAt)
  const inTemplate = async (kind: "consolidatedReport" | "lateUnits", document: OfficialDocument) =>
    renderDocx(document, await templateFor(ctx, files, { planId: round.planId, kind, fixedAt }))
  const report = await inTemplate("consolidatedReport", consolidatedReport(snapshot, issue))
  yield { path: `${folder}tai-lieu/bao-cao-tong-hop.docx`, content: report }
  yield { path: `${folder}tai-lieu/so-lieu.xlsx`, content: await writeWorkbook(consolidatedSheets(snapshot)) }
  yield {
    path: `${folder}tai-lieu/don-vi-gui-cham.docx`,
    content: await inTemplate("lateUnits", lateUnitsNotice(snapshot)),
  }
  yield json(`${folder}du-lieu/tong-hop.json`, snapshot)
  yield text(`${folder}du-lieu/nhiem-vu.csv`, tasksCsv(snapshot))
}

/** The version that counts, the last that was frozen, and the frozen ones before it; a draft only while nothing is frozen. */
export function mainEdition<Line extends { status: Status }>(editions: readonly Line[]) {
  const frozen = editions.filter((each) => isFrozen(each.status))
  const [main, ...others] = frozen.length > 0 ? frozen : editions
  return { main, others: frozen.length > 0 ? others : [] }
}

function editionInManifest(
  line: EditionLine,
  editions: readonly EditionLine[],
  corrections: readonly CorrectionLine[],
) {
  const opened = corrections.find((each) => each.openedId === line.id)
  return {
    edition: line.edition,
    status: line.status,
    number: line.number && registeredAs(line),
    issuedOn: line.issuedOn,
    corrects: editions.find((each) => each.id === line.correctsId)?.edition ?? null,
    reason: opened?.reason ?? null,
    proposed: opened ? { by: opened.proposedBy, at: opened.proposedAt } : null,
    decided: opened ? { by: opened.decidedBy, at: opened.decidedAt } : null,
    snapshotSha256: line.snapshotHash,
    history: line.historyHash ? { seq: line.historySeq, hash: line.historyHash } : null,
    signedFile: line.signedFile,
  }
}

/** A name that every system unpacks. */
const safe = (name: string): string => {
  const [, base = name, ending = ""] = /^(.*?)(\.\w{1,5})?$/.exec(name) ?? []
  return `${folded(base)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 80)}${ending.toLowerCase()}`
}

const BOM = "\uFEFF"

const tasksCsv = ({ figures }: Snapshot): string =>
  BOM +
  csvLine(["nhom", "ma", "nhiem_vu", "chu_tri", "thoi_han", "ket_qua", "ngay_hoan_thanh", "tien_do_phan_tram"]) +
  figures.tasks
    .map((task) =>
      csvLine([
        task.groupCode,
        task.code,
        task.title,
        task.leadGroupName ?? task.leads.map((lead) => lead.name),
        task.deadlineText,
        task.line && outcomeWords.vi[task.line],
        task.line?.startsWith("completed") ? task.completedOn : null,
        task.percentDone,
      ]),
    )
    .join("")

async function reportsCsv(db: Db, roundId: string): Promise<string> {
  const head = csvLine(["don_vi", "trang_thai", "dung_han", "gui_lan_dau", "so_lan_tra", "so_muc", "so_muc_da_tra_loi"])
  const lines = (await readMatrix(db, roundId)).map((line) =>
    csvLine([
      line.unitName,
      line.status,
      line.timeliness,
      line.firstSubmittedAt?.toISOString(),
      line.returns,
      line.entries,
      line.answered,
    ]),
  )
  return BOM + head + lines.join("")
}

/** Everything that was sent in the round, word for word, each time it was sent. */
const readSubmissionsOf = (db: Db, roundId: string) =>
  db
    .selectFrom("submission")
    .innerJoin("report", "report.id", "submission.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("person", "person.id", "submission.submittedBy")
    .select([
      "unit.name as unit",
      "submission.number",
      "submission.submittedAt",
      "person.name as submittedBy",
      "submission.content",
    ])
    .where("report.roundId", "=", roundId)
    .orderBy("unit.position")
    .orderBy("unit.name")
    .orderBy("submission.number")
    .execute()

/** What happened to the round, its reports and its consolidation, each line once, the oldest first. */
async function readHistoryOf(db: Db, roundId: string) {
  const page = { limit: HISTORY_LINES }
  const lines = await historyOf(db, roundId, page)
  for (const edition of await readEditions(db, roundId)) lines.push(...(await historyOf(db, edition.id, page)))
  const bySeq = new Map(lines.map((line) => [line.seq, line]))
  return [...bySeq.values()].sort((one, other) => (one.seq < other.seq ? -1 : 1))
}

/** The signed report, the proofs of entries that were sent, and scans of reports that came on paper. */
async function readFilesOf(db: Db, roundId: string) {
  const columns = ["storedFile.sha256", "storedFile.name", "storedFile.size"] as const
  const signed = await db
    .selectFrom("consolidation")
    .innerJoin("storedFile", "storedFile.id", "consolidation.signedFileId")
    .select(["consolidation.id", ...columns])
    .where("consolidation.roundId", "=", roundId)
    .execute()
  const scans = await db
    .selectFrom("report")
    .innerJoin("storedFile", "storedFile.id", "report.paperFileId")
    .select(["report.id", ...columns])
    .where("report.roundId", "=", roundId)
    .where("report.firstSubmittedAt", "is not", null)
    .execute()
  const proofs = await db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("storedFile", "storedFile.id", "evidence.storedFileId")
    .select(["evidence.id", ...columns])
    .where("report.roundId", "=", roundId)
    .where("report.status", "in", ["submitted", "accepted"])
    .where("evidence.removedAt", "is", null)
    .orderBy("evidence.id")
    .execute()
  return [
    ...signed.map((file) => ({ ...file, folder: "ban-ky" })),
    ...scans.map((file) => ({ ...file, folder: "ban-giay" })),
    ...proofs.map((file) => ({ ...file, folder: "minh-chung" })),
    ...(await readSampleFiles(db, roundId)).map((file) => ({ ...file, folder: "kiem-tra-mau" })),
  ]
}
