import type { Day } from "#shared/day.ts"
import { isMotto, isNumberLine, kindOfNotation, readHead } from "./document-head.ts"
import type { DocumentParts } from "./document-parts.ts"
import { dateIn } from "./document-reference.ts"
import type { ReadDocument, ReadIssue } from "./plan-reading.ts"
import { readRelations } from "./relations.ts"
import { readRecipients, readSigner } from "./signature.ts"
import { placeInWords } from "./source-text.ts"
import { oneLine, plain } from "./vietnamese-text.ts"

/** "(Kèm theo Quyết định số …)": a plan that is part of another document and has no number of its own. */
const ATTACHED = /^\(?\s*(?:ban hanh )?kem theo/

export const isAttachment = (parts: DocumentParts): boolean =>
  !parts.head.some((line) => isNumberLine(line.text) || isMotto(line.text)) &&
  [...parts.title, ...parts.planTitle, ...parts.bases, ...parts.body.slice(0, 3)].some(
    (item) => item.kind === "paragraph" && ATTACHED.test(plain(item.text)),
  )

const isDocument = (parts: DocumentParts): boolean =>
  (parts.kind !== null || parts.head.some((line) => /(?:^|\s)Số\s*:?\s*\d*\s*[-–/]\s*\p{Lu}/u.test(line.text))) &&
  !isAttachment(parts)

export function readDocuments(all: DocumentParts[], issues: ReadIssue[]): ReadDocument[] {
  return all.filter(isDocument).map((parts) => {
    const document = readDocument(parts)
    issues.push(...blanksOf(document))
    return document
  })
}

function readDocument(parts: DocumentParts): ReadDocument {
  const texts = (list: { text: string }[]) => list.map((item) => item.text)
  const bodyTexts = parts.body.flatMap((item) => (item.kind === "paragraph" ? [item.text] : []))
  const head = readHead(
    texts(parts.head),
    [...texts(parts.bases), ...texts(parts.articles), ...texts(parts.title), ...bodyTexts].join("\n"),
  )
  const title =
    oneLine(
      texts(parts.title)
        .filter((text) => !/^\(/.test(text))
        .join(" "),
    ) ||
    subjectOf(texts(parts.head)) ||
    null
  const articles = texts(parts.articles)
  return {
    kind:
      parts.kind ?? (head.notation ? kindOfNotation(head.notation) : null) ?? (isLetter(parts) ? "letter" : "other"),
    ...head,
    effectiveOn: effectiveDay([...articles, ...bodyTexts], head.issuedOn),
    title,
    signer: readSigner(texts(parts.signature)),
    relations: readRelations({
      title,
      bases: [...basesOfLetter(parts), ...texts(parts.bases)],
      articles,
      body: bodyTexts,
    }),
    recipients: readRecipients(texts(parts.recipients)),
    source: parts.place,
  }
}

/** "V/v giao nhiệm vụ …" below a letter's number, up to the end of its cell or the place and date. */
function subjectOf(head: string[]): string | null {
  for (const text of head) {
    const subject = /(?:^|\s)V\/v:?\s+(.{5,300})$/u.exec(oneLine(text))?.[1]
    if (subject) return subject.replace(/\s*\p{Lu}[\p{L} ]{1,30},\s*ngày.*$/u, "").trim()
  }
  return null
}

/** A letter has no title that its bases could follow: they stand below "Kính gửi". */
const basesOfLetter = (parts: DocumentParts): string[] =>
  parts.kind !== null
    ? []
    : parts.head
        .map((line) => line.text)
        .filter((text) => /^(?:can cu|thuc hien|trien khai(?: thuc hien)?|tiep tuc thuc hien) /.test(plain(text)))

/** A letter has no heading, but a subject below its number and an addressee. */
const isLetter = (parts: DocumentParts): boolean =>
  [...parts.head, ...parts.bases, ...parts.body].some(
    (item) => item.kind === "paragraph" && /^(?:V\/v|Kính gửi)/.test(item.text),
  )

/** Law on issuing legal documents: "có hiệu lực kể từ ngày ký" or a named day. Null when nothing is said. */
function effectiveDay(texts: string[], issuedOn: Day | null): Day | null {
  for (const text of texts) {
    const found = /(?:quyet dinh|nghi quyet|ke hoach|chuong trinh|chi thi|van ban) nay[^.;]{0,220}?co hieu luc/.exec(
      plain(text),
    )
    if (!found && !/^dieu \d{1,2}[.:] (?:quyet dinh|nghi quyet|ke hoach) (?:nay )?co hieu luc/.test(plain(text)))
      continue
    const from = found ? found.index + found[0].length : plain(text).indexOf("hieu luc")
    const rest = text.slice(from, from + 90)
    if (/ngày ký|ngày ban hành|kể từ ngày ký/iu.test(rest)) return issuedOn
    return dateIn(rest)
  }
  return null
}

function blanksOf(document: ReadDocument): ReadIssue[] {
  const blanks: [string, string][] = []
  if (document.number === null) blanks.push(["document-number-blank", "chưa có số (để trống trong bản gốc)"])
  if (document.issuedOn === null) blanks.push(["document-date-blank", "chưa có ngày ban hành đầy đủ"])
  if (document.signer?.name == null) blanks.push(["document-signer-missing", "không có tên người ký"])
  return blanks.map(([code, what]) => ({
    severity: "warning",
    code,
    message: `Văn bản tại ${placeInWords(document.source)} ${what}.`,
    source: document.source,
  }))
}
