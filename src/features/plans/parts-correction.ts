import { folded } from "#shared/folded.ts"
import { likeness } from "#shared/likeness.ts"
import type { Target } from "./plan-change.ts"
import type { IndicatorInput, PlanInput, ReportingRuleInput } from "./plan-input.ts"
import { keyFor, monthWords, periodWords, tierWords, wordFor } from "./plan-workbook-words.ts"

/** What a file says of an indicator, in the words of its versions; the last reading is kept beside what is in force. */
export type IndicatorReading = {
  code: string | null
  title: string
  unitOfMeasure: string | null
  targets: readonly Target[]
  leads: readonly string[]
}
export const indicatorReading = ({ code, title, unit, targets, leads }: IndicatorInput): IndicatorReading => ({
  code,
  title,
  unitOfMeasure: unit,
  targets: (targets as readonly Target[]).map(({ year, comparator, value, text }) => ({
    year: year ?? null,
    comparator: comparator ?? null,
    value: value ?? null,
    text,
  })),
  leads,
})

export type KnownIndicator = IndicatorReading & { id: string; reading: IndicatorReading | null }
export type DutyInput = PlanInput["plan"]["duties"][number]
export type KnownDuty = { id: string; unit: string; text: string }
export type KnownRule = ReportingRuleInput & { id: string }

/** The parts of a plan beside its groups and tasks. */
export type FileParts = {
  indicators: readonly IndicatorInput[]
  duties: readonly DutyInput[]
  reporting: readonly ReportingRuleInput[]
}
export type KnownParts = {
  indicators: readonly KnownIndicator[]
  duties: readonly KnownDuty[]
  reporting: readonly KnownRule[]
}
export type PartField = "code" | "title" | "unitOfMeasure" | "targets" | "leads" | "dutyUnit" | "text" | "rule"
export type PartDifference = { field: PartField; before: string; after: string }
export type PartCorrection = {
  /** Places in the file's list. */
  added: { at: number; name: string }[]
  changed: { id: string; at: number; name: string; differences: PartDifference[] }[]
  gone: { id: string; name: string }[]
  /** The known one for each place of the file's list. */
  knownIds: (string | null)[]
}
export type PartsCorrection = { indicators: PartCorrection; duties: PartCorrection; reporting: PartCorrection }
export const partKinds = ["indicators", "duties", "reporting"] as const

/** A part of which the file has nothing at all is not what it is about: nothing of it is gone. */
export const partsCorrectionOf = (file: FileParts, known: KnownParts): PartsCorrection => ({
  indicators: compared(file.indicators, known.indicators, indicatorMatches, indicatorDifferences, indicatorName),
  duties: compared(file.duties, known.duties, dutyMatches, dutyDifferences, dutyName),
  reporting: compared(
    file.reporting.filter((rule) => rule.rule !== null),
    known.reporting,
    ruleMatches,
    ruleDifferences,
    ruleName,
  ),
})

type Match<Fresh, Known> = (fresh: Fresh, known: Known) => boolean

function compared<Fresh, Known extends { id: string }>(
  fresh: readonly Fresh[],
  known: readonly Known[],
  matches: readonly Match<Fresh, Known>[],
  differencesOf: (fresh: Fresh, known: Known) => PartDifference[],
  nameOf: (part: Fresh | Known) => string,
): PartCorrection {
  const found = paired(fresh, known, matches)
  const taken = new Set(found)
  return {
    added: fresh.flatMap((each, at) => (found[at] ? [] : [{ at, name: nameOf(each) }])),
    changed: fresh.flatMap((each, at) => {
      const mine = found[at]
      const differences = mine ? differencesOf(each, mine) : []
      return mine && differences.length > 0 ? [{ id: mine.id, at, name: nameOf(mine), differences }] : []
    }),
    gone:
      fresh.length === 0
        ? []
        : known.filter((each) => !taken.has(each)).map((each) => ({ id: each.id, name: nameOf(each) })),
    knownIds: found.map((each) => each?.id ?? null),
  }
}

/** The surest likeness first; each known one at most once. */
function paired<Fresh, Known>(
  fresh: readonly Fresh[],
  known: readonly Known[],
  matches: readonly Match<Fresh, Known>[],
): (Known | undefined)[] {
  const found: (Known | undefined)[] = fresh.map(() => undefined)
  const free = new Set(known)
  for (const isMatch of matches)
    for (const [at, each] of fresh.entries()) {
      if (found[at]) continue
      const mine = [...free].find((one) => isMatch(each, one))
      if (!mine) continue
      found[at] = mine
      free.delete(mine)
    }
  return found
}

const SAME_CODE = 0.35
const LIKE_ENOUGH = 0.6
const isSame = (a: string | null, b: string | null): boolean => folded(a ?? "") === folded(b ?? "")

