import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"
import { choicesIn, type QuestionKind, questionKinds } from "./request.ts"
import { sectionTitle } from "./section-words.ts"
import { type ReportPart, reportParts, standardSections } from "./sections.ts"

/** A general part of a unit's report. `title` and `hint` are null where the words of the product stand (standard sections only). */
export type TemplateSection = {
  key: string
  title: string | null
  hint: string | null
  /** Under which part of the plan office's report its sentences go. */
  part: ReportPart
  isRequired: boolean
}

/** `flow`: what happened in the period, added up over periods; `pointInTime`: how it stands on the as-of day, never added up over time. */
export const measures = ["flow", "pointInTime"] as const
export type Measure = (typeof measures)[number]

/** Something that is asked of every entry, or of the entries on some tasks, beside what every report says (rule 16). */
export type TemplateField = {
  key: string
  label: string
  hint: string
  kind: QuestionKind
  choices: readonly string[]
  unitOfMeasure: string | null
  isRequired: boolean
  measure: Measure
  /** Whether the units' numbers are added up to one of the plan. */
  rollUp: "sum" | "none"
  /** Groups and tasks that it is asked of; none of both: of all. */
  groupIds: readonly string[]
  taskIds: readonly string[]
}

/** The texts of an entry that a plan may do without or insist on. Result, percentage and product follow from the answer. */
export const adjustableTexts = ["obstacle", "proposal", "nextStep"] as const
export type AdjustableText = (typeof adjustableTexts)[number]
export const askings = ["asked", "required", "notAsked"] as const
export type Asking = (typeof askings)[number]

export type TemplateContent = {
  sections: readonly TemplateSection[]
  fields: readonly TemplateField[]
  asks: Readonly<Record<AdjustableText, Asking>>
}
/** `version` 0: the default of the product (rule 16). */
export type ReportTemplate = TemplateContent & { version: number }

export const defaultTemplate: ReportTemplate = {
  version: 0,
  sections: standardSections.map(({ key, part }) => ({ key, title: null, hint: null, part, isRequired: false })),
  fields: [],
  asks: { obstacle: "asked", proposal: "asked", nextStep: "asked" },
}

/** The fields that are asked of an entry on this task. */
export const fieldsFor = (
  template: Pick<TemplateContent, "fields">,
  task: { taskId: string; taskGroupId: string },
): TemplateField[] =>
  template.fields.filter(
    ({ groupIds, taskIds }) =>
      (groupIds.length === 0 && taskIds.length === 0) ||
      groupIds.includes(task.taskGroupId) ||
      taskIds.includes(task.taskId),
  )

export const MAX_SECTIONS = 15
export const MAX_FIELDS = 25
const MAX_TITLE = 200
const MAX_HINT = 500

/** A template as typed: `scope` holds codes, "nhóm 2; 1.7", which the command turns into groups and tasks. */
export type TypedField = Omit<TemplateField, "groupIds" | "taskIds"> & { scope: readonly string[]; row: number }
export type TypedTemplate = Omit<TemplateContent, "fields"> & { fields: readonly TypedField[]; note: string }

type Fields = Readonly<Record<string, string | undefined>>

/**
 * The template that was typed, its rows in the order of their numbers; a row without a title is left out. Fields are `s1-title`, `s1-key`,
 * `s1-place` … and `f1-label`, `f1-key`, `f1-kind` …
 * @param newKey names a row that is new
 */
export function typedTemplate(fields: Fields, newKey: () => string): Outcome<TypedTemplate> {
  const sections = inOrder(fields, "s", MAX_SECTIONS, "title", (row) => typedSection(fields, row, newKey))
  const asked = inOrder(fields, "f", MAX_FIELDS, "label", (row) => typedField(fields, row, newKey))
  const details = [...longTexts(fields), ...fewChoices(asked), ...sameNames("s", "title", sections, fields)]
  if (details.length > 0) return refused("form.invalid", { details })
  const asks = Object.fromEntries(
    adjustableTexts.map((text) => [text, askings.find((each) => each === fields[`ask-${text}`]) ?? "asked"]),
  ) as Record<AdjustableText, Asking>
  return done({
    sections: sections.map(({ row: _, ...section }) => section),
    fields: asked,
    asks,
    note: (fields.note ?? "").trim(),
  })
}

