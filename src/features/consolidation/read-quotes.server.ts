import { sql } from "kysely"
import { readTemplateOfRound } from "#features/reporting/read-template.server.ts"
import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Quote } from "./figures.ts"

type SentEntry = [entryId: string, taskId: string, result: string, obstacle: string, proposal: string]

/** The sentences of each report that was sent, as one list: a join would read the entries of all rounds, and ten thousand wide rows. */
const sentReports = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select((select) => [
      "report.id",
      "report.unitId",
      "unit.name as unitName",
      select
        .selectFrom("entry")
        .select(
          sql<
            SentEntry[] | null
          >`json_agg(json_build_array(entry.id, entry.task_id, entry.result, entry.obstacle, entry.proposal))`.as(
            "entries",
          ),
        )
        .whereRef("entry.reportId", "=", "report.id")
        .where("entry.answer", "in", ["progress", "claim"])
        .as("entries"),
    ])
    .where("report.roundId", "=", value("roundId"))
    .where("report.status", "in", ["submitted", "accepted"])
    .orderBy("unit.position"),
)

const tasksOf = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("task")
    .innerJoin("round", "round.planId", "task.planId")
    .select(["task.id", "task.code", "task.title"])
    .where("round.id", "=", value("roundId"))
    .orderBy("task.position"),
)

const sentSections = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("reportSection")
    .innerJoin("report", "report.id", "reportSection.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select([
      "reportSection.reportId",
      "reportSection.key",
      "reportSection.body",
      "report.unitId",
      "unit.name as unitName",
    ])
    .where("report.roundId", "=", value("roundId"))
    .where("report.status", "in", ["submitted", "accepted"])
    .orderBy("unit.position"),
)

/**
 * Every sentence that units sent, with its source, in the order of the tasks and then of the units. Drafts are not read: only reports that
 * were submitted or accepted. Four queries.
 */
export async function readQuotes(db: Db, roundId: string): Promise<Quote[]> {
  const sections = await sentSections(db, { roundId })
  const partOf = new Map((await readTemplateOfRound(db, roundId)).sections.map((each) => [each.key, each.part]))
  const ofSections = sections.map(({ key, body, ...from }) => ({
    key: partOf.get(key) ?? "results",
    entryId: null,
    ...from,
    taskId: null,
    taskCode: null,
    taskTitle: null,
    text: body.trim(),
  }))
  return [...(await quotesOfEntries(db, roundId)), ...ofSections.filter((quote) => quote.text !== "")]
}

async function quotesOfEntries(db: Db, roundId: string): Promise<Quote[]> {
  const tasks = await tasksOf(db, { roundId })
  const byTask = new Map(tasks.map((task) => [task.id, { task, quotes: [] as Quote[] }]))
  for (const { id: reportId, unitId, unitName, entries } of await sentReports(db, { roundId }))
    for (const [entryId, taskId, results, obstacles, proposals] of entries ?? []) {
      const { task, quotes } = byTask.get(taskId)!
      const source = { entryId, reportId, unitId, unitName, taskId, taskCode: task.code, taskTitle: task.title }
      for (const [key, text] of Object.entries({ results, obstacles, proposals }))
        if (text.trim() !== "") quotes.push({ key, ...source, text: text.trim() })
    }
  return [...byTask.values()].flatMap(({ quotes }) => quotes)
}
