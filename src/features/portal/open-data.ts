import { registeredAs } from "#features/consolidation/correction.ts"
import { illustrativeNotice } from "#features/consolidation/outcome-words.ts"
import type { PublicSnapshot, PublicTask } from "#features/consolidation/snapshot.ts"
import { csvLine } from "#shared/csv.ts"

/** On what terms the data may be used: decided by the authority that publishes; these are the terms until it decides others. */
export type DataTerms = { licence: string; licenceUrl: string }
export const defaultTerms: DataTerms = {
  licence: "CC BY 4.0",
  licenceUrl: "https://creativecommons.org/licenses/by/4.0/deed.vi",
}

/** The fields of one task, in the order of both files. */
const taskFields = {
  id: (task) => task.id,
  code: (task) => task.code,
  title: (task) => task.title,
  groupCode: (task) => task.groupCode,
  groupTitle: (task) => task.groupTitle,
  leads: (task) => task.leads,
  deadline: (task) => task.deadline,
  deadlineTo: (task) => task.deadlineTo,
  product: (task) => task.product,
  outcome: (task) => task.outcome,
  completedOn: (task) => task.completedOn,
  percentDone: (task) => task.percentDone,
} as const satisfies Record<keyof PublicTask, (task: PublicTask) => unknown>

/** A row of the table stands alone when it is copied out: it says of which plan, round and day it is, and whether it is real. */
const rowFields = (snapshot: PublicSnapshot, terms: DataTerms, replacedBy: string | null) => ({
  decision: decisionOf(snapshot),
  round: snapshot.round.name,
  asOfOn: snapshot.round.asOfOn,
  isIllustrative: snapshot.plan.isIllustrative,
  corrects: correctedReport(snapshot),
  replacedBy,
  licence: terms.licence,
})

/** "1139/QĐ-UBND" */
const decisionOf = ({ plan }: PublicSnapshot): string | null =>
  plan.number ? [plan.number, plan.notation].filter(Boolean).join("/") : null

/** "12/BC-SKHCN" of a report that this one corrects */
const correctedReport = ({ corrects }: PublicSnapshot): string | null => (corrects ? registeredAs(corrects) : null)

const BYTE_ORDER_MARK = "\uFEFF"

/**
 * All tasks as comma-separated values: RFC 4180, lines ended by CRLF, UTF-8 with a byte order mark so that Excel reads Vietnamese.
 * Leads are parted by "; ". A text that a spreadsheet could take for a formula has an apostrophe before it.
 * @param replacedBy number and notation of the report that corrected this one since; null for data that count
 */
export function tasksCsv(
  snapshot: PublicSnapshot,
  terms: DataTerms = defaultTerms,
  replacedBy: string | null = null,
): string {
  const around = rowFields(snapshot, terms, replacedBy)
  const read = Object.values(taskFields)
  const lines = [
    csvLine([...Object.keys(taskFields), ...Object.keys(around)]),
    ...snapshot.tasks.map((task) => csvLine([...read.map((field) => field(task)), ...Object.values(around)])),
  ]
  return BYTE_ORDER_MARK + lines.join("")
}

/** The same tasks with the figures of the whole plan. Every field is in `fieldDictionary`. */
export function tasksJson(snapshot: PublicSnapshot, terms: DataTerms = defaultTerms, replacedBy: string | null = null) {
  const { plan, round, totals, rates, reports } = snapshot
  return {
    isIllustrative: plan.isIllustrative,
    notice: plan.isIllustrative ? illustrativeNotice : null,
    ...terms,
    source: plan.office,
    plan: plan.title,
    decision: decisionOf(snapshot),
    decisionIssuedOn: plan.issuedOn,
    decisionIssuer: plan.issuer,
    round: round.name,
    roundCode: round.code,
    asOfOn: round.asOfOn,
    frozenAt: snapshot.frozenAt,
    corrects: correctedReport(snapshot),
    correctionReason: snapshot.corrects?.reason ?? null,
    replacedBy,
    totals: { ...totals },
    rates: { ofTimed: { ...rates.ofTimed }, ofDue: { ...rates.ofDue } },
    reports: {
      owed: reports.owed,
      sent: reports.sent,
      onTime: reports.onTime,
      late: reports.late,
      missing: [...reports.missing],
    },
    tasks: snapshot.tasks.map(
      (task) =>
        Object.fromEntries(Object.entries(taskFields).map(([name, field]) => [name, field(task)])) as PublicTask,
    ),
  }
}
