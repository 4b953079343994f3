import type { Tx } from "#platform/context.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { type FieldValues, isOutlying, isSameValue, keptValues } from "./field-value.ts"
import { readBefore } from "./read-before.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { fieldsFor } from "./report-template.ts"

type OfReport = { id: string; templateId: string | null }
type OfEntry = { id: string; assignmentId: string; taskId: string; fieldValues: unknown }

/**
 * The values of the template's fields in the form in which an entry keeps them, and whether one of them is far off the last report.
 * Fields that are not asked of this task keep what stands in them.
 * @returns undefined where nothing is asked or nothing was typed; refusals form.invalid with one detail for each wrong value
 */
export async function checkedFields(tx: Tx, report: OfReport, entry: OfEntry, typed: FieldValues | undefined) {
  const template = await readTemplate(tx, report.templateId)
  if (!typed || template.fields.length === 0) return done(undefined)
  const task = await tx
    .selectFrom("task")
    .select(["id as taskId", "taskGroupId"])
    .where("id", "=", entry.taskId)
    .executeTakeFirstOrThrow()
  const fields = fieldsFor(template, task)
  const { values, faults } = keptValues(fields, typed)
  if (faults.length > 0) return refused("form.invalid", { details: faults })
  const old = entry.fieldValues as FieldValues
  const untouched = Object.entries(old).filter(([key]) => !fields.some((field) => field.key === key))
  const last = (await readBefore(tx, report.id)).get(entry.assignmentId)
  return done({
    stored: {
      fieldValues: JSON.stringify({ ...Object.fromEntries(untouched), ...values }),
      isOutlying: isOutlying(fields, values, last?.fieldValues ?? {}),
    },
    changed: fields.filter(({ key }) => !isSameValue(old[key], values[key])).map(({ key }) => `field:${key}`),
  })
}
