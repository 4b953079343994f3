import type { completionRates } from "#features/plans/task-outcome.ts"
import type { Day } from "#shared/day.ts"
import type { NarrativeKey } from "./consolidation.ts"
import type { CorrectionOf } from "./correction.ts"
import type { Figures } from "./figures.ts"
import type { NumberedQuote } from "./narrative.ts"
import type { NumberTotal } from "./number-totals.ts"

/** Everything that an issued or published report is made of. Frozen: Word, Excel, data files and the portal read this and nothing live. */
export type Snapshot = {
  plan: {
    id: string
    slug: string
    title: string
    number: string | null
    notation: string | null
    issuedOn: Day | null
    issuer: string | null
    place: string | null
    office: string
    isIllustrative: boolean
  }
  round: { id: string; code: string; name: string; documentName: string; asOfOn: Day; officeDueOn: Day }
  figures: Figures
  narrative: { key: NarrativeKey; body: string }[]
  quotes: NumberedQuote[]
  /** The plan's own figures as the units reported them; absent in what was frozen before plans could ask for them. */
  numbers?: NumberTotal[]
  /** The version of the report that this one corrects; absent in a first version. */
  corrects?: CorrectionOf
  frozenAt: string
}

/**
 * What may go public: figures, the narrative without the marks that only officials can follow, no quotes, no person.
 * A unit is named only as lead of its task and in the approved narrative (docs/glossary.md, publishing).
 */
export type PublicSnapshot = {
  plan: Omit<Snapshot["plan"], "id">
  round: Omit<Snapshot["round"], "id">
  totals: Figures["totals"]
  rates: ReturnType<typeof completionRates>
  byGroup: Figures["byGroup"]
  reports: { owed: number; sent: number; onTime: number; late: number; missing: string[] }
  tasks: PublicTask[]
  narrative: Snapshot["narrative"]
  /** Of which report this is a correction, and why, in the words that leadership approved. */
  corrects?: CorrectionOf
  frozenAt: string
}
export type PublicTask = {
  id: string
  code: string
  title: string
  groupCode: string
  groupTitle: string
  leads: string[]
  deadline: string | null
  deadlineTo: Day | null
  product: string | null
  outcome: string | null
  completedOn: Day | null
  percentDone: number | null
}

/** @param correctionReason what the public is told about a correction; the reason inside the office stays inside */
export function publicSnapshot(snapshot: Snapshot, correctionReason = ""): PublicSnapshot {
  const { id: _plan, ...plan } = snapshot.plan
  const { id: _round, ...round } = snapshot.round
  const { figures } = snapshot
  return {
    plan,
    round,
    totals: figures.totals,
    rates: figures.rates,
    byGroup: figures.byGroup,
    reports: { ...counts(figures.reports), missing: figures.reports.missing.map((report) => report.unitName) },
    tasks: figures.tasks.map((task) => ({
      id: task.id,
      code: task.code,
      title: task.title,
      groupCode: task.groupCode,
      groupTitle: task.groupTitle,
      leads: task.leadGroupName ? [task.leadGroupName] : task.leads.map((lead) => lead.name),
      deadline: task.deadlineText,
      deadlineTo: task.deadlineTo,
      product: task.product,
      outcome: task.line,
      completedOn: task.line?.startsWith("completed") ? task.completedOn : null,
      percentDone: task.percentDone,
    })),
    narrative: snapshot.narrative.map((part) => ({ ...part, body: withoutMarks(part.body) })),
    ...(snapshot.corrects ? { corrects: { ...snapshot.corrects, reason: correctionReason } } : {}),
    frozenAt: snapshot.frozenAt,
  }
}

const counts = ({ owed, sent, onTime, late }: Figures["reports"]) => ({ owed, sent, onTime, late })

/** "… (Sở Y tế) [3][4]." → "… (Sở Y tế)."; the mark of an obstacle, [VM12], goes too. */
export const withoutMarks = (text: string): string => text.replace(/\s*(\[(?:VM)?\d+\])+/g, "")
