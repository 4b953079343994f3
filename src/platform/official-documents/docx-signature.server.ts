import type { Paragraph, Table } from "docx"
import { decree30, textWidth } from "./decree-30-layout.ts"
import { placingTable } from "./docx-head.server.ts"
import { centred, paragraph } from "./docx-paragraphs.server.ts"
import type { OfficialDocument, Signature } from "./official-document.ts"
import { closedLines } from "./official-wording.ts"

/** Recipients on the left, signature on the right, in one row that never breaks over two pages. */
export function signatureAndRecipients(document: OfficialDocument): Table {
  const left = Math.round(textWidth(false) * 0.48)
  return placingTable([left, textWidth(false) - left], [[recipientLines(document), signatureLines(document)]])
}

const first = { spacing: { before: 160 } }

export const recipientLines = ({ recipients }: OfficialDocument): Paragraph[] => [
  paragraph(recipients.length > 0 ? "Nơi nhận:" : "", { size: "recipientsHead", bold: true, italics: true }, first),
  ...closedLines(recipients).map((line) => paragraph(line, { size: "recipients" })),
]

export function signatureLines({ signature }: OfficialDocument): Paragraph[] {
  const bold = { size: "signature", bold: true } as const
  const above = [...(signature.authority?.split("\n") ?? []), signature.position].join("\n").toLocaleUpperCase("vi")
  return [
    centred(above, bold, first),
    centred(signature.name ?? "", bold, { spacing: { before: decree30.signatureSpacePt * 20 } }),
  ]
}

/** The sides of minutes, each with room to sign, in one row that never breaks over two pages. */
export function signaturesOfParties(parties: readonly Signature[]): Table {
  const width = Math.floor(textWidth(false) / parties.length)
  const bold = { size: "signature", bold: true } as const
  const cells = parties.map(({ position, name }) => [
    centred(position.toLocaleUpperCase("vi"), bold, { spacing: { before: 160 } }),
    centred(name ?? "", bold, { spacing: { before: decree30.signatureSpacePt * 20, after: 160 } }),
  ])
  return placingTable(
    parties.map(() => width),
    [cells],
  )
}
