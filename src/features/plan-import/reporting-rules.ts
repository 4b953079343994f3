import { type DueMention, findDueDays, findPeriods, type PeriodMention } from "./due-days.ts"
import type { ReadReportingRule, ReportingPeriod, SourcePlace } from "./plan-reading.ts"
import { plain } from "./vietnamese-text.ts"

/** A passage of the section on organisation; `unit` is the agency it is addressed to, if one is. */
export type Statement = { unit: string | null; text: string; source: SourcePlace }

/** Who reports when. Only sentences that speak of reports count. */
export function readReportingRules(statements: Statement[]): ReadReportingRule[] {
  const rules = statements.flatMap((statement) =>
    sentences(statement.text).flatMap((text) => rulesIn(text, statement.unit, statement.source)),
  )
  const seen = new Set<string>()
  return rules.filter((rule) => {
    const key = [rule.tier, rule.period, rule.rule?.day, rule.rule?.month, rule.rule?.weekday].join("|")
    return !seen.has(key) && seen.add(key)
  })
}

const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.;])\s+(?=[-–+]?\s*\p{Lu})/u)
    .filter((sentence) => sentence.length < 4000 && /báo cáo|cập nhật (?:kết quả|tiến độ)/iu.test(sentence))

function rulesIn(text: string, unit: string | null, source: SourcePlace): ReadReportingRule[] {
  const dueDays = findDueDays(text)
  const periods = findPeriods(text, dueDays)
  const rules: ReadReportingRule[] = []
  const dated = new Set<PeriodMention>()
  for (const due of dueDays) {
    for (const period of periodsOf(due, dueDays, periods, text)) {
      if (typeof period !== "string") dated.add(period)
      const name = typeof period === "string" ? period : period.period
      // "hằng tháng trước ngày 25": the period is the month.
      const rule = name === "month" && due.rule.month === null ? { ...due.rule, month: "each" as const } : due.rule
      rules.push({ tier: tierOf(text, due.index, unit), period: name, text: due.text, rule, source })
    }
  }
  for (const period of periods) {
    if (dated.has(period) || !isAnnounced(text, period)) continue
    rules.push({
      tier: tierOf(text, period.index, unit),
      period: period.period,
      text: text.slice(period.index, period.end),
      rule: null,
      source,
    })
  }
  return rules
}

/** Which periods a due day belongs to: the one just before it, the one named for it behind it, or what it says itself. */
function periodsOf(
  due: DueMention,
  dueDays: DueMention[],
  periods: PeriodMention[],
  text: string,
): (PeriodMention | ReportingPeriod)[] {
  const behind = periods.find((period) => period.index >= due.end && isNamedFor(text.slice(due.end, period.index)))
  if (behind) return [behind]
  const previousDue = dueDays.findLast((other) => other.end <= due.index)
  const between = periods.filter(
    (period) => period.end <= due.index && (!previousDue || period.index >= previousDue.end) && isDatable(period),
  )
  if (due.own && !between.some((period) => period.period === due.own)) {
    const twoWeeks = periods.find((period) => period.period === "everyTwoWeeks")
    if (due.own === "everyWeek" && twoWeeks) return [twoWeeks]
    if (due.own !== "everyWeek" || between.length === 0)
      return between.length > 0 && due.rule.month === "lastOfPeriod" ? [...between] : [due.own]
  }
  if (between.length > 0) {
    const isForAll = due.rule.month === "lastOfPeriod" && !/quy/.test(plain(due.text))
    const own = between.filter((period) => period.period === due.own)
    return isForAll ? between : own.length > 0 ? own : [between.at(-1)!]
  }
  const earlier = periods.findLast((period) => period.end <= due.index && isDatable(period))
  if (earlier) return [earlier]
  return due.own ? [due.own] : byMonth(due, dueDays, periods)
}

