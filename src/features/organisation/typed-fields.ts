import { type Day, parseDay } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { MAX_NAME, MAX_NOTE, namesOf, obligations, type UnitFacts, unitKinds } from "./unit.ts"

type Fields = Readonly<Record<string, string>>

/** A day as typed; `whenEmpty` stands for nothing typed. */
export function typedDay<Empty>(fields: Fields, name: string, whenEmpty: Empty): Outcome<Day | Empty> {
  const text = (fields[name] ?? "").trim()
  if (text === "") return done(whenEmpty)
  const day = parseDay(text)
  return day ? done(day) : refused("form.noDay", { field: name, values: { text } })
}

/** A day that must be typed. */
export function requiredDay(fields: Fields, name: string): Outcome<Day> {
  const day = typedDay(fields, name, null)
  if (!day.ok) return day
  return day.value === null ? refused("form.noDay", { field: name, values: { text: "" } }) : done(day.value)
}

type TypedUnit = Omit<UnitFacts, "endedOn" | "endedReason" | "position">

/** The form of a unit, checked for shape; the command checks it against the other units. */
export function typedUnit(fields: Fields, today: Day): Outcome<TypedUnit> {
  const name = (fields.name ?? "").replace(/\s+/g, " ").trim()
  if (name.length > MAX_NAME) return refused("form.tooLong", { field: "name", values: { max: MAX_NAME } })
  const note = fields.note?.trim() || null
  if ((note ?? "").length > MAX_NOTE) return refused("form.tooLong", { field: "note", values: { max: MAX_NOTE } })
  const kind = unitKinds.find((each) => each === fields.kind)
  if (!kind) return refused("organisation.noKind", { field: "kind" })
  const startedOn = typedDay(fields, "startedOn", today)
  if (!startedOn.ok) return startedOn
  if (fields.parentId && !isId(fields.parentId)) return refused("organisation.noParent", { field: "parentId" })
  return done({
    code: fields.code?.trim() || null,
    name,
    kind,
    parentId: fields.parentId || null,
    obligation: obligations.find((each) => each === fields.obligation) ?? "must",
    isConfirmed: fields.isConfirmed !== "no",
    note,
    aliases: namesOf(fields.aliases ?? ""),
    startedOn: startedOn.value,
  })
}
