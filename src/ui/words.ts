import en from "../../messages/en.json" with { type: "json" }
import vi from "../../messages/vi.json" with { type: "json" }

/** Every sentence that a person reads stands in messages/, Vietnamese first; the check fails when a language lacks one. */
export type Language = "vi" | "en"
export type Word = keyof typeof vi
export type Values = Record<string, string | number>
export type Say = (word: Word, values?: Values) => string

const catalogues: Record<Language, Record<string, string>> = { vi, en }

/** "{n} nhiệm vụ" + { n: 7 } → "7 nhiệm vụ" */
const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place))

export const speak = (language: Language): Say => speakers[language]

const speakers: Record<Language, Say> = {
  vi: (word, values) => (values ? fill(vi[word], values) : vi[word]),
  en: (word, values) => {
    const text = catalogues.en[word] ?? vi[word]
    return values ? fill(text, values) : text
  },
}

/** The words for a code that rules produce ("refusal.report.incomplete"); codes are checked against the catalogue by a test. */
export function sayCode(say: Say, prefix: string, code: string, values?: Values): string {
  const word = `${prefix}.${code}`
  return word in vi ? say(word as Word, values) : word
}
