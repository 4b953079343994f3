/**
 * Vietnamese text for matching. The display text stays as it was written (only NFC and spaces are put right); these functions
 * give keys under which "Hòa" = "Hoà", "Thủy" = "Thuỷ", decomposed = composed.
 */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** NFC, ordinary spaces, no invisible characters. Line breaks stay. */
export const normalise = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]/g, "")
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f]/g, " ")

/** One line: line breaks and runs of spaces become one space. */
export const oneLine = (text: string): string => normalise(text).replace(/\s+/g, " ").trim()

/**
 * Lower case without any diacritics, letter for letter: the result has the length of the NFC input, so that a position found in
 * it is a position in the source.
 */
export function plain(text: string): string {
  let out = ""
  for (let i = 0; i < text.length; i++) out += plainLetter(text[i]!)
  return out
}

const letters = new Map<string, string>()

function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code < 128) return letter.toLowerCase()
  const known = letters.get(letter)
  if (known !== undefined) return known
  const bare = letter === "đ" || letter === "Đ" ? "d" : letter === "–" || letter === "—" ? "-" : bareLetter(letter)
  if (letters.size < 4096) letters.set(letter, bare)
  return bare
}

const bareLetter = (letter: string): string => {
  const lower = letter.normalize("NFD")[0]!.toLowerCase()
  return lower.length === 1 ? lower : letter
}

/** Key for comparing names and titles: case, punctuation and the place of the tone mark do not matter; diacritics do. */
export const fold = (text: string): string =>
  text
    .replace(/[\u00b9\u00b2\u00b3\u2070-\u2079]/g, "")
    .normalize("NFD")
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
    .map((word) => word.replace(TONES, "") + (word.match(TONES) ?? []).join(""))
    .join(" ")

export const startsLower = (text: string): boolean => /^[\s"“”'(]*\p{Ll}/u.test(text)
export const startsUpper = (text: string): boolean => /^[\s"“”'(]*\p{Lu}/u.test(text)

/** All letters capital, at least two words' worth of letters or one whole word of four. */
export function isCapitals(text: string): boolean {
  const found = text.match(/\p{L}/gu) ?? []
  return found.length >= 4 && found.every((letter) => letter === letter.toUpperCase())
}

export const wordCount = (text: string): number => (text.match(/[\p{L}\p{N}%]+/gu) ?? []).length

/** Capitalises the first letter only. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
