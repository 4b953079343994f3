import type { Ctx } from "#platform/context.server.ts"
import type { AskedField } from "./asked-field.ts"
import type { EntryBasis } from "./check-typed.ts"
import { doubtsToExplain, entryFaults, isPastDeadline } from "./entry.ts"
import { readAskedFields } from "./read-asked-fields.server.ts"
import { type EntryBefore, readBefore } from "./read-before.server.ts"
import { type EntryLine, readEntries } from "./read-entries.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { readCompleteness } from "./report-completeness.server.ts"

/** Tasks on one page of single tasks; a device keeps each page by itself. */
export const STEPS_ON_A_PAGE = 40

export type Step = {
  entry: EntryLine
  previous: EntryBefore | null
  fields: AskedField[]
  basis: EntryBasis
  doubts: ReturnType<typeof doubtsToExplain>
  standing: "unanswered" | "incomplete" | "complete"
  isOverdue: boolean
}

/** The tasks of a report one by one, with all that a device needs to check them by itself. A fixed number of queries. */
export async function readSteps(
  { db, today }: Pick<Ctx, "db" | "today">,
  report: { id: string; roundId: string; templateId: string | null },
  page: number,
): Promise<{ steps: Step[]; count: number }> {
  const all = await readEntries(db, report.id)
  const entries = all.slice((page - 1) * STEPS_ON_A_PAGE, page * STEPS_ON_A_PAGE)
  const before = await readBefore(db, report.id)
  const asked = await readAskedFields(db, report, entries, before)
  const template = await readTemplate(db, report.templateId)
  const contents = new Map((await readCompleteness(db, report.id)).entries.map((content) => [content.id, content]))
  const steps = entries.map((entry): Step => {
    const content = contents.get(entry.id)!
    const previous = before.get(entry.assignmentId) ?? null
    const fields = asked.get(entry.id) ?? []
    return {
      entry,
      previous,
      fields,
      basis: basisOf(entry, previous, fields, template.asks),
      doubts: doubtsToExplain(content),
      isOverdue: isPastDeadline(entry, today),
      standing: entry.answer === null ? "unanswered" : entryFaults(content).length > 0 ? "incomplete" : "complete",
    }
  })
  return { steps, count: all.length }
}

/** What goes to the device is what its checks read, and no more. */
export function basisOf(
  entry: Pick<EntryLine, "isClaimant" | "evidence">,
  previous: EntryBefore | null,
  fields: readonly AskedField[],
  asks: EntryBasis["asks"],
): EntryBasis {
  return {
    isClaimant: entry.isClaimant,
    evidenceCount: entry.evidence.length,
    before: previous && {
      answer: previous.answer,
      percentDone: previous.percentDone,
      result: previous.result,
      product: previous.product,
      obstacle: previous.obstacle,
      proposal: previous.proposal,
      nextStep: previous.nextStep,
      fieldValues: previous.fieldValues,
    },
    fields: fields.map(({ before: _before, cumulated: _cumulated, ...field }) => field),
    asks,
  }
}
