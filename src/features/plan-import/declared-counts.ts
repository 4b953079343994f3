import type { DeclaredCounts } from "./plan-reading.ts"
import { plain } from "./vietnamese-text.ts"

const WORDS: Record<string, number> = {
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
}
const COUNT = "(\\d{1,4}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?:\\s*\\([^)]{1,40}\\))?"
const ANNOUNCED =
  "(?:gom(?: co)?|bao gom|tong so|tong cong|co|voi|thuoc|trong|la|,|va|danh muc|thuc hien|trien khai|chi tiet|cu the|xac dinh(?: ro)?|giao|de ra|:|\\()\\s*(?:tong (?:so|cong)\\s*)?"

const GROUPS = new RegExp(
  `${ANNOUNCED}${COUNT}\\s*nhom(?! muc tieu| chi tieu| doi tuong| nganh)(?:,? (?:nhiem vu|giai phap|noi dung|linh vuc))?`,
  "g",
)
const TASKS = new RegExp(`${ANNOUNCED}${COUNT}\\s*(?:dau )?(?:nhiem vu|cong viec|dau viec)(?! trong tam| dot pha)`, "g")
const INDICATORS = new RegExp(`${ANNOUNCED}${COUNT}\\s*(?:chi tieu|chi so)`, "g")

/**
 * What the text claims ("Gồm 07 nhóm với 131 nhiệm vụ cụ thể"). Read from headings and introductions only, and only when the
 * sentence announces the plan's own content.
 */
export function readDeclared(headings: string[]): DeclaredCounts {
  return { groups: first(headings, GROUPS), tasks: first(headings, TASKS), indicators: first(headings, INDICATORS) }
}

function first(texts: string[], pattern: RegExp): number | null {
  for (const text of texts) {
    const folded = plain(text)
    if (!/gom|tong (?:so|cong)|voi|danh muc|chi tiet|xac dinh|\bco\b|nhiem vu|chi tieu/.test(folded)) continue
    for (const found of folded.matchAll(pattern)) {
      const count = Number.isNaN(Number(found[1])) ? WORDS[found[1]!] : Number(found[1])
      if (count !== undefined && count > 1) return count
    }
  }
  return null
}
