import { texts } from "./entry.ts"
import { type FieldValue, type FieldValues, shownNumber } from "./field-value.ts"
import type { TemplateField } from "./report-template.ts"

/** The fields of an entry's form by name, each as the text that stands in it. A name that is absent stands for an empty field. */
export type Typed = Readonly<Record<string, string>>

type SavedEntry = Readonly<Record<(typeof texts)[number], string>> & {
  answer: string | null
  percentDone: number | null
  consent: string | null
  fieldValues: FieldValues
}

/** A saved entry as its form shows it: what stands there for whoever opens the form now. */
export function typedEntry(entry: SavedEntry, fields: readonly Pick<TemplateField, "key" | "kind">[]): Typed {
  const values = fields.flatMap((field) => valueFields(field, entry.fieldValues[field.key]))
  return Object.fromEntries([
    ["answer", entry.answer ?? ""],
    ["percentDone", entry.percentDone === null ? "" : String(entry.percentDone)],
    ...texts.map((name) => [name, entry[name]]),
    ["consent", entry.consent ?? ""],
    ...values,
  ])
}

function valueFields({ key, kind }: Pick<TemplateField, "key" | "kind">, value: FieldValue | undefined) {
  const shown = kind === "number" ? shownNumber(value?.value ?? "") : (value?.value ?? "")
  return [
    [`f-${key}`, shown],
    [`f-${key}-state`, value?.state ?? "actual"],
    [`f-${key}-reason`, value?.reason ?? ""],
    [`f-${key}-final`, shownNumber(value?.final ?? "")],
  ]
}

/** Fields that say one thing together: nobody wants the number of one person with the "none arose" of another. */
function groupOf(name: string): string {
  if (name === "percentDone") return "answer"
  if (name === "objection") return "consent"
  return name.startsWith("f-") ? name.replace(/-(state|reason|final)$/, "") : name
}

/** Trailing blanks and the kind of line break are no difference. */
const plain = (text: string | undefined): string => (text ?? "").replaceAll("\r\n", "\n").trimEnd()

export type Joined = {
  typed: Record<string, string>
  /** The first field of each group that both changed to something different: a person chooses; until then `mine` stands there. */
  clashes: string[]
}

/**
 * Joins what two people typed into the same entry. Fields that only one of them changed are taken from that one; what both changed alike
 * is no clash.
 * @param base what stood there when `mine` began
 */
export function joinTyped(base: Typed, mine: Typed, theirs: Typed): Joined {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
  const typed: Record<string, string> = {}
  const clashes: string[] = []
  for (const group of new Set(names.map(groupOf))) {
    const members = fieldsOfClash(group, names)
    const differs = (one: Typed, other: Typed) => members.some((name) => plain(one[name]) !== plain(other[name]))
    const isMine = differs(base, mine)
    if (isMine && differs(base, theirs) && differs(mine, theirs)) clashes.push(group)
    for (const name of members) typed[name] = (isMine ? mine : theirs)[name] ?? ""
  }
  return { typed, clashes }
}

/** The fields that belong to a clash. */
export const fieldsOfClash = (clash: string, names: readonly string[]): string[] =>
  names.filter((name) => groupOf(name) === clash)

/** Whether two forms say the same. */
export const isSameTyped = (one: Typed, other: Typed): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => plain(one[name]) === plain(other[name]))
