import type { Typed } from "#features/reporting/typed-entry.ts"

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The page's own marks of a form; what a person types has other names. */
const OWN = new Set(["requestId", "formOwner", "seenVersion", "entry", "section", "to", "quick"])

const fieldsOf = (form: HTMLFormElement): Field[] =>
  ([...form.elements] as Field[]).filter(
    (field) => field.name && !OWN.has(field.name) && field.tagName !== "BUTTON" && field.tagName !== "FIELDSET",
  )

const isChoice = (field: Field): field is HTMLInputElement => field.type === "radio" || field.type === "checkbox"

/** What stands in the form, by name; a choice that nobody made is an empty text. */
export function readTyped(form: HTMLFormElement): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const field of fieldsOf(form)) {
    const value = isChoice(field) && !field.checked ? "" : field.value
    typed[field.name] = typed[field.name] || plain(value)
  }
  return typed
}

/** What the page was sent with, whatever stands in the form by now. */
export function readShown(form: HTMLFormElement): Record<string, string> {
  const shown: Record<string, string> = {}
  for (const field of fieldsOf(form)) shown[field.name] = shown[field.name] || plain(shownIn(field))
  return shown
}

function shownIn(field: Field): string {
  if (field instanceof HTMLSelectElement)
    return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? ""
  if (isChoice(field)) return field.defaultChecked ? field.value : ""
  return field.defaultValue
}

const plain = (text: string): string => text.replaceAll("\r\n", "\n").normalize("NFC")

/** Writes into the form; fields that were typed in since `known` was read stay as they are. */
export function fill(form: HTMLFormElement, typed: Typed, known?: Typed): void {
  const now = readTyped(form)
  for (const field of fieldsOf(form)) {
    const { name } = field
    if (known && (now[name] ?? "") !== (known[name] ?? "")) continue
    const value = typed[name] ?? ""
    if (isChoice(field)) field.checked = value !== "" && field.value === value
    else if (field.value !== value) field.value = value
  }
}

/** The words that a field stands under on the page. */
export function labelOf(form: HTMLFormElement, name: string): string {
  const field = fieldsOf(form).find((each) => each.name === name)
  const legend = field?.closest("fieldset")?.querySelector("legend")
  const label = field && !isChoice(field) ? field.labels?.[0] : undefined
  return (label ?? legend)?.textContent?.trim() ?? name
}

/** What a value is called where a person chooses among words. */
export function wordsOf(form: HTMLFormElement, name: string, value: string): string {
  const field = fieldsOf(form).find((each) => each.name === name && (!isChoice(each) || each.value === value))
  if (field instanceof HTMLSelectElement)
    return [...field.options].find((option) => option.value === value)?.text ?? value
  return field && isChoice(field) && value !== "" ? (field.closest("label")?.textContent?.trim() ?? value) : value
}
