import { folded } from "#shared/folded.ts"
import type { RefusalDetail } from "#shared/outcome.ts"
import type { TemplateField } from "./report-template.ts"
import { answerFault, numberIn } from "./request.ts"

/**
 * How a value stands: `actual`; `estimated` where it reaches beyond the as-of day (ước thực hiện); `none` nothing arose; `notApplicable`;
 * `missing` with a reason. Missing is never zero.
 */
export const valueStates = ["actual", "estimated", "none", "notApplicable", "missing"] as const
export type ValueState = (typeof valueStates)[number]

/**
 * What was entered in one field. `value`: a number as plain decimal text ("1250.5"), otherwise the text or choice.
 * `final`: the final figure of the last report, where that one was an estimate (điều chỉnh kỳ trước).
 */
export type FieldValue = { state: ValueState; value: string; reason: string; final: string }
export type FieldValues = Readonly<Record<string, FieldValue>>

const empty: FieldValue = { state: "actual", value: "", reason: "", final: "" }
export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || (value.state === "actual" && value.value === "" && value.reason === "" && value.final === "")

export const isSameValue = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  (["state", "value", "reason", "final"] as const).every((part) => (one ?? empty)[part] === (other ?? empty)[part])

/** The states that a field offers: only numbers are estimated or fail to arise. */
export const statesOf = (field: Pick<TemplateField, "kind">): readonly ValueState[] =>
  field.kind === "number" ? valueStates : ["actual", "notApplicable", "missing"]

type Fields = Readonly<Record<string, string | undefined>>

/** What was typed into `f-KEY`, `f-KEY-state`, `f-KEY-reason`, `f-KEY-final`, by key, word for word. */
export function typedValues(fields: Fields): Record<string, FieldValue> {
  const typed: Record<string, FieldValue> = {}
  for (const name of Object.keys(fields)) {
    const key = /^f-(.+)-state$/.exec(name)?.[1]
    if (!key) continue
    const text = (end: string) => (fields[`f-${key}${end}`] ?? "").trim()
    const state = valueStates.find((each) => each === text("-state")) ?? "actual"
    typed[key] = { state, value: text(""), reason: text("-reason"), final: text("-final") }
  }
  return typed
}

/**
 * The values in the form in which they are kept, for the fields that are asked; a key that is not asked is left out.
 * @returns every fault of shape, so that an unfinished entry can be saved but never a word where a number belongs
 */
export function keptValues(
  fields: readonly TemplateField[],
  typed: FieldValues,
): { values: Record<string, FieldValue>; faults: RefusalDetail[] } {
  const values: Record<string, FieldValue> = {}
  const faults: RefusalDetail[] = []
  for (const field of fields) {
    const given = { ...empty, ...typed[field.key] }
    const hasValue = given.state === "actual" || given.state === "estimated"
    const name = `f-${field.key}`
    const fault = hasValue ? answerFault(field, given.value) : undefined
    if (fault) faults.push({ code: fault, field: name, values: { question: field.label } })
    if (!hasValue && given.value !== "")
      faults.push({ code: "field.valueWithState", field: name, values: { question: field.label } })
    if (given.final !== "" && numberIn(given.final) === undefined)
      faults.push({ code: "answer.noNumber", field: `${name}-final`, values: { question: field.label } })
    const kept = {
      state: given.state,
      value: field.kind === "number" ? plainNumber(given.value) : given.value,
      reason: given.state === "missing" ? given.reason : "",
      final: plainNumber(given.final),
    }
    if (!isEmpty(kept)) values[field.key] = kept
  }
  return { values, faults }
}

const plainNumber = (text: string): string => {
  const number = numberIn(text)
  return number === undefined ? text : String(number)
}

