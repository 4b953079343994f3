import { dateInWords } from "#platform/official-documents/official-wording.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"

/** Stands on every page and in every file of a plan whose figures were made up. */
export const illustrativeNotice = "Số liệu minh họa, không phải số liệu thật"

/** What a document says about the decision that ordered the plan. */
export type PlanReference = {
  title: string
  number: string | null
  notation: string | null
  issuedOn: Day | null
  issuer: string | null
}

/** The form of a document by the first letters of its notation (Decree 30/2020/NĐ-CP, Annex III, section I). */
const formByNotation: Record<string, string> = {
  QĐ: "Quyết định",
  NQ: "Nghị quyết",
  KH: "Kế hoạch",
  CTr: "Chương trình",
  CT: "Chỉ thị",
  ĐA: "Đề án",
  PA: "Phương án",
  TB: "Thông báo",
}

/** "Quyết định số 1139/QĐ-UBND ngày 09 tháng 7 năm 2025 của Ủy ban nhân dân tỉnh Cao Bằng"; undefined when it has no number. */
export function orderingDocument(plan: PlanReference): string | undefined {
  if (!plan.number || !plan.notation) return undefined
  const form = formByNotation[plan.notation.split("-")[0] ?? ""] ?? "Văn bản"
  const issued = plan.issuedOn ? ` ${dateInWords(plan.issuedOn)}` : ""
  const issuer = governmentName(plan.issuer)
  return `${form} số ${plan.number}/${plan.notation}${issued}${issuer ? ` của ${issuer}` : ""}`
}

/** The plan as its documents call it: "Ban hành Kế hoạch …" is the title of the decision, "Kế hoạch …" that of the plan. */
export function planName(title: string): string {
  const bare = title
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:về việc|v\/v)\s+/i, "")
    .replace(/^(?:ban hành|phê duyệt)\s+/i, "")
  return bare.charAt(0).toLocaleUpperCase("vi") + bare.slice(1)
}

/** A title longer than this is not repeated in the subject of a report, which the decree wants short. In characters. */
const LONGEST_NAME_IN_SUBJECT = 110

/** "Kế hoạch ban hành kèm theo Quyết định số 1139/QĐ-UBND ngày …", or the plan's name and its decision in brackets. */
export function planInShort(plan: PlanReference): string {
  const name = planName(plan.title)
  const ordered = orderingDocument(plan)
  if (!ordered) return name
  return name.length > LONGEST_NAME_IN_SUBJECT ? `Kế hoạch ban hành kèm theo ${ordered}` : `${name} (${ordered})`
}

/** The subject of a report on a plan, broken where the sense allows it rather than inside a number. */
export function reportSubject(plan: PlanReference, roundName: string): string {
  const lines = planInShort(plan)
    .replace(/ (?=\(?(?:[^ ]+ ){1,2}số \d[^ ]*\/)/u, "\n")
    .replace(/ (?=của [ỦU]y ban nhân dân )/u, "\n")
  return `Kết quả thực hiện ${orderingDocument(plan) ? lines : planName(plan.title)}, ${roundName}`
}

/** "UBND  tỉnh Cao Bằng" → "Ủy ban nhân dân tỉnh Cao Bằng" */
export const governmentName = (issuer: string | null): string | null =>
  issuer
    ?.replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:UBND|Uỷ ban nhân dân)(?=\s)/i, "Ủy ban nhân dân") || null

/** "Ủy ban nhân dân tỉnh Cao Bằng" → "Cao Bằng" */
export const territoryOf = (government: string | null): string | null =>
  /\s(?:tỉnh|thành phố|TP\.?)\s+(.+)$/iu.exec(government ?? "")?.[1] ?? null

/** "Ủy ban nhân dân tỉnh": how its own agencies address it. */
export const governmentAddressed = (government: string | null): string =>
  /^(.*\s(?:tỉnh|thành phố))\s/iu.exec(government ?? "")?.[1] ?? government ?? "Ủy ban nhân dân tỉnh"

/** "Xã Hòa An" or "UBND xã Hòa An" → kind and name; undefined when the unit is no commune. */
export function communeOf(unitName: string): { kind: string; name: string } | undefined {
  const parts = /^(?:(?:UBND|[ỦU][yỷ] ban nhân dân)\s+)?(xã|phường|đặc khu)\s+(.+)$/iu.exec(unitName.trim())
  return parts ? { kind: parts[1]!.toLocaleLowerCase("vi"), name: parts[2]! } : undefined
}

/** "Sở Y tế; Sở Văn hóa, Thể thao và Du lịch; UBND các xã: Cô Ba, Hòa An; UBND phường Tân Giang" */
export function unitsInText(names: readonly string[]): string {
  const communes = names.flatMap((name) => communeOf(name) ?? [])
  const agencies = names.filter((name) => !communeOf(name))
  const kinds = [...new Set(communes.map((each) => each.kind))]
  const byKind = kinds.map((kind) => {
    const ofKind = communes.filter((each) => each.kind === kind).map((each) => each.name)
    return ofKind.length === 1 ? `UBND ${kind} ${ofKind[0]}` : `UBND các ${kind}: ${ofKind.join(", ")}`
  })
  return [...agencies, ...byKind].join("; ")
}

/** Whether two spellings mean the same unit, for the office that reports to itself. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other)
