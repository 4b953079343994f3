import type { Db } from "#platform/context.server.ts"
import type { AskedField } from "./asked-field.ts"
import { cumulate } from "./number-series.ts"
import type { EntryBefore } from "./read-before.server.ts"
import { readNumberSeries } from "./read-numbers.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { fieldsFor } from "./report-template.ts"

type OfEntry = { id: string; assignmentId: string; taskId: string; taskGroupId: string }

/**
 * The fields that are asked of entries of a report, by entry, with what was sent before and what earlier rounds add up to. A fixed number
 * of queries, however many entries. @param before the last answers of the report's assignments (`readBefore`)
 */
export async function readAskedFields(
  db: Db,
  report: { id: string; roundId: string; templateId: string | null },
  entries: readonly OfEntry[],
  before: ReadonlyMap<string, EntryBefore>,
): Promise<Map<string, AskedField[]>> {
  const template = await readTemplate(db, report.templateId)
  const asked = new Map(entries.map((entry) => [entry.id, fieldsFor(template, entry)]))
  const isAny = [...asked.values()].some((fields) => fields.length > 0)
  const series = isAny ? await readNumberSeries(db, report.roundId, report.id) : []
  return new Map(
    entries.map((entry) => [
      entry.id,
      (asked.get(entry.id) ?? []).map((field) => {
        const points = series.find((each) => each.entryId === entry.id && each.field.key === field.key)?.points ?? []
        const earlier = points.slice(0, -1)
        const isSummed = field.measure === "flow" && earlier.length > 0
        return {
          ...field,
          before: before.get(entry.assignmentId)?.fieldValues[field.key] ?? null,
          cumulated: isSummed ? cumulate(field, earlier, points.at(-1)?.year) : null,
        }
      }),
    ]),
  )
}
