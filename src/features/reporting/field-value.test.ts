import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  type FieldValue,
  isOutlying,
  keptValues,
  missingValues,
  typedValues,
  valueFromWords,
  valueInWords,
  valueStates,
} from "./field-value.ts"
import { addUp, cumulate, type SeriesPoint } from "./number-series.ts"
import type { TemplateField } from "./report-template.ts"

const field = (more: Partial<TemplateField> = {}): TemplateField => ({
  key: "f",
  label: "Số hồ sơ",
  hint: "",
  kind: "number",
  choices: [],
  unitOfMeasure: "hồ sơ",
  isRequired: true,
  measure: "flow",
  rollUp: "sum",
  groupIds: [],
  taskIds: [],
  ...more,
})
const value = (text: string, state: FieldValue["state"] = "actual", more: Partial<FieldValue> = {}): FieldValue => ({
  state,
  value: text,
  reason: "",
  final: "",
  ...more,
})
const codes = (faults: readonly { code: string }[]) => faults.map((fault) => fault.code)

describe("what is typed into a field", () => {
  test("a number as people write it here is kept as plain decimals; a word is refused beside its field", () => {
    const typed = typedValues({ "f-f": " 1.250,5 ", "f-f-state": "estimated", "f-f-reason": "x", other: "1" })
    expect(keptValues([field()], typed)).toEqual({ values: { f: value("1250.5", "estimated") }, faults: [] })
    expect(keptValues([field()], typedValues({ "f-f": "nhiều", "f-f-state": "actual" })).faults).toMatchObject([
      { code: "answer.noNumber", field: "f-f", values: { question: "Số hồ sơ" } },
    ])
  })

  test("a number beside 'nothing arose' contradicts itself; a field that is not asked is left out", () => {
    const typed = { f: value("5", "none"), stranger: value("5") }
    expect(codes(keptValues([field()], typed).faults)).toEqual(["field.valueWithState"])
    expect(keptValues([field()], { f: value(""), stranger: value("5") }).values).toEqual({})
  })

  test("what is required is a number, 'none', 'not applicable', or missing with its reason: never silence", () => {
    const lacks = (given?: FieldValue) => codes(missingValues([field()], given ? { f: given } : {}))
    expect(lacks()).toEqual(["field.missing"])
    expect(lacks(value("", "estimated"))).toEqual(["field.missing"])
    expect(lacks(value("", "missing"))).toEqual(["field.reasonMissing"])
    expect(lacks(value("", "missing", { reason: "Chưa khóa sổ" }))).toEqual([])
    expect(lacks(value("", "none"))).toEqual([])
    expect(lacks(value("", "notApplicable"))).toEqual([])
    expect(lacks(value("0"))).toEqual([])
    expect(codes(missingValues([field({ isRequired: false })], {}))).toEqual([])
  })

  test("ten times more or less than last time, or below zero, is asked about", () => {
    const odd = (now: string, then: string) => isOutlying([field()], { f: value(now) }, { f: value(then) })
    expect([odd("100", "10"), odd("10", "100"), odd("-1", "5"), odd("99", "10"), odd("0", "50"), odd("5", "")]).toEqual(
      [true, true, true, false, false, false],
    )
  })

  test("every value that a unit can enter is read back from its words", () => {
    const state = fc.constantFrom(...valueStates)
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((each) => Math.round(each * 1e3) / 1e3)
    fc.assert(
      fc.property(state, number, fc.constantFrom("hồ sơ", "%", null), (how, amount, unitOfMeasure) => {
        const asked = field({ unitOfMeasure })
        const given = value(how === "actual" || how === "estimated" ? String(amount === 0 ? 0 : amount) : "", how, {
          reason: how === "missing" ? "Chưa khóa sổ" : "",
        })
        const read = valueFromWords(asked, valueInWords(asked, given), "")
        expect(keptValues([asked], { f: read })).toEqual({ values: { f: given }, faults: [] })
      }),
    )
  })
})

describe("what the numbers add up to", () => {
  const point = (roundName: string, year: number, given?: FieldValue): SeriesPoint => ({
    roundName,
    year,
    value: given,
  })

  test("a quarter without a number is named and never zero; the year begins anew, the plan goes on", () => {
    const series = [
      point("quý IV năm 2025", 2025, value("5")),
      point("quý I năm 2026", 2026, value("10")),
      point("quý II năm 2026", 2026, undefined),
      point("quý III năm 2026", 2026, value("7", "estimated")),
    ]
    expect(cumulate(field(), series)).toEqual({
      inPeriod: 7,
      isEstimated: true,
      ofYear: { sum: 17, isEstimated: true, missing: ["quý II năm 2026"] },
      ofPlan: { sum: 22, isEstimated: true, missing: ["quý II năm 2026"] },
    })
  })

  test("the final figure of the next report takes the place of the estimate, whatever lies between", () => {
    const series = [
      point("quý I", 2026, value("10", "estimated")),
      point("quý II", 2026, value("", "none")),
      point("quý III", 2026, value("3", "actual", { final: "8.5" })),
    ]
    expect(cumulate(field(), series).ofYear).toEqual({ sum: 11.5, isEstimated: false, missing: [] })
    expect(cumulate(field(), series.slice(0, 2)).ofYear).toMatchObject({ sum: 10, isEstimated: true })
  })

  test("any order of units gives the same total as a recount of all their final numbers", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(amounts, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.boolean()),
        (units, flips) => {
          const sums = units.map((each) => {
            const points = each.map((amount, index) => {
              const isEstimated = index < each.length - 1 && Boolean(flips.next().value)
              return { amount, isEstimated }
            })
            return cumulate(
              field(),
              points.map(({ amount, isEstimated }, index) =>
                point(
                  `q${index}`,
                  2026,
                  value(String(isEstimated ? amount + 1 : amount), isEstimated ? "estimated" : "actual", {
                    final: points[index - 1]?.isEstimated ? String(points[index - 1]!.amount) : "",
                  }),
                ),
              ),
            ).ofYear
          })
          const recount = units.flat().reduce((sum, each) => sum + each, 0)
          expect(addUp(sums).sum).toBe(recount)
          expect(addUp([...sums].reverse()).sum).toBe(recount)
        },
      ),
    )
  })
})
