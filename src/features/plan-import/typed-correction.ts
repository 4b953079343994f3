import { type Day, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { readDeadline } from "./deadline.ts"
import type { DocumentFacts, TaskFacts } from "./held-plan.ts"
import type { DeadlineMeaning, DocumentKind, ReadDeadline } from "./plan-reading.ts"

type Fields = Readonly<Record<string, string>>

export const deadlineMeanings = ["byDay", "range", "everyYear", "ongoing", "afterEvent", "unclear"] as const
export const documentKinds = [
  "decision",
  "plan",
  "resolution",
  "programme",
  "directive",
  "letter",
  "notice",
  "report",
  "other",
] as const satisfies readonly DocumentKind[]

const text = (fields: Fields, name: string): string => (fields[name] ?? "").trim()
const orNull = (value: string): string | null => (value === "" ? null : value)
/** One name a line; semicolons separate as well, commas do not: they stand inside names. */
const names = (value: string): string[] =>
  value
    .split(/[\n;]/)
    .map((name) => name.replace(/\s+/g, " ").trim())
    .filter(Boolean)

/** The form of a task's correction. Refusals: form.noDay, planImport.needsDay, each naming its field. */
export function typedTask(fields: Fields): Outcome<TaskFacts> {
  const deadline = typedDeadline(fields)
  if (!deadline.ok) return deadline
  return done({
    code: orNull(text(fields, "code")),
    title: text(fields, "title").replace(/\s+/g, " "),
    leads: names(text(fields, "leads")),
    coordinating: names(text(fields, "coordinating")),
    deadline: deadline.value,
    product: orNull(text(fields, "product")),
  })
}

/** Without a meaning the words are read as the reader reads them. A day alone is a deadline by that day. */
function typedDeadline(fields: Fields): Outcome<ReadDeadline | null> {
  const day = typedDay(fields, "deadlineTo")
  if (!day.ok) return day
  const words = text(fields, "deadlineText") || text(fields, "deadlineTo")
  const meaning = deadlineMeanings.find((each) => each === fields.deadlineMeaning)
  if (!meaning) return done(words === "" ? null : readDeadline(words))
  const needsDay: readonly DeadlineMeaning[] = ["byDay", "range"]
  const read = readDeadline(words)
  if (needsDay.includes(meaning) && !day.value) {
    if (read?.meaning === meaning && read.to) return done(read)
    return refused("planImport.needsDay", { field: "deadlineTo" })
  }
  const from = meaning === "range" ? (read?.from ?? null) : null
  const to = meaning === "ongoing" || meaning === "unclear" ? null : day.value
  return done({ text: words, meaning, from, to })
}

function typedDay(fields: Fields, name: string): Outcome<Day | null> {
  const typed = text(fields, name)
  const day = parseDay(typed)
  if (typed !== "" && !day) return refused("form.noDay", { field: name, values: { text: typed } })
  return done(day ?? null)
}

/** The form of the document's correction. Refusals: form.noDay. */
export function typedDocument(fields: Fields): Outcome<DocumentFacts> {
  const issuedOn = typedDay(fields, "issuedOn")
  if (!issuedOn.ok) return issuedOn
  return done({
    kind: documentKinds.find((kind) => kind === fields.kind) ?? "decision",
    number: orNull(text(fields, "number")),
    notation: orNull(text(fields, "notation")),
    issuer: orNull(text(fields, "issuer")),
    issuedOn: issuedOn.value,
    title: orNull(text(fields, "title").replace(/\s+/g, " ")),
  })
}
