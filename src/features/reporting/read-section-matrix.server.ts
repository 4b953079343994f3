import type { Db } from "#platform/context.server.ts"
import { type MatrixLine, readMatrix } from "./read-matrix.server.ts"
import { readTemplateOfRound } from "./read-template.server.ts"
import { columnsOf, type MatrixColumn, type PartCell, type PartLine } from "./section-matrix.ts"
import { sectionTitle } from "./section-words.ts"

/**
 * Units × parts of the report: the groups of tasks of the plan, then the general sections that the round's template asks for. Only how
 * far each is, never what an unsent draft says. Five queries.
 */
export async function readSectionMatrix(
  db: Db,
  roundId: string,
): Promise<{ columns: MatrixColumn[]; lines: PartLine<MatrixLine>[] }> {
  const template = await readTemplateOfRound(db, roundId)
  const groups = await groupsOf(db, roundId)
  const entries = new Map((await entryCounts(db, roundId)).map((row) => [`${row.reportId}/${row.taskGroupId}`, row]))
  const filled = new Set((await filledSections(db, roundId)).map((row) => `${row.reportId}/${row.key}`))
  const lines = (await readMatrix(db, roundId)).map((line) => {
    const ofGroups = groups.map(({ id }): PartCell | null => {
      const row = entries.get(`${line.reportId}/${id}`)
      if (!row) return null
      const { owed, answered, toMend } = row
      return { owed: Number(owed), answered: Number(answered), toMend: Number(toMend), isRequired: true }
    })
    const ofSections = template.sections.map(
      ({ key, isRequired }): PartCell => ({
        owed: 1,
        answered: filled.has(`${line.reportId}/${key}`) ? 1 : 0,
        toMend: 0,
        isRequired,
      }),
    )
    return { ...line, cells: [...ofGroups, ...ofSections] }
  })
  const columns = [
    ...groups.map(({ id, code, title }) => ({ key: id, code, title })),
    ...template.sections.map((section) => ({ key: section.key, code: "", title: sectionTitle(section) })),
  ]
  return { columns: columnsOf(columns, lines), lines }
}

const groupsOf = (db: Db, roundId: string) =>
  db
    .selectFrom("taskGroup")
    .select(["id", "code", "title"])
    .where("id", "in", (used) =>
      used
        .selectFrom("entry")
        .innerJoin("report", "report.id", "entry.reportId")
        .innerJoin("task", "task.id", "entry.taskId")
        .select("task.taskGroupId")
        .where("report.roundId", "=", roundId),
    )
    .orderBy("position")
    .execute()

const entryCounts = (db: Db, roundId: string) =>
  db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("task", "task.id", "entry.taskId")
    .select((select) => [
      "entry.reportId",
      "task.taskGroupId",
      select.fn.countAll<bigint>().as("owed"),
      select.fn.count<bigint>("entry.answer").as("answered"),
      select.fn
        .countAll<bigint>()
        .filterWhere((where) =>
          where.and([where("report.status", "=", "returned"), where("entry.returnReason", "is not", null)]),
        )
        .as("toMend"),
    ])
    .where("report.roundId", "=", roundId)
    .groupBy(["entry.reportId", "task.taskGroupId"])
    .execute()

const filledSections = (db: Db, roundId: string) =>
  db
    .selectFrom("reportSection")
    .innerJoin("report", "report.id", "reportSection.reportId")
    .select(["reportSection.reportId", "reportSection.key"])
    .where("report.roundId", "=", roundId)
    .where((where) => where.or([where("isNone", "=", true), where("body", "~", "\\S")]))
    .execute()
