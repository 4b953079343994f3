import type { Db } from "#platform/context.server.ts"
import type { AskedField } from "./field-parts.tsx"
import { cumulate } from "./number-series.ts"
import type { EntryBefore } from "./read-before.server.ts"
import { readNumberSeries } from "./read-numbers.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { fieldsFor } from "./report-template.ts"

/** The fields that are asked of an entry, with what was sent before and what earlier rounds add up to. */
export async function askedFields(
  db: Db,
  report: { id: string; roundId: string; templateId: string | null },
  entry: { id: string; taskId: string; taskGroupId: string },
  before: EntryBefore | undefined,
): Promise<AskedField[]> {
  const fields = fieldsFor(await readTemplate(db, report.templateId), entry)
  if (fields.length === 0) return []
  const series = (await readNumberSeries(db, report.roundId, report.id)).filter((each) => each.entryId === entry.id)
  return fields.map((field) => {
    const points = series.find((each) => each.field.key === field.key)?.points ?? []
    const earlier = points.slice(0, -1)
    const isSummed = field.measure === "flow" && earlier.length > 0
    return {
      ...field,
      before: before?.fieldValues[field.key] ?? null,
      cumulated: isSummed ? cumulate(field, earlier, points.at(-1)?.year) : null,
    }
  })
}
