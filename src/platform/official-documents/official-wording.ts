import type { Day } from "#shared/day.ts"
import type { Annex, Block, DocumentForm, OfficialDocument, Text } from "./official-document.ts"

/** Names of the forms (Decree 30/2020/NĐ-CP, Article 7). A letter (công văn) carries no name. */
export const formNames: Record<DocumentForm, string | null> = {
  report: "BÁO CÁO",
  letter: null,
  submission: "TỜ TRÌNH",
  notice: "THÔNG BÁO",
  plan: "KẾ HOẠCH",
  minutes: "BIÊN BẢN",
}

export const republic = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
export const motto = "Độc lập - Tự do - Hạnh phúc"

/** The letters of điểm, in the order of the Vietnamese alphabet (Annex I, section II.6). */
const pointLetters = "a b c d đ e g h i k l m n o p q r s t u v x y".split(" ")

/** @param index from 0. After "y" the letters are doubled: "aa", "bb". */
export function pointLetter(index: number): string {
  const letter = pointLetters[index % pointLetters.length]!
  return letter.repeat(Math.floor(index / pointLetters.length) + 1)
}

const romanSteps: [number, string][] = [
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
]

/** @param value a whole number of at least 1 */
export function romanNumeral(value: number): string {
  let rest = value
  let text = ""
  for (const [step, sign] of romanSteps) {
    while (rest >= step) {
      text += sign
      rest -= step
    }
  }
  return text
}

/** "05": numbers below 10 take a zero (Annex I, section II.3). Without a number, room to write it. */
export const numberInText = (number: string | null): string =>
  number === null ? "     " : /^\d$/.test(number) ? `0${number}` : number

/** "Số: 05/BC-SKHCN" */
export const numberLine = (number: string | null, notation: string): string => `Số: ${numberInText(number)}/${notation}`

/** "ngày 09 tháng 7 năm 2025": a zero only before days below 10 and months 1 and 2 (Annex I, section II.4). */
export function dateInWords(day: Day | null, yearWhenUndated?: number): string {
  if (day === null) return `ngày     tháng     năm ${yearWhenUndated ?? "    "}`
  const month = Number(day.slice(5, 7))
  return `ngày ${day.slice(8, 10)} tháng ${month <= 2 ? `0${month}` : month} năm ${day.slice(0, 4)}`
}

/** Dash before, semicolon after, full stop after the last (Annex I, section II.9), however the lines were typed. */
export function closedLines(lines: readonly string[]): string[] {
  const bare = lines
    .map((line) =>
      line
        .trim()
        .replace(/^[-–]\s*/, "")
        .replace(/[;.,\s]+$/, ""),
    )
    .filter((line) => line !== "")
  return bare.map((line, index) => `- ${line}${index === bare.length - 1 ? "." : ";"}`)
}

/** "(Kèm theo Báo cáo số 05/BC-SKHCN ngày 09 tháng 7 năm 2025 của Sở Khoa học và Công nghệ)" */
export function attachmentLine(document: OfficialDocument, annex: Annex): string {
  if (annex.attachedTo) return annex.attachedTo
  const name = formNames[document.form] ?? "Công văn"
  const form = name.charAt(0) + name.slice(1).toLowerCase()
  const number = numberLine(document.number, document.notation).replace("Số:", "số")
  return `(Kèm theo ${form} ${number} ${dateInWords(document.issuedOn, document.yearWhenUndated)} của ${document.issuer.agency})`
}

/** "PHỤ LỤC I"; a single annex has no number. */
export const annexName = (index: number, count: number): string =>
  count > 1 ? `PHỤ LỤC ${romanNumeral(index + 1)}` : "PHỤ LỤC"

/** Blocks with the numbers of their headings written out. Level 2 starts again under each level 1, level 3 under each 2. */
export function numberedBlocks(blocks: readonly Block[]): (Block & { number?: string })[] {
  const counts = [0, 0, 0]
  return blocks.map((block) => {
    if (block.kind !== "heading") return block
    counts[block.level - 1]! += 1
    counts.fill(0, block.level)
    const count = counts[block.level - 1]!
    const number =
      block.level === 1 ? `${romanNumeral(count)}.` : block.level === 2 ? `${count}.` : `${pointLetter(count - 1)})`
    return { ...block, number }
  })
}

/** The body with its end mark "./." (Annex I, section II.6): after the last words, or alone when it ends with a table. */
export function withEndMark(blocks: readonly Block[]): Block[] {
  const last = blocks.at(-1)
  const before = blocks.slice(0, -1)
  if (last?.kind === "paragraph") return [...before, { ...last, text: endText(last.text) }]
  if (last?.kind === "list" && last.items.length > 0) {
    const items = [...last.items.slice(0, -1), endText(last.items.at(-1)!)]
    return [...before, { ...last, items }]
  }
  return [...blocks, { kind: "paragraph", text: "./." }]
}

function endText(text: Text): Text {
  if (typeof text === "string") return `${text.trimEnd().replace(/(\.\/\.|[.;])$/, "")}./.`
  const last = text.at(-1)
  if (!last) return "./."
  if (last.style === "sourceMark") return [...text, { text: "./." }]
  return [...text.slice(0, -1), { ...last, text: endText(last.text) as string }]
}
