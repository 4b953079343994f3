import { folded } from "#shared/folded.ts"
import { communeOf, territoryOf } from "./official-names.ts"

/** How a unit heads and signs its documents (Decree 30/2020/NĐ-CP, Annex I, sections II.2, II.4 and II.7). */
export type Letterhead = {
  parentAgency?: string
  agency: string
  /** What follows "BC-" in its notation. */
  abbreviation: string
  /** Null when the province is not known. */
  place: string | null
  signature: { authority?: string; position: string }
}

type Kind = {
  /** How the names begin, folded: without diacritics, in small letters. */
  begins: readonly string[]
  /** "government": the province's People's Committee; otherwise as written, or none where it cannot be told from the name. */
  parent?: "government" | string
  agency?: string
  abbreviation?: string
  authority?: string
  position: string
}

/**
 * Kinds of provincial units by the beginning of their name; the first that fits counts. The abbreviations are those in use; the
 * document system of the province has the last word when the number is registered.
 */
const kinds: readonly Kind[] = [
  { begins: ["so"], parent: "government", position: "Giám đốc" },
  {
    begins: ["van phong uy ban nhan dan", "van phong ubnd"],
    parent: "government",
    agency: "Văn phòng",
    abbreviation: "VP",
    position: "Chánh Văn phòng",
  },
  { begins: ["thanh tra"], parent: "government", abbreviation: "TTr", position: "Chánh Thanh tra" },
  { begins: ["ban quan ly du an", "ban qlda"], parent: "government", position: "Giám đốc" },
  { begins: ["ban quan ly"], parent: "government", position: "Trưởng ban" },
  { begins: ["truong cao dang", "truong dai hoc"], parent: "government", position: "Hiệu trưởng" },
  { begins: ["cong an"], parent: "Bộ Công an", abbreviation: "CAT", position: "Giám đốc" },
  { begins: ["bo chi huy", "bo chqs"], abbreviation: "BCH", position: "Chỉ huy trưởng" },
  {
    begins: ["uy ban mat tran", "uy ban mttq", "uy ban mttqvn", "mat tran to quoc"],
    abbreviation: "MTTQ-BTT",
    authority: "TM. Ban Thường trực",
    position: "Chủ tịch",
  },
  { begins: ["hoi ", "lien doan lao dong"], authority: "TM. Ban Thường vụ", position: "Chủ tịch" },
  { begins: ["doan thanh nien", "tinh doan"], authority: "TM. Ban Thường vụ", position: "Bí thư" },
  { begins: ["trung tam", "quy ", "buu dien"], position: "Giám đốc" },
]

/** A unit of which nothing is known signs as "Thủ trưởng đơn vị": to be put right by the one who signs. */
const unknownKind: Kind = { begins: [], position: "Thủ trưởng đơn vị" }

/** Communes named after people give their full name as place (Annex I, section II.4). Names met so far. */
const namedAfterPeople = new Set(
  "be van dan|kim dong|le lai|le loi|minh khai|nguyen hue|nung tri cao|quang trung|thuc phan|tran phu|vo nguyen giap".split(
    "|",
  ),
)

/** @param government the People's Committee of the province, "Ủy ban nhân dân tỉnh Cao Bằng"; null when it is not known */
export function letterhead(unitName: string, government: string | null): Letterhead {
  const commune = communeOf(unitName)
  if (commune) return communeLetterhead(commune)
  const name = unitName.replace(/\s+/g, " ").trim()
  const kind =
    kinds.find((each) => each.begins.some((start) => `${folded(name)} `.startsWith(start.trim() + " "))) ?? unknownKind
  const territory = territoryOf(government)
  const parent = kind.parent === "government" ? (government ?? "Ủy ban nhân dân tỉnh") : kind.parent
  const needsTerritory = kind.parent !== "government" && territory && /\stỉnh$/i.test(name)
  return {
    ...(parent ? { parentAgency: parent } : {}),
    agency: kind.agency ?? (needsTerritory ? `${name} ${territory}` : name),
    abbreviation: kind.abbreviation ?? initials(name),
    place: territory,
    signature: { ...(kind.authority ? { authority: kind.authority } : {}), position: kind.position },
  }
}

/** A People's Committee has no parent agency in its head (Annex I, section II.2). */
function communeLetterhead({ kind, name }: { kind: string; name: string }): Letterhead {
  const fullName = `${kind.charAt(0).toLocaleUpperCase("vi")}${kind.slice(1)} ${name}`
  return {
    agency: `Ủy ban nhân dân\n${kind} ${name}`,
    abbreviation: "UBND",
    place: namedAfterPeople.has(folded(name)) ? fullName : name,
    signature: { authority: "TM. Ủy ban nhân dân", position: "Chủ tịch" },
  }
}

/** "Sở Văn hóa, Thể thao và Du lịch" → "SVHTTDL"; the plan office of Sở Khoa học và Công nghệ is "SKHCN". */
function initials(name: string): string {
  const words = name.replace(/\s+tỉnh$/i, "").split(/[^\p{L}\p{N}]+/u)
  return words
    .filter((word) => word !== "" && word.toLowerCase() !== "và")
    .map((word) =>
      word.length > 1 && word === word.toLocaleUpperCase("vi") ? word : word.charAt(0).toLocaleUpperCase("vi"),
    )
    .join("")
}

/**
 * The head of a document that a unit has yet to number, date and sign in the document system.
 * @param form "BC", "TTr", "KH", "TB"
 * @param more the place when the plan names one, and the year that stands in the blank date
 */
export const undatedHead = (letter: Letterhead, form: string, more: { place?: string | null; year: number }) => ({
  issuer: { ...(letter.parentAgency ? { parentAgency: letter.parentAgency } : {}), agency: letter.agency },
  number: null,
  notation: `${form}-${letter.abbreviation}`,
  place: more.place ?? letter.place ?? "…………",
  issuedOn: null,
  yearWhenUndated: more.year,
})
