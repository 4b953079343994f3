import { Bookmark, Document, Packer, Paragraph, type Table } from "docx"
import { decree30 } from "./decree-30-layout.ts"
import { blocksToWord } from "./docx-body.server.ts"
import { addressees } from "./docx-head.server.ts"
import { centred } from "./docx-paragraphs.server.ts"
import { recipientLines, signatureLines } from "./docx-signature.server.ts"
import type { OfficialDocument } from "./official-document.ts"
import { annexName, attachmentLine, withEndMark } from "./official-wording.ts"
import type { BlockName } from "./template-places.ts"
import { openWordPackage, treeOf } from "./word-package.server.ts"
import { childOf, element, elementsOf, isElement, setChild, type XmlElement } from "./xml-tree.server.ts"

export type AnnexPart = { isWide: boolean; content: XmlElement[] }
export type DocumentParts = { blocks: Record<BlockName, XmlElement[]>; annexes: AnnexPart[]; notice: XmlElement[] }

type Children = readonly (Paragraph | Table)[]

/**
 * The parts that our own layout makes of a document, as Word XML that can stand in another file: paragraphs and tables say everything about
 * themselves, so that the styles of a template do not change them.
 */
export async function documentParts(document: OfficialDocument): Promise<DocumentParts> {
  const { annexes } = document
  const wanted: [string, Children][] = [
    ["kính gửi", document.addressees.length > 0 ? addressees(document) : []],
    ["nội dung", blocksToWord(withEndMark(document.body), { wide: false, holdLast: true })],
    ["bảng kết quả", annexes.flatMap((annex) => annexInText(annex))],
    ["nơi nhận", document.recipients.length > 0 ? recipientLines(document) : []],
    ["chữ ký", signatureLines(document)],
    ["notice", document.notice ? [centred(document.notice, { size: "notice", italics: true })] : []],
    ...annexes.map((_, index): [string, Children] => [`annex ${index}`, annexPages(document, index)]),
  ]
  const made = await asXml(wanted.map(([, children]) => children))
  const parts = new Map(wanted.map(([name], index) => [name, made[index]!]))
  const { notice = [] } = Object.fromEntries(parts)
  return {
    blocks: Object.fromEntries(parts) as DocumentParts["blocks"],
    annexes: annexes.map((annex, index) => ({ isWide: annex.wide, content: parts.get(`annex ${index}`)! })),
    notice,
  }
}

function annexPages(document: OfficialDocument, index: number): Children {
  const annex = document.annexes[index]!
  return [
    centred(annexName(index, document.annexes.length), { size: "annexName", bold: true }, { keepNext: true }),
    centred(annex.title.toLocaleUpperCase("vi"), { size: "title", bold: true }, { keepNext: true }),
    centred(
      attachmentLine(document, annex),
      { size: "placeAndDate", italics: true },
      { keepNext: true, spacing: { after: 160 } },
    ),
    ...blocksToWord(annex.blocks, { wide: annex.wide }),
  ]
}

/** An annex within the text: its title and its tables, on the paper of the text. */
const annexInText = (annex: OfficialDocument["annexes"][number]): Children => [
  centred(annex.title, { size: "body", bold: true }, { keepNext: true, spacing: { before: 120, after: 60 } }),
  ...blocksToWord(annex.blocks, { wide: false }),
]

const MARK = "tiendo_part_"

/** Several lists of paragraphs and tables as XML. The library writes whole files only, so they are written into one and taken apart again. */
async function asXml(lists: readonly Children[]): Promise<XmlElement[][]> {
  const children = lists.flatMap((list, index) => [
    new Paragraph({ children: [new Bookmark({ id: `${MARK}${index}`, children: [] })] }),
    ...list,
  ])
  const { parts, document } = await openWordPackage(
    new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] }))),
  )
  const body = childOf(treeOf(parts, document), "w:body")!
  const made: XmlElement[][] = []
  for (const node of body.children) {
    if (!isElement(node) || node.name === "w:sectPr") continue
    if (isMark(node)) made.push([])
    else made.at(-1)!.push(selfContained(node))
  }
  return made
}

const isMark = (node: XmlElement): boolean =>
  node.children.some(
    (child) => isElement(child) && child.name === "w:bookmarkStart" && child.attributes["w:name"]?.startsWith(MARK),
  )

/** Order of the schema (ECMA-376, part 1, 17.3.1.26), as far as our layout uses it. */
const paragraphOrder = "w:pStyle w:keepNext w:keepLines w:pBdr w:spacing w:ind w:jc w:outlineLvl w:rPr w:sectPr".split(
  " ",
)
const runOrder = "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:color w:sz w:szCs w:vertAlign".split(" ")
const fonts = Object.fromEntries(["ascii", "hAnsi", "eastAsia", "cs"].map((kind) => [`w:${kind}`, decree30.font]))

function selfContained(root: XmlElement): XmlElement {
  for (const each of [...elementsOf(root)]) {
    if (each.name === "w:p") standAlone(each)
    if (each.name === "w:r") dress(each)
  }
  return root
}

function standAlone(paragraph: XmlElement): void {
  const shape = childOf(paragraph, "w:pPr") ?? element("w:pPr")
  const level = /^Heading(\d)$/.exec(childOf(shape, "w:pStyle")?.attributes["w:val"] ?? "")?.[1]
  shape.children = shape.children.filter((node) => !isElement(node) || node.name !== "w:pStyle")
  const given = (name: string) => childOf(shape, name)?.attributes ?? {}
  const spacing = { "w:before": "0", "w:after": "0", "w:line": "240", "w:lineRule": "auto", ...given("w:spacing") }
  setChild(shape, element("w:spacing", spacing), paragraphOrder)
  const indent = { "w:left": "0", "w:right": "0", ...given("w:ind") } as Record<string, string>
  const firstLine: Record<string, string> = "w:hanging" in indent ? {} : { "w:firstLine": "0" }
  setChild(shape, element("w:ind", { ...firstLine, ...indent }), paragraphOrder)
  if (!childOf(shape, "w:jc")) setChild(shape, element("w:jc", { "w:val": "left" }), paragraphOrder)
  if (level) setChild(shape, element("w:outlineLvl", { "w:val": String(Number(level) - 1) }), paragraphOrder)
  paragraph.children = [shape, ...paragraph.children.filter((node) => !isElement(node) || node.name !== "w:pPr")]
}

function dress(run: XmlElement): void {
  const letters = childOf(run, "w:rPr") ?? element("w:rPr")
  setChild(letters, element("w:rFonts", fonts), runOrder)
  setChild(letters, element("w:color", { "w:val": "000000" }), runOrder)
  for (const name of ["w:b", "w:i"])
    if (!childOf(letters, name)) setChild(letters, element(name, { "w:val": "0" }), runOrder)
  run.children = [letters, ...run.children.filter((node) => !isElement(node) || node.name !== "w:rPr")]
}
