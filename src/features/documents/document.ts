import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"

export const documentKinds = [
  "decision",
  "plan",
  "resolution",
  "programme",
  "directive",
  "letter",
  "notice",
  "report",
  "other",
] as const
export type DocumentKind = (typeof documentKinds)[number]

export const relationKinds = ["basedOn", "carriesOut", "supersedes", "amends", "proposedBy"] as const
export type RelationKind = (typeof relationKinds)[number]

/** A document as another one names it: the words, and what could be read of number and day. */
export type RelationInput = {
  relation: string
  text: string
  number: string | null
  notation: string | null
  issuedOn: Day | null
}

export type DocumentInput = {
  kind: string
  /** "1139"; null while it is blank (stamped later). */
  number: string | null
  /** "QĐ-UBND"; "NQ/TW" for Party documents. */
  notation: string | null
  issuer: string | null
  place: string | null
  issuedOn: Day | null
  effectiveOn: Day | null
  title: string | null
  signer: object | null
  relations: readonly RelationInput[]
  recipients: readonly string[]
}

type Named = { number: string | null; notation: string | null; title: string | null }

/** "1139/QĐ-UBND"; the title when the number is blank. Party documents write "57-NQ/TW". */
export const documentName = ({ number, notation, title }: Named): string =>
  number === null ? (title ?? "") : isParty(notation) ? `${number}-${notation}` : `${number}/${notation ?? ""}`

const isParty = (notation: string | null): boolean => /\/T[ƯUW]\b|\/TW$/i.test(notation ?? "")

/** Number and notation as they are compared; empty when there is no number. The database computes the same (document.reference_key). */
export const referenceKey = (number: string | null, notation: string | null): string =>
  number === null ? "" : `${number}/${notation ?? ""}`.replaceAll(/\s/g, "").toLowerCase()

type Reference = {
  number: string | null
  notation: string | null
  issuedOn: Day | null
  issuer?: string | null | undefined
}

/**
 * Whether two references are to one document: number and notation agree, and neither the days nor the issuers, where both are known,
 * say otherwise. Numbers begin anew each year and with each issuer (Decree 30/2020, article 15), so a number alone is never enough
 * when a day is known to differ.
 */
export function isSameDocument(a: Reference, b: Reference): boolean {
  const key = referenceKey(a.number, a.notation)
  if (key === "" || key !== referenceKey(b.number, b.notation)) return false
  if (a.issuedOn && b.issuedOn && a.issuedOn !== b.issuedOn) return false
  return !(a.issuer && b.issuer) || folded(a.issuer) === folded(b.issuer)
}
