import type { NarrativeKey } from "./consolidation.ts"
import type { Figures } from "./figures.ts"
import type { NumberedQuote } from "./narrative.ts"

/** A number in a sentence of the draft that is not the number of the table. */
export type TextContradiction = {
  key: NarrativeKey
  line: string
  /** What the sentence counts, in the words of the figure fields ("hoàn thành đúng hạn"). */
  figure: string
  said: string
  is: string
  /** The one unit that said it; null when the sentence speaks of the whole plan. */
  unit: { unitId: string; name: string; mark: number } | null
}

type Counts = Record<string, number>

const N = "(\\d{1,4})"
/** What sentences count and how officials write it; what stands first is read first, and is not read again. */
const phrases: readonly (readonly [figure: string, pattern: RegExp])[] = [
  ["chưa hoàn thành, quá hạn", re(`${N} nhiệm vụ chưa hoàn thành,? quá hạn`)],
  ["chưa hoàn thành, trong hạn", re(`${N} nhiệm vụ chưa hoàn thành,? (?:trong|còn) hạn`)],
  ["chưa hoàn thành, quá hạn", re(`chưa hoàn thành,? quá hạn:? ${N}`)],
  ["chưa hoàn thành, trong hạn", re(`chưa hoàn thành,? (?:trong|còn) hạn:? ${N}`)],
  ["hoàn thành đúng hạn", re(`${N} nhiệm vụ (?:đã )?hoàn thành (?:đúng|trước) hạn`)],
  ["hoàn thành quá hạn", re(`${N} nhiệm vụ (?:đã )?hoàn thành quá hạn`)],
  ["hoàn thành đúng hạn", re(`(?<!chưa )hoàn thành (?:đúng|trước) hạn:? ${N}(?:\\/\\d+)? nhiệm vụ`)],
  ["hoàn thành quá hạn", re(`(?<!chưa )hoàn thành quá hạn:? ${N}(?:\\/\\d+)? nhiệm vụ`)],
  ["hoàn thành", re(`${N} nhiệm vụ (?:đã )?hoàn thành`)],
  ["hoàn thành", re(`(?<!chưa )hoàn thành:? ${N}(?:\\/\\d+)? nhiệm vụ`)],
  ["chưa hoàn thành, quá hạn", re(`${N} nhiệm vụ quá hạn`)],
  ["tổng số nhiệm vụ", re(`tổng số(?: là|:)? ${N} nhiệm vụ`)],
  ["đơn vị chưa gửi", re(`${N} (?:cơ quan, )?đơn vị chưa gửi`)],
  ["đơn vị gửi chậm", re(`${N} (?:cơ quan, )?đơn vị gửi (?:chậm|muộn)`)],
  ["đơn vị gửi đúng hạn", re(`${N} (?:cơ quan, )?đơn vị gửi đúng hạn`)],
  ["đơn vị đã gửi", re(`${N} (?:cơ quan, )?đơn vị đã gửi`)],
]
/** "22/13/2" of tasks: completed, open in time, open and overdue. */
const TRIPLE = /(?<![\d/])(\d{1,3})\/(\d{1,3})\/(\d{1,3})(?![\d/])/g
const tripleFigures = ["hoàn thành", "chưa hoàn thành, trong hạn", "chưa hoàn thành, quá hạn"] as const

function re(pattern: string): RegExp {
  return new RegExp(`(?<![\\d/.])${pattern}(?![\\d])`, "giu")
}

/**
 * Numbers that the sentences state against the figures of the tables. A sentence without a mark speaks of the whole plan; one that
 * quotes a single unit is held against that unit's own figures; one that joins several units is not judged. Fields are never wrong.
 */
export function textContradictions(
  parts: readonly { key: NarrativeKey; body: string }[],
  figures: Figures,
  quotes: readonly NumberedQuote[],
): TextContradiction[] {
  const byMark = new Map(quotes.map((quote) => [quote.mark, quote]))
  return parts.flatMap(({ key, body }) =>
    body.split("\n").flatMap((line) => {
      const cited = [...line.matchAll(/\[(\d+)\]/g)].flatMap(([, mark]) => byMark.get(Number(mark)) ?? [])
      const units = new Set(cited.map((quote) => quote.unitId))
      if (units.size > 1) return []
      const unit = cited[0] ? { unitId: cited[0].unitId, name: cited[0].unitName, mark: cited[0].mark } : null
      const counts = unit ? unitCounts(figures, unit.unitId) : planCounts(figures)
      if (!counts) return []
      return statedNumbers(line)
        .filter(({ figure, said }) => counts[figure] !== undefined && counts[figure] !== said)
        .map(({ figure, said }) => ({ key, line, figure, unit, said: String(said), is: String(counts[figure]) }))
    }),
  )
}

function statedNumbers(line: string): { figure: string; said: number }[] {
  let rest = line.replace(/\{\{[^{}]*\}\}|\[\d+\]/g, " ").replace(/\s+/g, " ")
  const stated: { figure: string; said: number }[] = []
  for (const [figure, pattern] of phrases)
    rest = rest.replace(pattern, (_, said: string) => {
      stated.push({ figure, said: Number(said) })
      return " "
    })
  if (/nhiệm vụ/i.test(line))
    for (const [, ...numbers] of rest.replace(/ngày \d{1,2}\/\d{1,2}\/\d{2,4}/gi, " ").matchAll(TRIPLE))
      for (const [at, figure] of tripleFigures.entries()) stated.push({ figure, said: Number(numbers[at]) })
  return stated
}

const taskCounts = (totals: Figures["totals"]): Counts => ({
  "hoàn thành đúng hạn": totals.completedOnTime,
  "hoàn thành quá hạn": totals.completedLate,
  "hoàn thành": totals.completedOnTime + totals.completedLate,
  "chưa hoàn thành, trong hạn": totals.openInTime,
  "chưa hoàn thành, quá hạn": totals.openOverdue,
  "tổng số nhiệm vụ": totals.all,
})

const planCounts = ({ totals, reports }: Figures): Counts => ({
  ...taskCounts(totals),
  "đơn vị chưa gửi": reports.missing.length,
  "đơn vị gửi chậm": reports.late,
  "đơn vị gửi đúng hạn": reports.onTime,
  "đơn vị đã gửi": reports.sent,
})

function unitCounts({ byUnit }: Figures, unitId: string): Counts | undefined {
  const unit = byUnit.find((each) => each.unitId === unitId)
  return unit && taskCounts(unit.totals)
}
