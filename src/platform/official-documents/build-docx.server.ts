import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
} from "docx"
import { decree30 } from "./decree-30-layout.ts"
import { blocksToWord } from "./docx-body.server.ts"
import { addressees, head, title } from "./docx-head.server.ts"
import { centred, paragraph } from "./docx-paragraphs.server.ts"
import { signatureAndRecipients, signaturesOfParties } from "./docx-signature.server.ts"
import type { Annex, OfficialDocument } from "./official-document.ts"
import { annexName, attachmentLine, formNames, withEndMark } from "./official-wording.ts"

/** Only render-docx.server.ts calls this: it loads this file, and with it the library, when a document is wanted. */
export async function buildDocx(document: OfficialDocument): Promise<Uint8Array> {
  const word = new Document({
    title: [formNames[document.form], document.subject].filter(Boolean).join(" "),
    creator: document.issuer.agency,
    lastModifiedBy: document.issuer.agency,
    styles: documentStyles(),
    sections: [mainSection(document), ...document.annexes.map((annex, index) => annexSection(document, annex, index))],
  })
  return new Uint8Array(await Packer.toBuffer(word))
}

export function documentStyles() {
  const run = { font: decree30.font, size: decree30.sizePt.body * 2, color: "000000", language: { value: "vi-VN" } }
  const heading = {
    run: { ...run, italics: false },
    paragraph: { spacing: { before: 0, after: decree30.body.afterPt * 20 } },
  }
  return { default: { document: { run }, heading1: heading, heading2: heading, heading3: heading } }
}

function mainSection(document: OfficialDocument): ISectionOptions {
  return {
    ...sectionFrame(document, false),
    children: [
      head(document),
      ...title(document),
      ...addressees(document),
      ...blocksToWord(withEndMark(document.body), { wide: false, holdLast: true }),
      ...(document.parties ? [signaturesOfParties(document.parties)] : []),
      signatureAndRecipients(document),
    ],
  }
}

function annexSection(document: OfficialDocument, annex: Annex, index: number): ISectionOptions {
  return {
    ...sectionFrame(document, annex.wide),
    children: [
      centred(annexName(index, document.annexes.length), { size: "annexName", bold: true }, { keepNext: true }),
      centred(annex.title.toLocaleUpperCase("vi"), { size: "title", bold: true }, { keepNext: true }),
      centred(
        attachmentLine(document, annex),
        { size: "placeAndDate", italics: true },
        { keepNext: true, spacing: { after: 160 } },
      ),
      ...blocksToWord(annex.blocks, { wide: annex.wide }),
    ],
  }
}

/** Paper, margins, page number and the two standing lines. Every annex counts its own pages (Annex I, section III). */
export function sectionFrame(
  document: Pick<OfficialDocument, "notice" | "verification">,
  wide: boolean,
): Omit<ISectionOptions, "children"> {
  const { margin, paper } = decree30
  const footer = () => new Footer({ children: [centred(document.verification ?? "", { size: "verification" })] })
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: true,
      page: {
        size: { ...paper, orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { ...margin, gutter: 0 },
        pageNumbers: { start: 1 },
      },
    },
    headers: { first: pageHeader(document.notice, false), default: pageHeader(document.notice, true) },
    footers: { first: footer(), default: footer() },
  }
}

/** The first page shows no number (Annex I, section I.7) and still shows the notice. */
function pageHeader(notice: string | undefined, withNumber: boolean): Header {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: decree30.sizePt.pageNumber * 2 })],
  })
  const line = notice ? [centred(notice, { size: "notice", italics: true })] : []
  const children = [...(withNumber ? [number] : []), ...line]
  return new Header({ children: children.length > 0 ? children : [paragraph("", { size: "pageNumber" })] })
}
