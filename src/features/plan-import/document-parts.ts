import { isMotto, isNumberLine, kindOfHeading } from "./document-head.ts"
import { articleNumber, readMarker } from "./outline-marker.ts"
import type { Paragraph } from "./paragraphs.ts"
import type { DocumentKind, SourcePlace } from "./plan-reading.ts"
import { beginsRecipients, beginsSignature } from "./signature.ts"
import type { HeadedTable } from "./table-head.ts"
import { isCapitals, plain, wordCount } from "./vietnamese-text.ts"

/** The parts of one file, in the order in which Decree 30/2020 sets them. Lines are whole paragraphs. */
export type DocumentParts = {
  place: SourcePlace
  head: Paragraph[]
  kind: DocumentKind | null
  title: Paragraph[]
  bases: Paragraph[]
  articles: Paragraph[]
  recipients: Paragraph[]
  signature: Paragraph[]
  /** Title of the plan that a decision issues ("KẾ HOẠCH" and the lines below it). */
  planTitle: Paragraph[]
  body: (Paragraph | HeadedTable)[]
  annexes: Annex[]
}

export type Annex = {
  code: string | null
  title: string | null
  place: SourcePlace
  items: (Paragraph | HeadedTable)[]
}

type State = "head" | "title" | "bases" | "articles" | "recipients" | "signature" | "planTitle" | "body" | "annex"

const emptyParts = (place: SourcePlace): DocumentParts => ({
  place,
  head: [],
  kind: null,
  title: [],
  bases: [],
  articles: [],
  recipients: [],
  signature: [],
  planTitle: [],
  body: [],
  annexes: [],
})

/** A file usually holds one document with what is attached to it; a second national motto begins a second one. */
export function splitParts(items: (Paragraph | HeadedTable)[], file: string): DocumentParts[] {
  const all: DocumentParts[] = []
  let parts = emptyParts(items[0]?.place ?? { file })
  let state: State = "head"
  all.push(parts)
  for (const [i, item] of items.entries()) {
    if (item.kind === "table") {
      state = takeTable(item, parts, state)
      continue
    }
    if (state !== "head" && isMotto(item.text) && (parts.kind !== null || parts.body.length > 0)) {
      const moved = takeBackIssuer(parts, state)
      parts = emptyParts(item.place)
      parts.head.push(...moved)
      all.push(parts)
      state = "head"
    }
    const before = state
    state = nextState(state, item, parts, items.slice(i + 1, i + 4))
    // "Điều 1. Phê duyệt Kế hoạch … với các nội dung sau:" is the heading of the sections below it.
    if (before === "articles" && state === "body") parts.body.push(...parts.articles.slice(-1))
    place(item, parts, state)
  }
  return all
}

function takeTable(table: HeadedTable, parts: DocumentParts, state: State): State {
  if (state === "annex") {
    parts.annexes.at(-1)!.items.push(table)
    return state
  }
  if (state === "head" && parts.kind === null && !parts.head.some((line) => isNumberLine(line.text))) {
    // An annex alone: what stands above its table is its heading.
    parts.annexes.push(annexOf(parts.head.splice(0), table))
    return "annex"
  }
  if (state === "signature" || state === "recipients") {
    parts.annexes.push(unnamedAnnex(parts[state], table))
    return "annex"
  }
  parts.body.push(table)
  return "body"
}

/** "DANH MỤC NHIỆM VỤ" below the signature, without the word "Phụ lục". */
function unnamedAnnex(above: Paragraph[], table: HeadedTable): Annex {
  const title = above.findLast((line) => /^(?:danh muc|bang|bieu|nhiem vu|chi tieu|phan cong)/.test(plain(line.text)))
  if (title) above.splice(above.indexOf(title))
  return { code: null, title: title?.text ?? null, place: title?.place ?? table.place, items: [table] }
}