/** What is still lacking before the entry can be sent: a required value, the reason of one that is missing. */
export function missingValues(fields: readonly TemplateField[], values: FieldValues): RefusalDetail[] {
  return fields.flatMap((field) => {
    const value = values[field.key]
    const detail = (code: string) => [{ code, field: `f-${field.key}`, values: { question: field.label } }]
    if (value?.state === "missing") return value.reason.trim() === "" ? detail("field.reasonMissing") : []
    if (value && value.state !== "actual" && value.state !== "estimated") return []
    if (value?.state === "estimated" && value.value === "") return detail("field.missing")
    return field.isRequired && (value?.value ?? "") === "" ? detail("field.missing") : []
  })
}

/** From this factor on a number is asked about: a wrong unit of measure, or a zero too many. */
const OUTLYING_FROM = 10

/** Whether a number differs so much from the last report, or is below zero, that the unit says why or mends it. */
export function isOutlying(fields: readonly TemplateField[], values: FieldValues, before: FieldValues): boolean {
  return fields.some((field) => {
    const now = numberOf(field, values[field.key])
    if (now === undefined) return false
    if (now < 0) return true
    const then = numberOf(field, before[field.key])
    if (!now || !then || then < 0) return false
    return Math.max(now / then, then / now) >= OUTLYING_FROM
  })
}

export function numberOf(field: Pick<TemplateField, "kind">, value: FieldValue | undefined): number | undefined {
  if (field.kind !== "number" || !value || value.value === "") return undefined
  return value.state === "actual" || value.state === "estimated" ? Number(value.value) : undefined
}

const words = { none: "Không phát sinh", notApplicable: "Không áp dụng", missing: "Chưa có số liệu", estimated: "ước" }

const decimal = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 })
/** "1250.5" → "1.250,5": how a kept number is shown and typed again. */
export const shownNumber = (plain: string): string => (plain === "" ? "" : decimal.format(Number(plain)))

/** A value in the words of an official document, of the workbook, of a comparison: "ước 1.250 hồ sơ", "Không phát sinh". */
export function valueInWords(
  field: Pick<TemplateField, "kind" | "unitOfMeasure">,
  value: FieldValue | undefined,
): string {
  if (!value || isEmpty(value)) return ""
  if (value.state === "none" || value.state === "notApplicable") return words[value.state]
  if (value.state === "missing") return value.reason ? `${words.missing}: ${value.reason}` : words.missing
  if (field.kind === "yesNo") return value.value === "yes" ? "Có" : value.value === "no" ? "Không" : value.value
  if (field.kind !== "number") return value.value
  const number = [shownNumber(value.value), field.unitOfMeasure].filter(Boolean).join(" ")
  return value.state === "estimated" ? `${words.estimated} ${number}` : number
}

/** The reverse of `valueInWords` for a cell that was filled in; the final figure of the last report is entered on the page only. */
export function valueFromWords(
  field: Pick<TemplateField, "kind" | "unitOfMeasure" | "choices">,
  text: string,
  final: string,
): FieldValue {
  const typed = text.trim()
  const plain = folded(typed)
  const value = (state: ValueState, rest = "", reason = ""): FieldValue => ({ state, value: rest, reason, final })
  if (plain === folded(words.none) && field.kind === "number") return value("none")
  if (plain === folded(words.notApplicable)) return value("notApplicable")
  if (plain.startsWith(folded(words.missing)))
    return value("missing", "", typed.slice(words.missing.length).replace(/^\s*:\s*/, ""))
  if (field.kind === "yesNo") return value("actual", plain === "co" ? "yes" : plain === "khong" ? "no" : typed)
  if (field.kind !== "number") return value("actual", typed)
  const isEstimated = plain.startsWith(`${folded(words.estimated)} `)
  const number = (isEstimated ? typed.slice(words.estimated.length) : typed).trim()
  const unit = field.unitOfMeasure?.toLocaleLowerCase("vi")
  const bare = unit && number.toLocaleLowerCase("vi").endsWith(unit) ? number.slice(0, -unit.length).trim() : number
  return value(isEstimated ? "estimated" : "actual", bare)
}