const indicatorMatches: readonly Match<IndicatorInput, KnownIndicator>[] = [
  (a, b) => a.code === b.code && isSame(a.title, b.title),
  (a, b) => isSame(a.title, b.title),
  (a, b) => a.code !== null && a.code === b.code && likeness(a.title, b.title) >= SAME_CODE,
  (a, b) => likeness(a.title, b.title) >= LIKE_ENOUGH,
]
const indicatorName = ({ code, title }: IndicatorInput | KnownIndicator) => [code, title].filter(Boolean).join(". ")

/** As with tasks: what the file says as it did when it was read last is left as it stands now. */
function indicatorDifferences(input: IndicatorInput, known: KnownIndicator): PartDifference[] {
  const fresh = shownIndicator(indicatorReading(input))
  const now = shownIndicator(known)
  const last = known.reading && shownIndicator(known.reading)
  return (Object.keys(fresh) as (keyof typeof fresh)[]).flatMap((field) => {
    const isTold = last ? fresh[field] !== last[field] : fresh[field] !== ""
    return isTold && fresh[field] !== now[field] ? [{ field, before: now[field], after: fresh[field] }] : []
  })
}

const shownIndicator = ({ code, title, unitOfMeasure, targets, leads }: IndicatorReading) => ({
  code: code ?? "",
  title,
  unitOfMeasure: unitOfMeasure ?? "",
  targets: targets.map(shownTarget).join("; "),
  leads: leads.join("; "),
})

/** The text as written, and what it was taken to mean where that is something else. */
function shownTarget({ year, comparator, value, text }: Target): string {
  const meaning = [comparator, value].filter(Boolean).join(" ")
  return `${year === null ? "" : `${year}: `}${text}${meaning === "" || meaning === text ? "" : ` (${meaning})`}`
}

const dutyMatches: readonly Match<DutyInput, KnownDuty>[] = [
  (a, b) => isSame(a.unit, b.unit) && isSame(a.text, b.text),
  (a, b) => isSame(a.unit, b.unit) && likeness(a.text, b.text) >= SAME_CODE,
  (a, b) => isSame(a.text, b.text),
]
const SHORT_DUTY = 120
const dutyName = ({ unit, text }: DutyInput | KnownDuty) =>
  `${unit}: ${text.length > SHORT_DUTY ? `${text.slice(0, SHORT_DUTY)}…` : text}`
const dutyDifferences = (fresh: DutyInput, known: KnownDuty): PartDifference[] => [
  ...(fresh.unit === known.unit ? [] : [{ field: "dutyUnit" as const, before: known.unit, after: fresh.unit }]),
  ...(fresh.text === known.text ? [] : [{ field: "text" as const, before: known.text, after: fresh.text }]),
]

const ruleMatches: readonly Match<ReportingRuleInput, KnownRule>[] = [
  (a, b) => a.tier === b.tier && a.period === b.period && isSame(a.text, b.text) && ruleText(a) === ruleText(b),
  (a, b) => a.tier === b.tier && a.period === b.period && isSame(a.text, b.text),
  (a, b) => a.tier === b.tier && a.period === b.period,
]
const ruleName = ({ tier, period, text }: ReportingRuleInput | KnownRule) =>
  `${wordFor(tierWords, tier)}, ${wordFor(periodWords, period)}: ${text}`
const ruleDifferences = (fresh: ReportingRuleInput, known: KnownRule): PartDifference[] => [
  ...(fresh.text === known.text ? [] : [{ field: "text" as const, before: known.text, after: fresh.text }]),
  ...(ruleText(fresh) === ruleText(known)
    ? []
    : [{ field: "rule" as const, before: ruleText(known), after: ruleText(fresh) }]),
]

/** A rule in the words of the workbook. */
export function ruleText({ rule }: ReportingRuleInput): string {
  const { day, month, weekday, time, inclusive } = (rule ?? {}) as {
    day?: number | null
    month?: number | string | null
    weekday?: number
    time?: string
    inclusive?: boolean
  }
  const monthText = typeof month === "string" ? wordFor(monthWords, keyFor(monthWords, month) ?? month) : month
  return [
    day == null ? null : `${inclusive ? "đến hết ngày" : "trước ngày"} ${day}`,
    monthText == null ? null : typeof monthText === "number" ? `tháng ${monthText}` : monthText.toLowerCase(),
    weekday === undefined ? null : weekday === 7 ? "Chủ nhật" : `thứ ${weekday + 1}`,
    time === undefined ? null : `${inclusive ? "đến" : "trước"} ${time}`,
  ]
    .filter((part) => part !== null)
    .join(", ")
}

export const isEmptyParts = (parts: PartsCorrection): boolean =>
  partKinds.every((kind) => parts[kind].added.length + parts[kind].changed.length === 0)
