const TONES_AND_MARKS = /\p{M}+/gu

/**
 * Text as it is searched and matched: lower case, without diacritics, đ as d, one space between words. "Sở Nội vụ" → "so noi vu".
 * What is stored and what is asked go through this same function.
 */
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(TONES_AND_MARKS, "")
    .toLowerCase()
    .replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