function annexOf(lines: Paragraph[], table: HeadedTable): Annex {
  const codes = lines.map((line) => annexCode(line.text)).filter((code) => code !== undefined)
  const titles = lines.filter((line) => annexCode(line.text) === undefined && !/^\(/.test(line.text))
  return {
    code: codes.find((code) => code !== null) ?? null,
    title: (titles.find((line) => isCapitals(line.text)) ?? titles.at(-1))?.text ?? null,
    place: lines[0]?.place ?? table.place,
    items: [...lines, table],
  }
}

/** The issuer's lines stand above the motto of a second document and were read as the end of the first. */
function takeBackIssuer(parts: DocumentParts, state: State): Paragraph[] {
  const from =
    state === "signature"
      ? parts.signature
      : state === "body"
        ? parts.body
        : state === "annex"
          ? parts.annexes.at(-1)!.items
          : parts.articles
  const moved: Paragraph[] = []
  for (
    let last = from.at(-1);
    last?.kind === "paragraph" && isCapitals(last.text) && moved.length < 3;
    last = from.at(-1)
  ) {
    from.pop()
    moved.unshift(last)
  }
  return moved
}

function nextState(state: State, item: Paragraph, parts: DocumentParts, ahead: (Paragraph | HeadedTable)[]): State {
  const { text } = item
  if (annexCode(text) !== undefined && state !== "bases" && state !== "title" && isAnnexHeading(item, ahead))
    return "annex"
  if (state === "annex") return "annex"
  if (beginsRecipients(text) && state !== "head") return "recipients"
  if (beginsSignature(text) && state !== "head" && state !== "title" && state !== "planTitle") return "signature"
  if (state === "head") return kindOfHeading(text) !== null ? "title" : opensBody(item) ? "body" : "head"
  if (state === "title" || state === "bases") return afterTitle(state, item, parts)
  if (state === "articles" || state === "recipients" || state === "signature") return afterArticles(state, item, parts)
  if (state === "body" && parts.planTitle.length === 0 && parts.articles.length > 0 && articleNumber(text) !== null)
    return "articles"
  if (state === "planTitle") return opensBody(item) || isBodyText(item, parts) ? "body" : "planTitle"
  return state
}

function afterTitle(state: State, item: Paragraph, parts: DocumentParts): State {
  if (articleNumber(item.text) !== null) return "articles"
  if (opensBody(item)) return "body"
  if (state === "bases") return "bases"
  const folded = plain(item.text)
  const isBasis = /^(?:can cu|theo de nghi|xet de nghi|tren co so|xet )/.test(folded)
  const isCarryingOut = /^(?:thuc hien|trien khai) .*[;,]$/.test(folded)
  const isIssuerAgain = isCapitals(item.text) && parts.title.length > 0
  const isSentence = /[.:;]$/.test(folded) && wordCount(folded) > 12 && parts.title.length > 0
  return isBasis || isCarryingOut || isIssuerAgain || isSentence || /^kinh gui/.test(folded) ? "bases" : "title"
}

function afterArticles(state: State, item: Paragraph, parts: DocumentParts): State {
  if (kindOfHeading(item.text) !== null) return "planTitle"
  const marker = readMarker(item.text)
  if (state === "signature" && marker && marker.rank <= 2) return "body"
  const introduces = /:$/.test(parts.articles.at(-1)?.text ?? "")
  if (
    state === "articles" &&
    marker &&
    marker.kind !== "article" &&
    (marker.rank <= 2 || (marker.rank <= 3 && introduces))
  )
    return "body"
  return state
}

/** A section, chapter or first number begins the text of a plan. */
function opensBody(item: Paragraph): boolean {
  const marker = readMarker(item.text)
  return marker !== null && marker.kind !== "article" && marker.rank <= 3 && !/^Số/.test(item.text)
}

const isBodyText = (item: Paragraph, parts: DocumentParts): boolean =>
  parts.planTitle.length > 1 && wordCount(item.text) > 12 && /[.:;]$/.test(item.text) && !/^\(/.test(item.text)

/** "PHỤ LỤC II" → "II", "Phụ lục số 01: …" → "01", "PHỤ LỤC" → null; undefined for any other line. */
export function annexCode(text: string): string | null | undefined {
  const found =
    /^(?:phu luc|bieu(?: mau)?|bang)(?:\s+(?:so\s*)?:?\s*([ivx]{1,5}|\d{1,2}[a-z]?|[a-h]))?(?=\s*(?:[.:\-(]|$|\s))/.exec(
      plain(text),
    )
  if (!found) return undefined
  if (!/^phu luc/.test(found[0]) && (!found[1] || !isCapitals(text.slice(0, found[0].length).replace(/\d/g, ""))))
    return undefined
  return found[1] ? text.slice(found[0].length - found[1].length, found[0].length).toUpperCase() : null
}

/** A heading, not a sentence that begins with "Phụ lục 1 kèm theo …". */
function isAnnexHeading(item: Paragraph, ahead: (Paragraph | HeadedTable)[]): boolean {
  if (/[.;]$/.test(item.text) || wordCount(item.text) > 60) return false
  if (isCapitals(item.text.slice(0, 8)) || item.headingLevel !== null || item.bold) return true
  return wordCount(item.text) <= 4 || ahead.some((next) => next.kind === "table")
}

function place(item: Paragraph, parts: DocumentParts, state: State): void {
  if (state === "annex") placeInAnnex(item, parts)
  else if (state === "title" && parts.kind === null && parts.title.length === 0) {
    parts.kind = kindOfHeading(item.text)
    const rest = restOfKindHeading(item.text)
    if (rest) parts.title.push({ ...item, text: rest })
    else parts.title.length = 0
  } else parts[state].push(item)
}

/** "KẾ HOẠCH THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW" in one line is kind and title; "QUYẾT ĐỊNH" alone is the kind only. */
const restOfKindHeading = (text: string): string | null => (wordCount(text) > 4 ? text : null)

function placeInAnnex(item: Paragraph, parts: DocumentParts): void {
  const code = annexCode(item.text)
  if (code !== undefined && isAnnexHeading(item, []))
    parts.annexes.push({ code, title: null, place: item.place, items: [] })
  else if (parts.annexes.length === 0) parts.annexes.push({ code: null, title: null, place: item.place, items: [] })
  const annex = parts.annexes.at(-1)!
  const named =
    code === undefined
      ? item.text
      : item.text.replace(/^\S+\s+\S+(?:\s+số)?\s*:?\s*(?:[IVX]{1,5}|\d{1,2}[a-z]?|[A-H])?\s*[.:\-–]?\s*/iu, "")
  if (annex.title === null && named !== "" && !/^\(/.test(named) && !/^(?:phu luc)/.test(plain(named)))
    annex.title = named
  if (code === undefined) annex.items.push(item)
}
