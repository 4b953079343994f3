import { createContext, useContext } from "react"
import { roundNameInEnglish } from "#shared/round-name.ts"
import { type Language, type Say, speak } from "./words.ts"

/** The language of the page that is being rendered; root.tsx sets it. */
export const LanguageContext = createContext<Language>("vi")

export const useLanguage = (): Language => useContext(LanguageContext)
export const useSay = (): Say => speak(useContext(LanguageContext))

/** Says the name of a reporting round in the page's language. */
export const useRoundName = (): ((name: string) => string) =>
  useContext(LanguageContext) === "en" ? roundNameInEnglish : (name) => name
