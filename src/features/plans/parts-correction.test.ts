import { expect, test } from "vitest"
import { indicatorReading, partsCorrectionOf, ruleText } from "./parts-correction.ts"
import type { IndicatorInput } from "./plan-input.ts"

const indicator = (title: string, more: Partial<IndicatorInput> = {}): IndicatorInput => ({
  code: null,
  parentCode: null,
  title,
  unit: "%",
  targets: [{ year: 2030, comparator: "≥", value: "30", text: "≥ 30" }],
  leads: [],
  ...more,
})
const known = (id: string, input: IndicatorInput) => ({
  id,
  ...indicatorReading(input),
  reading: indicatorReading(input),
})
const duty = (unit: string, text: string) => ({ unit, text })
const rule = (text: string, day: number, period = "quarter") => ({
  tier: "unit" as const,
  period,
  text,
  rule: { day, month: "lastOfPeriod", inclusive: false },
})
const nothing = { indicators: [], duties: [], reporting: [] }

test("an indicator read wrong is changed; what was amended since the reading stays", () => {
  const share = indicator("Tỷ lệ dịch vụ công trực tuyến")
  const people = indicator("Số người có chữ ký số", { code: "2" })
  const amended = { ...known("b", people), title: "Số người trưởng thành có chữ ký số" }
  const wrong = [{ year: 2030, comparator: "≥", value: "80", text: "≥ 80" }]
  const { indicators } = partsCorrectionOf(
    { ...nothing, indicators: [{ ...share, targets: wrong }, people] },
    { ...nothing, indicators: [known("a", share), amended] },
  )
  expect(indicators).toMatchObject({
    added: [],
    gone: [],
    changed: [{ id: "a", differences: [{ field: "targets", before: "2030: ≥ 30", after: "2030: ≥ 80" }] }],
  })
})

test("duties are matched by their unit, then by their text; a part that the file has nothing of is left alone", () => {
  const file = {
    ...nothing,
    duties: [
      duty("Sở Y tế", "Chủ trì y tế số"),
      duty("Sở Nội vụ", "Thi đua, khen thưởng"),
      duty("Công an tỉnh", "An ninh mạng"),
    ],
  }
  const before = {
    indicators: [known("i", indicator("x"))],
    reporting: [],
    duties: [
      { id: "1", ...duty("Sở Y tế", "Chủ trì y tê số") },
      { id: "2", ...duty("Sở Nội vụ và các cơ quan", "Thi đua, khen thưởng") },
      { id: "3", ...duty("Sở Xây dựng", "Đô thị thông minh") },
    ],
  }
  const { duties, indicators } = partsCorrectionOf(file, before)
  expect(duties.changed.map(({ id, differences }) => [id, differences.map((each) => each.field)])).toEqual([
    ["1", ["text"]],
    ["2", ["dutyUnit"]],
  ])
  expect(duties.added).toEqual([{ at: 2, name: "Công an tỉnh: An ninh mạng" }])
  expect(duties.gone).toEqual([{ id: "3", name: "Sở Xây dựng: Đô thị thông minh" }])
  expect(indicators.gone).toEqual([])
})

test("a reporting rule is told by tier and period; its day is compared, not the order of its keys", () => {
  const stored = { id: "r", ...rule("trước ngày 10", 10), rule: { inclusive: false, month: "lastOfPeriod", day: 10 } }
  const same = partsCorrectionOf(
    { ...nothing, reporting: [rule("trước ngày 10", 10)] },
    { ...nothing, reporting: [stored] },
  )
  expect(same.reporting).toMatchObject({ added: [], changed: [], gone: [] })
  const other = partsCorrectionOf(
    { ...nothing, reporting: [rule("trước ngày 15", 15), rule("tháng", 5, "month")] },
    { ...nothing, reporting: [stored] },
  )
  expect(other.reporting.added.map((each) => each.at)).toEqual([1])
  expect(other.reporting.changed[0]?.differences.map((each) => each.field)).toEqual(["text", "rule"])
  expect(ruleText(stored)).toBe("trước ngày 10, tháng cuối kỳ")
})
