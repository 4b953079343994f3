/** The sentences that the script says; the page writes them beside its content, in its language. */
export type Say = (word: string, values?: Readonly<Record<string, string | number>>) => string

export function speaker(words: Readonly<Record<string, string>>): Say {
  return (word, values = {}) =>
    (words[word] ?? word).replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** "14:05 27/11/2026" in the zone of the device. */
export function moment(iso: string | null): string {
  if (!iso) return ""
  const date = new Date(iso)
  const two = (number: number) => String(number).padStart(2, "0")
  const day = `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`
  return `${two(date.getHours())}:${two(date.getMinutes())} ${day}`
}

/** An element with its attributes and what stands in it; texts are never read as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...content)
  return made
}