/** Rows that hold something, by the place that was typed for them; equal places keep the order of the rows. */
function inOrder<Row>(fields: Fields, letter: string, most: number, name: string, read: (row: number) => Row): Row[] {
  const rows: { row: number; place: number }[] = []
  for (let row = 1; row <= most; row++) {
    if ((fields[`${letter}${row}-${name}`] ?? "").trim() === "") continue
    const place = Number((fields[`${letter}${row}-place`] ?? "").trim() || row)
    rows.push({ row, place: Number.isFinite(place) ? place : row })
  }
  return rows.sort((one, other) => one.place - other.place || one.row - other.row).map(({ row }) => read(row))
}

function typedSection(fields: Fields, row: number, newKey: () => string): TemplateSection & { row: number } {
  const text = (name: string) => (fields[`s${row}-${name}`] ?? "").trim()
  const key = text("key") || newKey()
  const isAsBefore = text("title") === sectionTitle({ key, title: null }) // the product's own words, in either language
  return {
    row,
    key,
    title: isAsBefore ? null : text("title"),
    hint: text("hint") || (isAsBefore ? null : ""),
    part: reportParts.find((part) => part === text("part")) ?? "results",
    isRequired: text("required") === "yes",
  }
}

function typedField(fields: Fields, row: number, newKey: () => string): TypedField {
  const text = (name: string) => (fields[`f${row}-${name}`] ?? "").trim()
  const kind = questionKinds.find((each) => each === text("kind")) ?? "text"
  const isNumber = kind === "number"
  return {
    row,
    key: text("key") || newKey(),
    label: text("label"),
    hint: text("hint"),
    kind,
    choices: kind === "choice" ? choicesIn(text("choices")) : [],
    unitOfMeasure: isNumber ? text("unit") || null : null,
    isRequired: text("required") === "yes",
    measure: isNumber && text("measure") === "pointInTime" ? "pointInTime" : "flow",
    rollUp: isNumber && text("rollUp") !== "none" ? "sum" : "none",
    scope: text("scope")
      .split(/[;,\n]/)
      .map((code) => code.trim())
      .filter(Boolean),
  }
}

function longTexts(fields: Fields): RefusalDetail[] {
  const limits = { title: MAX_TITLE, label: MAX_TITLE, hint: MAX_HINT, choices: 1_000, unit: 40, scope: 2_000 }
  return Object.entries(fields).flatMap(([field, text = ""]) => {
    const max = limits[/^[sf]\d+-(\w+)$/.exec(field)?.[1] as keyof typeof limits]
    return max && text.length > max ? [{ code: "form.tooLong", field, values: { max } }] : []
  })
}

const fewChoices = (fields: readonly TypedField[]): RefusalDetail[] =>
  fields
    .filter((field) => field.kind === "choice" && field.choices.length < 2)
    .map((field) => ({ code: "request.fewChoices", field: `f${field.row}-choices` }))

function sameNames(letter: string, name: string, rows: readonly { row: number }[], fields: Fields): RefusalDetail[] {
  const seen = new Set<string>()
  return rows.flatMap(({ row }) => {
    const text = (fields[`${letter}${row}-${name}`] ?? "").trim().toLocaleLowerCase("vi")
    if (!seen.has(text)) {
      seen.add(text)
      return []
    }
    return [{ code: "template.sameName", field: `${letter}${row}-${name}` }]
  })
}

/** Fields whose key stands in the version before with another kind: what was entered would mean something else. */
export const changedKinds = (before: readonly TemplateField[], after: readonly TypedField[]): RefusalDetail[] =>
  after.flatMap((field) => {
    const old = before.find((each) => each.key === field.key)
    return old && (old.kind !== field.kind || old.measure !== field.measure)
      ? [{ code: "template.kindChanged", field: `f${field.row}-kind`, values: { label: old.label } }]
      : []
  })
