import type { Refusal } from "#shared/outcome.ts"
import { sayCode, speak } from "#ui/words.ts"

/** The sentence of a refusal in Vietnamese, for the command line, where no request chooses a language. */
export const refusalInWords = (refusal: Refusal): string =>
  sayCode(speak("vi"), "refusal", refusal.code, refusal.values)
