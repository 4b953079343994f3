import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  answerFault,
  missingAnswers,
  nextRequestCode,
  numberIn,
  type Question,
  summaryOf,
  typedQuestions,
} from "./request.ts"

const question = (over: Partial<Question> = {}): Question => ({
  id: "q",
  label: "Số tổ công nghệ số",
  kind: "number",
  choices: [],
  unitOfMeasure: "tổ",
  isRequired: true,
  ...over,
})

describe("the questions of a request", () => {
  test("rows without a text are left out; only numbers have a unit, only choices have choices", () => {
    const typed = typedQuestions({
      "q1-label": " Số tổ ",
      "q1-kind": "number",
      "q1-unit": "tổ",
      "q1-required": "yes",
      "q2-label": "  ",
      "q7-label": "Mức độ",
      "q7-kind": "choice",
      "q7-choices": "Tốt; Khá\nTốt; ",
      "q7-unit": "bị bỏ",
    })
    expect(typed).toEqual({
      ok: true,
      value: [
        { label: "Số tổ", kind: "number", choices: [], unitOfMeasure: "tổ", isRequired: true },
        { label: "Mức độ", kind: "choice", choices: ["Tốt", "Khá"], unitOfMeasure: null, isRequired: false },
      ],
    })
  })
  test("one question at least, two choices at least", () => {
    expect(typedQuestions({})).toMatchObject({ refusal: { code: "request.noQuestion", field: "q1-label" } })
    const one = { "q2-label": "Mức độ", "q2-kind": "choice", "q2-choices": "Tốt" }
    expect(typedQuestions(one)).toMatchObject({ refusal: { code: "request.fewChoices", field: "q2-choices" } })
  })
})

describe("answers", () => {
  test.each([
    ["1250", 1250],
    ["1.250", 1250],
    ["1.250,5", 1250.5],
    ["12,5", 12.5],
    ["-3", -3],
    ["1 250", 1250],
    ["1.25", undefined],
    ["12,5,6", undefined],
    ["khoảng 12", undefined],
    ["1e3", undefined],
  ])("%s is %s", (text, expected) => expect(numberIn(text)).toBe(expected))
  test("whatever the whole number, as written here it is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (value) => {
        expect(numberIn(value.toLocaleString("vi-VN"))).toBe(value)
      }),
    )
  })
  test("an empty answer is no fault while it is worked on, and is missing when it is required", () => {
    expect(answerFault(question(), " ")).toBeUndefined()
    expect(answerFault(question(), "nhiều")).toBe("answer.noNumber")
    expect(answerFault(question({ kind: "choice", choices: ["Tốt", "Khá"] }), "Xấu")).toBe("answer.notAmong")
    expect(answerFault(question({ kind: "yesNo" }), "maybe")).toBe("answer.notAmong")
    expect(missingAnswers([{ ...question(), value: "" }])).toMatchObject([
      { code: "answer.missing", field: "tra-loi-q" },
    ])
    expect(missingAnswers([{ ...question({ isRequired: false }), value: "" }])).toEqual([])
  })
  test("missing is never zero: sums and counts tell how many answered", () => {
    expect(summaryOf(question(), ["1.000", "", "2,5"])).toEqual({ kind: "sum", answered: 2, sum: 1002.5 })
    expect(summaryOf(question({ kind: "yesNo" }), ["yes", "no", "yes", ""])).toEqual({
      kind: "counts",
      answered: 3,
      counts: [
        { option: "yes", count: 2 },
        { option: "no", count: 1 },
      ],
    })
  })
})

test("requests are numbered through the year", () => {
  expect(nextRequestCode([], 2026)).toBe("2026-R1")
  expect(nextRequestCode(["2026-R1", "2026-R12"], 2026)).toBe("2026-R13")
})
