import { formatDay, isDay } from "#shared/day.ts"
import { obligations, type UnitFacts, unitKinds } from "./unit.ts"
import type { UnitChange } from "./unit-import.ts"
import { kindWords, noWord, obligationWords, yesWord } from "./unit-workbook.ts"

type Fact = keyof UnitFacts
export type FactInWords = { fact: string; before: string; after: string }

/** What changes about a unit, old beside new, as it stands in the workbook. @param names of units, by id */
export function changeInWords(
  change: UnitChange,
  names: Readonly<Record<string, string>>,
  say: (word: `unitFact.${Fact}`) => string,
): FactInWords[] {
  const facts = Object.entries(change.changes) as [Fact, { before: unknown; after: unknown }][]
  return facts.map(([fact, { before, after }]) => ({
    fact: say(`unitFact.${fact}`),
    before: valueInWords(before, names),
    after: valueInWords(after, names),
  }))
}

function valueInWords(value: unknown, names: Readonly<Record<string, string>>): string {
  if (value === null || value === undefined) return ""
  if (Array.isArray(value)) return value.join("; ")
  if (typeof value === "boolean") return value ? yesWord : noWord
  const text = String(value)
  const kind = unitKinds.find((each) => each === text)
  if (kind) return kindWords[kind]
  const obligation = obligations.find((each) => each === text)
  if (obligation) return obligationWords[obligation]
  return names[text] ?? (isDay(text) ? formatDay(text) : text)
}
