import { type DocumentReference, dateIn, findReferences, namedOrJoined, namedTogether } from "./document-reference.ts"
import type { ReadRelation, RelationKind } from "./plan-reading.ts"
import { plain } from "./vietnamese-text.ts"

/** What the relations are read from; every string is one whole paragraph. */
export type RelationSources = { title: string | null; bases: string[]; articles: string[]; body: string[] }

/** Decree 30/2020, annex I: legal bases stand one a line between title and text, each ending in ";", the last in ".". */
export function readRelations(from: RelationSources): ReadRelation[] {
  const relations = [
    ...from.bases.flatMap(relationsOfBasis),
    ...(from.title ? relationsOfTitle(from.title) : []),
    ...from.articles.flatMap(relationsOfOrder),
    ...[...from.bases, ...from.articles, ...from.body].flatMap(replacedDocuments),
  ]
  const seen = new Set<string>()
  return relations.filter((relation) => {
    const key = `${relation.relation}|${relation.number ?? relation.text}|${relation.notation}`
    return !seen.has(key) && seen.add(key)
  })
}

const toRelation = (relation: RelationKind, text: string, reference: DocumentReference | null): ReadRelation => ({
  relation,
  text: text.trim().replace(/[;.,]$/, ""),
  number: reference?.number ?? null,
  notation: reference?.notation ?? null,
  issuedOn: reference ? reference.issuedOn : dateIn(text),
})

const BASIS: [RegExp, RelationKind][] = [
  [/^[-–+]?\s*can cu /, "basedOn"],
  [/^[-–+]?\s*(?:thuc hien|trien khai|trien khai thuc hien|tiep tuc thuc hien) /, "carriesOut"],
  [/^[-–+]?\s*(?:theo|xet|can cu) (?:de nghi|to trinh|van ban de nghi)/, "proposedBy"],
]

function relationsOfBasis(text: string): ReadRelation[] {
  const folded = plain(text)
  const relation = BASIS.findLast(([pattern]) => pattern.test(folded))?.[1]
  if (!relation) return []
  return text.split(/;\s*/).flatMap((part) => {
    if (part.trim() === "") return []
    const together =
      relation === "proposedBy" ? findReferences(part).slice(0, 1) : namedTogether(part, findReferences(part))
    if (together.length > 0) return together.map((reference) => toRelation(relation, part, reference))
    return relation === "basedOn" && /luat|hien phap|phap lenh/.test(plain(part))
      ? [toRelation(relation, part, null)]
      : []
  })
}

/** "Ban hành Kế hoạch thực hiện Nghị quyết …" – in the title and again in Điều 1. */
function relationsOfTitle(text: string): ReadRelation[] {
  const folded = plain(text)
  const amends = /^(?:quyet dinh |ke hoach )?(?:ve viec |v\/v |ve )?(?:sua doi|bo sung|dieu chinh)/.test(folded)
  if (amends) return namedTogether(text, findReferences(text)).map((found) => toRelation("amends", text, found))
  const start = folded.search(/(?:thuc hien|trien khai|cu the hoa)/)
  if (start < 0) return []
  const rest = text.slice(start)
  return namedOrJoined(rest, findReferences(rest)).map((found) => toRelation("carriesOut", text, found))
}

function relationsOfOrder(text: string): ReadRelation[] {
  const issued = /^dieu 1[.:]\s*(?:ban hanh|phe duyet)/.exec(plain(text))
  return issued ? relationsOfTitle(text.slice(issued[0].length)) : []
}

const REPLACES = /(?:nay|thi hanh|ky|ban hanh|va|;|,)[^.;]{0,120}?\b(?:thay the|bai bo|huy bo|het hieu luc)\b/

function replacedDocuments(text: string): ReadRelation[] {
  const folded = plain(text)
  if (!/(?:quyet dinh|ke hoach|chuong trinh|nghi quyet|chi thi|van ban) nay/.test(folded)) return []
  const found = REPLACES.exec(folded)
  if (!found) return []
  const start = found.index + found[0].length
  const rest = text.slice(start)
  const references = namedTogether(rest, findReferences(rest))
  // "Quyết định số 274 … hết hiệu lực" names the document before the verb.
  if (references.length === 0 && found[0].endsWith("het hieu luc")) return []
  return references.map((reference) => toRelation("supersedes", rest, reference))
}
