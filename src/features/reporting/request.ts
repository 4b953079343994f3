import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"

export const questionKinds = ["text", "number", "yesNo", "choice"] as const
export type QuestionKind = (typeof questionKinds)[number]
export type QuestionInput = {
  label: string
  kind: QuestionKind
  choices: readonly string[]
  unitOfMeasure: string | null
  isRequired: boolean
}
export type Question = QuestionInput & { id: string }

/** Rows of the form in which the plan office writes the questions. */
export const MAX_QUESTIONS = 20
const MAX_LABEL = 500
export const MAX_ANSWER = 10_000

/**
 * The questions of a request as typed, in their order; rows without a text are left out. Fields are `q1-label`, `q1-kind`, `q1-choices`
 * (separated by semicolons or line breaks), `q1-unit`, `q1-required` "yes".
 */
export function typedQuestions(fields: Readonly<Record<string, string | undefined>>): Outcome<QuestionInput[]> {
  const questions: QuestionInput[] = []
  for (let row = 1; row <= MAX_QUESTIONS; row++) {
    const label = (fields[`q${row}-label`] ?? "").trim()
    if (label === "") continue
    if (label.length > MAX_LABEL) return refused("form.tooLong", { field: `q${row}-label`, values: { max: MAX_LABEL } })
    const kind = questionKinds.find((each) => each === fields[`q${row}-kind`]) ?? "text"
    const choices = kind === "choice" ? choicesIn(fields[`q${row}-choices`] ?? "") : []
    if (kind === "choice" && choices.length < 2) return refused("request.fewChoices", { field: `q${row}-choices` })
    const unitOfMeasure = kind === "number" ? (fields[`q${row}-unit`] ?? "").trim() || null : null
    questions.push({ label, kind, choices, unitOfMeasure, isRequired: fields[`q${row}-required`] === "yes" })
  }
  return questions.length === 0 ? refused("request.noQuestion", { field: "q1-label" }) : done(questions)
}

export const choicesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[;\n]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]

/** What keeps an answer from standing; an unfinished report may hold a missing answer, never one of the wrong kind. */
export function answerFault(question: Pick<Question, "kind" | "choices">, value: string): string | undefined {
  const text = value.trim()
  if (text === "") return undefined
  if (text.length > MAX_ANSWER) return "answer.tooLong"
  if (question.kind === "number" && numberIn(text) === undefined) return "answer.noNumber"
  if (question.kind === "yesNo" && text !== "yes" && text !== "no") return "answer.notAmong"
  if (question.kind === "choice" && !question.choices.includes(text)) return "answer.notAmong"
  return undefined
}

/** "1.250,5", "1250,5" and "1250" as people write them here; a point before three digits divides thousands. */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim().replace(/\s/g, "")
  if (!/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(trimmed)) return undefined
  return Number(trimmed.replaceAll(".", "").replace(",", "."))
}

/** Required questions without an answer: the page shows them and sending waits for them. */
export const missingAnswers = (questions: readonly (Question & { value: string })[]): RefusalDetail[] =>
  questions
    .filter((question) => question.isRequired && question.value.trim() === "")
    .map((question) => ({
      code: "answer.missing",
      field: `tra-loi-${question.id}`,
      values: { question: question.label },
    }))

/** The next code of a request in a year: "2026-R3" after two. */
export function nextRequestCode(codes: readonly string[], year: number): string {
  const numbers = codes.map((code) => Number(/^(\d{4})-R(\d+)$/.exec(code)?.[2] ?? 0))
  return `${year}-R${Math.max(0, ...numbers) + 1}`
}

/** What all units answered to a question: the sum of numbers, how many chose what. Missing is never zero. */
export function summaryOf(question: Question, values: readonly string[]) {
  const given = values.filter((value) => value.trim() !== "")
  if (question.kind === "number") {
    const sum = given.reduce((total, value) => total + (numberIn(value) ?? 0), 0)
    return { kind: "sum" as const, answered: given.length, sum: Math.round(sum * 1e6) / 1e6 }
  }
  if (question.kind === "text") return { kind: "text" as const, answered: given.length }
  const options = question.kind === "yesNo" ? ["yes", "no"] : [...question.choices]
  const counts = options.map((option) => ({ option, count: given.filter((value) => value.trim() === option).length }))
  return { kind: "counts" as const, answered: given.length, counts }
}
