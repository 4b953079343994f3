import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import { readReport } from "./read-report.server.ts"

/** The file of a proof, for whoever may see the report that it belongs to; for anybody else it does not exist. */
export async function readEvidenceFile(
  ctx: Ctx & { actor: Actor },
  evidenceId: string,
): Promise<{ sha256: string; name: string; mime: string }> {
  if (!/^[0-9a-f-]{36}$/.test(evidenceId)) throw new NotFound("evidence")
  const row = await ctx.db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("storedFile", "storedFile.id", "evidence.storedFileId")
    .select(["entry.reportId", "storedFile.sha256", "storedFile.name", "storedFile.mime"])
    .where("evidence.id", "=", evidenceId)
    .executeTakeFirst()
  if (!row) throw new NotFound("evidence")
  await readReport(ctx, row.reportId)
  return row
}
