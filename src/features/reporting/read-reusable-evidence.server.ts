import type { Db } from "#platform/context.server.ts"

/** As many as a list to choose from can show. */
const SHOWN = 60

/** Proofs of a unit's other entries, the latest first and each once: to be attached again without another upload. */
export async function readReusable(db: Db, unitId: string, entryId: string) {
  const rows = await db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("task", "task.id", "entry.taskId")
    .select([
      "evidence.id",
      "evidence.title",
      "evidence.number",
      "evidence.storedFileId",
      "evidence.link",
      "task.code as taskCode",
    ])
    .where("report.unitId", "=", unitId)
    .where("evidence.removedAt", "is", null)
    .where("evidence.reusedFrom", "is", null)
    .where("evidence.entryId", "!=", entryId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("evidence as here")
            .select("here.id")
            .whereRef("here.reusedFrom", "=", "evidence.id")
            .where("here.entryId", "=", entryId)
            .where("here.removedAt", "is", null),
        ),
      ),
    )
    .orderBy("evidence.id", "desc")
    .limit(SHOWN)
    .execute()
  return rows.map(({ id, title, number, taskCode }) => ({ id, title, number, taskCode }))
}
