import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { FileStore } from "#platform/files/file-store.ts"
import { historyOf } from "#platform/history/read-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { isId } from "#shared/id.ts"
import { mayWrite } from "./permissions.ts"
import { readReport } from "./read-report.server.ts"

/** As many tasks as a page shows. */
const USES = 50
const EVENTS = 200

/** A proof as its page shows it, for whoever may see the report that it belongs to. @throws NotFound for anybody else */
export async function readEvidenceView(ctx: Ctx & { actor: Actor }, evidenceId: string) {
  const row = isId(evidenceId) ? await evidenceRow(ctx.db, evidenceId) : undefined
  if (!row) throw new NotFound("evidence")
  const report = await readReport(ctx, row.reportId)
  const isOwn = mayWrite(ctx.actor, report)
  const order = await ctx.db
    .selectFrom("evidence")
    .select(["id", "title"])
    .where("entryId", "=", row.entryId)
    .where((where) => where.or([where("removedAt", "is", null), where("id", "=", evidenceId)]))
    .orderBy("id")
    .execute()
  const at = order.findIndex((each) => each.id === evidenceId)
  return {
    evidence: row,
    report: { id: report.id, roundId: report.roundId, roundName: report.roundName, unitName: report.unitName },
    isOwn,
    attached: await whoAttached(ctx.db, evidenceId),
    uses: await readUses(ctx.db, row, report.unitId, isOwn),
    place: { index: at + 1, count: order.length },
    previous: order[at - 1] ?? null,
    next: order[at + 1] ?? null,
  }
}

const evidenceRow = (db: Db, evidenceId: string) =>
  db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("task", "task.id", "entry.taskId")
    .leftJoin("storedFile", "storedFile.id", "evidence.storedFileId")
    .select([
      "evidence.id",
      "evidence.entryId",
      "evidence.title",
      "evidence.number",
      "evidence.issuedOn",
      "evidence.link",
      "evidence.reusedFrom",
      "evidence.removedAt",
      "entry.reportId",
      "task.code as taskCode",
      "storedFile.sha256",
      "storedFile.name as fileName",
      "storedFile.mime",
      "storedFile.size",
    ])
    .where("evidence.id", "=", evidenceId)
    .executeTakeFirst()

/** The oldest event about a proof is the one that attached it; those of its further uses come later. */
async function whoAttached(db: Db, evidenceId: string): Promise<{ by: string | null; at: string } | null> {
  const lines = await historyOf(db, evidenceId, { limit: EVENTS })
  const added = lines.filter((line) => line.kind === "evidence.added" || line.kind === "evidence.reused").at(-1)
  return added ? { by: added.personName, at: added.at } : null
}

/** Tasks of the unit's reports where this proof stands, or the same file again; of other units only what was sent. */
async function readUses(
  db: Db,
  { id, reusedFrom, sha256 }: { id: string; reusedFrom: string | null; sha256: string | null },
  unitId: string,
  isOwn: boolean,
) {
  const origin = reusedFrom ?? id
  return db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("plan", "plan.id", "round.planId")
    .innerJoin("task", "task.id", "entry.taskId")
    .leftJoin("storedFile", "storedFile.id", "evidence.storedFileId")
    .select([
      "evidence.id",
      "task.id as taskId",
      "task.code",
      "task.title",
      "plan.slug as planSlug",
      "round.name as roundName",
    ])
    .where("report.unitId", "=", unitId)
    .where("evidence.removedAt", "is", null)
    .where((where) =>
      where.or([
        where("evidence.id", "=", origin),
        where("evidence.reusedFrom", "=", origin),
        ...(sha256 ? [where("storedFile.sha256", "=", sha256)] : []),
      ]),
    )
    .$if(!isOwn, (query) => query.where("report.firstSubmittedAt", "is not", null))
    .orderBy("evidence.id")
    .limit(USES)
    .execute()
}

/** The beginning of a text file. @param limit in bytes; a letter cut in half is left out */
export async function readStart(
  files: FileStore,
  sha256: string,
  limit: number,
): Promise<{ text: string; isCut: boolean }> {
  const content = await files.open(sha256)
  if (!content) throw new Error(`file ${sha256} is claimed but missing from the store`)
  const decoder = new TextDecoder()
  let left = limit
  let text = ""
  for await (const chunk of content.stream) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true })
    left -= chunk.length
    if (left <= 0) break
  }
  return { text, isCut: content.size > limit }
}
