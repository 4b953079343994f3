import {
  AlignmentType,
  type Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from "docx"
import { decree30, textWidth } from "./decree-30-layout.ts"
import { centred, centredRule, paragraph } from "./docx-paragraphs.server.ts"
import type { OfficialDocument } from "./official-document.ts"
import { closedLines, dateInWords, formNames, motto, numberLine, republic } from "./official-wording.ts"
import { balancedLines, boldTextWidth } from "./text-width.ts"

/** A table that only places its cells: no borders, no padding, fixed widths in twips. */
export function placingTable(widths: readonly number[], rows: readonly (readonly Paragraph[])[][]): Table {
  const none = { top: 0, bottom: 0, left: 0, right: 0 }
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    borders: TableBorders.NONE,
    margins: none,
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, index) =>
              new TableCell({
                children: [...children],
                width: { size: widths[index]!, type: WidthType.DXA },
                margins: none,
              }),
          ),
        }),
    ),
  })
}

/** Agency and number on the left, name of the republic, motto, place and date on the right. */
export function head(document: OfficialDocument): Table {
  const { left, right } = decree30.head
  const { issuer } = document
  const capitals = (name: string) =>
    balancedLines(name.toLocaleUpperCase("vi"), decree30.sizePt.agency, left).join("\n")
  const agency = capitals(issuer.agency)
  const parent = issuer.parentAgency ? [centred(capitals(issuer.parentAgency), { size: "agency" })] : []
  const dated = `${document.place}, ${dateInWords(document.issuedOn, document.yearWhenUndated)}`
  const aboutLetter =
    document.form === "letter"
      ? [centred(`V/v ${document.subject}`, { size: "letterSubject" }, { spacing: { before: 60 } })]
      : []
  return placingTable(
    [left, right],
    [
      [
        [
          ...parent,
          centred(agency, { size: "agency", bold: true }),
          underLine(agency, "agency", left, decree30.rule.share),
        ],
        [
          centred(republic, { size: "republic", bold: true }),
          centred(motto, { size: "motto", bold: true }),
          underLine(motto, "motto", right, 1),
        ],
      ],
      [
        [
          centred(numberLine(document.number, document.notation), { size: "number" }, { spacing: { before: 60 } }),
          ...aboutLetter,
        ],
        [centred(dated, { size: "placeAndDate", italics: true }, { spacing: { before: 60 } })],
      ],
    ],
  )
}

/** A rule whose length is a share of the bold line above it, at most of its container. */
function underLine(text: string, size: "agency" | "motto" | "subject", container: number, share: number): Paragraph {
  const widest = Math.max(...text.split("\n").map((line) => boldTextWidth(line, decree30.sizePt[size])))
  const length = Math.min(widest, container)
  return centredRule(container, length * share)
}

/** Name of the form and subject. A letter has neither: its subject stands under the number. */
export function title(document: OfficialDocument): Paragraph[] {
  const name = formNames[document.form]
  if (name === null) return []
  return [
    centred(name, { size: "title", bold: true }, { spacing: { before: 360 }, keepNext: true }),
    centred(document.subject, { size: "subject", bold: true }, { keepNext: true }),
    underLine(document.subject, "subject", textWidth(false), decree30.rule.share),
  ]
}

/** "Kính gửi: …" on one line, or one addressee a line, dashes below the colon (Annex I, section II.9). */
export function addressees(document: OfficialDocument): Paragraph[] {
  const names = document.addressees
  const style = { size: "body" } as const
  const before = { spacing: { before: 240, after: 200 } }
  if (names.length === 0) return [paragraph("", style, { spacing: { after: 60 } })]
  if (names.length === 1) return [centred(`Kính gửi: ${names[0]}`, style, before)]
  const indent = 2835
  return [
    paragraph("Kính gửi:", style, { indent: { left: indent - 1134 }, spacing: { before: 240 } }),
    ...closedLines(names).map((line, index) =>
      paragraph(line, style, {
        alignment: AlignmentType.LEFT,
        indent: { left: indent + 142, hanging: 142 },
        spacing: { after: index === names.length - 1 ? 200 : 0 },
      }),
    ),
  ]
}
