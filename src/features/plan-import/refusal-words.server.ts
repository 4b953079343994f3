import { readFileSync } from "node:fs"
import type { Refusal } from "#shared/outcome.ts"

type Words = Record<string, string>

/** The sentence of a refusal in Vietnamese, for the command line, where no request chooses a language. */
export function refusalInWords(refusal: Refusal): string {
  const sentence = words()[`refusal.${refusal.code}`]
  if (sentence === undefined) return [refusal.code, ...Object.values(refusal.values ?? {})].join(" ")
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(refusal.values?.[name] ?? whole))
}

let loaded: Words | undefined

function words(): Words {
  loaded ??= { ...wordsOf("vi.json"), ...wordsOf("parts/plan-import.json", "vi") }
  return loaded
}

function wordsOf(name: string, language?: string): Words {
  try {
    const all = JSON.parse(readFileSync(new URL(`../../../messages/${name}`, import.meta.url), "utf8"))
    return language ? all[language] : all
  } catch {
    return {}
  }
}
