import { Document, Packer } from "docx"
import { documentStyles, sectionFrame } from "./build-docx.server.ts"
import { textWidth } from "./decree-30-layout.ts"
import { head, placingTable } from "./docx-head.server.ts"
import { bodyParagraph, centred, centredRule, paragraph } from "./docx-paragraphs.server.ts"
import type { OfficialDocument } from "./official-document.ts"
import { dateInWords } from "./official-wording.ts"
import { openWordPackage, treeOf, writeWordPackage } from "./word-package.server.ts"
import { elementsOf, writeXml } from "./xml-tree.server.ts"

const named = {
  form: "report",
  issuer: { parentAgency: "{{cơ quan chủ quản}}", agency: "{{tên cơ quan}}" },
  number: "{{số}}",
  notation: "{{ký hiệu}}",
  place: "{{địa danh}}",
  issuedOn: null,
  subject: "{{trích yếu}}",
  addressees: [],
  body: [],
  signature: { position: "", name: null },
  recipients: [],
  annexes: [],
  notice: "{{lưu ý}}",
  verification: "{{mã đối chiếu}}",
} as const satisfies OfficialDocument

/** The layout of Decree 30/2020 as a template to start from, with every place in it. */
export async function startingTemplate(): Promise<Uint8Array> {
  const left = Math.round(textWidth(false) * 0.48)
  const word = new Document({
    title: "Mẫu văn bản",
    styles: documentStyles(),
    sections: [
      {
        ...sectionFrame(named, false),
        children: [
          head(named),
          centred("{{TÊN LOẠI VĂN BẢN}}", { size: "title", bold: true }, { spacing: { before: 360 }, keepNext: true }),
          centred("{{trích yếu}}", { size: "subject", bold: true }, { keepNext: true }),
          centredRule(textWidth(false), textWidth(false) / 4),
          paragraph("{{kính gửi}}", { size: "body" }),
          bodyParagraph("{{nội dung}}"),
          placingTable(
            [left, textWidth(false) - left],
            [[[paragraph("{{nơi nhận}}", { size: "recipients" })], [centred("{{chữ ký}}", { size: "signature" })]]],
          ),
          paragraph("{{phụ lục}}", { size: "body" }),
        ],
      },
    ],
  })
  return withDatePlace(new Uint8Array(await Packer.toBuffer(word)))
}

/** The head writes an empty date; here stands the place for it. */
async function withDatePlace(bytes: Uint8Array): Promise<Uint8Array> {
  const { parts, document } = await openWordPackage(bytes)
  const root = treeOf(parts, document)
  const blank = dateInWords(null)
  for (const each of elementsOf(root))
    if (each.name === "w:t")
      each.children = each.children.map((node) =>
        typeof node === "string" ? node.replace(blank, "{{ngày ban hành}}") : node,
      )
  parts.set(document, Buffer.from(writeXml(root)))
  return writeWordPackage(parts)
}
