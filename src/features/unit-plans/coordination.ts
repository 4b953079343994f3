import { type Actor, actsFor, type SystemActor } from "#shared/actor.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"

export const dutyAnswers = ["confirmed", "disputed"] as const
export type DutyAnswer = (typeof dutyAnswers)[number]

/** A unit that disputes its share says why; whoever settles it must know. */
export function checkDutyAnswer(typed: {
  answer: string
  reason: string
}): Outcome<{ answer: DutyAnswer; reason: string }> {
  const answer = dutyAnswers.find((each) => each === typed.answer)
  if (!answer) return refused("duty.noAnswer", { field: "answer" })
  const reason = typed.reason.trim()
  if (answer === "disputed" && reason === "") return refused("duty.noReason", { field: "reason" })
  return done({ answer, reason })
}

/** As many units as one request may go to: every agency and commune of a province. */
const MOST_UNITS = 200

export type TypedOpinionRequest = { question: string; answerBy: string; unitIds: readonly string[] }

/** What makes a request for opinions: a question, a day that has not passed, and at least one other unit. */
export function checkOpinionRequest(
  typed: TypedOpinionRequest,
  asker: string,
  today: Day,
): Outcome<{ question: string; answerBy: Day; unitIds: string[] }> {
  const faults: RefusalDetail[] = []
  const question = typed.question.trim()
  if (question === "") faults.push({ code: "opinion.noQuestion", field: "question" })
  const answerBy = parseDay(typed.answerBy)
  if (!answerBy) faults.push({ code: "form.noDay", field: "answerBy", values: { text: typed.answerBy } })
  else if (answerBy < today) faults.push({ code: "opinion.dayPassed", field: "answerBy" })
  const unitIds = [...new Set(typed.unitIds)].filter((id) => id !== asker)
  if (unitIds.length === 0) faults.push({ code: "opinion.noUnit", field: "unit" })
  if (unitIds.length > MOST_UNITS)
    faults.push({ code: "opinion.tooManyUnits", field: "unit", values: { most: MOST_UNITS } })
  return faults.length > 0 || !answerBy
    ? refused("form.invalid", { details: faults })
    : done({ question, answerBy, unitIds })
}

export type OpinionState = "waiting" | "late" | "answered" | "answeredLate"
/** The day named is the last day on time; an answer that comes later is taken, and marked. */
export function opinionState(answer: { answeredOn: Day | null }, answerBy: Day, today: Day): OpinionState {
  if (answer.answeredOn) return answer.answeredOn > answerBy ? "answeredLate" : "answered"
  return today > answerBy ? "late" : "waiting"
}

type Who = Actor | SystemActor
export const mayAnswerFor = (actor: Who, unitId: string): boolean =>
  actsFor(actor, unitId, "reporter", "head", "planOffice", "director")
/** The plan office settles who does what in its plan. */
export const mayNoteOutcome = (actor: Who, plan: { planOfficeUnitId: string }): boolean =>
  actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")