const isDatable = (period: PeriodMention): boolean => period.period !== "onRequest"
const isNamedFor = (between: string): boolean =>
  /^\s*(?:\(|đối với|cho|với)\s*(?:kỳ\s*)?(?:báo cáo\s*)?(?:định kỳ\s*)?$/iu.test(between)

/** "trước ngày 15/6 và 15/12 hằng năm": the month tells the period. */
function byMonth(
  due: DueMention,
  dueDays: DueMention[],
  periods: PeriodMention[],
): (PeriodMention | ReportingPeriod)[] {
  const { month } = due.rule
  if (month === null) return []
  const yearly = periods.find((period) => period.period === "year")
  if (typeof month !== "number") return yearly ? [yearly] : []
  if (!yearly && dueDays.length === 1) return []
  if (month === 6 || month === 7) return ["halfYear"]
  if (month === 12 || month === 11 || month === 1) return yearly ? [yearly] : ["year"]
  return dueDays.length >= 3 ? ["quarter"] : yearly ? [yearly] : []
}

/** "hằng quý, 6 tháng, 9 tháng và năm báo cáo …" */
const LISTED_BEFORE_REPORT =
  /^(?:\s*(?:[,;]|và|\([^()]{0,60}\)|(?:hằng|hàng|mỗi)\s+(?:quý|năm|tháng)|quý|năm|0?[69] tháng))*\s*(?:gửi\s+)?báo cáo/iu

/** A period without a day is a rule only where the sentence orders regular reports. */
function isAnnounced(text: string, period: PeriodMention): boolean {
  const before = text.slice(Math.max(0, period.index - 60), period.end)
  const after = text.slice(period.end, period.end + 60)
  if (period.period === "onRequest") return /báo cáo/iu.test(before) || /báo cáo/iu.test(after)
  if (LISTED_BEFORE_REPORT.test(text.slice(period.end, period.end + 160))) return true
  return /định kỳ/iu.test(before) && (/báo cáo/iu.test(before) || /báo cáo/iu.test(after))
}

const COLLECTIVE =
  /^(?:cac |thu truong|bo truong|chu tich ubnd|chu tich uy ban|ubnd cac|uy ban nhan dan cac|so, ban|cac so)|(?:cac so|cac co quan|cac don vi|cac dia phuong|cac bo)/
const PURPOSE = /(?:de|phuc vu)(?: [a-z ]{0,40})? tong hop/
const GATHERS = /tong hop[^.;]{0,120}?(?:bao cao|trinh|tham muu)/
const TO_AUTHORITY =
  /bao cao (?:ket qua |tinh hinh |tien do )?(?:voi |len |cho )?(?:ubnd|uy ban nhan dan|chu tich|ban chi dao|chinh phu|thu tuong|tinh uy|thuong truc|ban thuong vu|hdnd|bo )/
const TO_PLAN_OFFICE = /(?:qua|gui(?: ve)?|ve|thong qua) (?:so|bo|van phong|co quan|ban quan ly|phong) /

/** "Điều 2. Giao Sở Công Thương chủ trì …" */
const ORDERED =
  /^(?:Điều\s+\d{1,2}\s*[.:]\s*|\d{1,2}\.\s*)?Giao\s+(.{3,120}?)\s+(?:chủ trì|làm đầu mối|là (?:cơ quan|đơn vị)|có trách nhiệm|tổ chức|theo dõi|tham mưu|tổng hợp)(?!\p{L})/u

/** Units report to the plan office, the plan office gathers and reports upwards. */
function tierOf(text: string, index: number, unit: string | null): "unit" | "planOffice" {
  const folded = plain(text)
  const purpose = folded.search(PURPOSE)
  if (purpose >= 0) return index < purpose ? "unit" : "planOffice"
  const gathers = GATHERS.exec(folded)
  const addressee = plain(unit ?? ORDERED.exec(text)?.[1] ?? "")
  if (COLLECTIVE.test(addressee))
    return gathers && gathers.index < index && /(?:so|bo|van phong) [^,;.]{3,60}tong hop/.test(folded)
      ? "planOffice"
      : "unit"
  if (gathers && gathers.index <= index + 200 && !COLLECTIVE.test(folded.slice(0, gathers.index).slice(0, 80)))
    return "planOffice"
  if (TO_PLAN_OFFICE.test(folded) || addressee === "") return gathers && gathers.index < index ? "planOffice" : "unit"
  return TO_AUTHORITY.test(folded) ? "planOffice" : "unit"
}
