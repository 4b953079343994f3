import { cleanText } from "./clean-text.ts"
import { textWidth } from "./decree-30-layout.ts"
import { type DocumentParts, documentParts } from "./document-parts.server.ts"
import type { OfficialDocument } from "./official-document.ts"
import { dateInWords, formNames, numberInText } from "./official-wording.ts"
import { placeAnnexes } from "./place-annexes.server.ts"
import { isInCapitals, type LineName, placeOf } from "./template-places.ts"
import { controlsToMarks, fillLines, loneMark, paragraphsOf } from "./template-text.server.ts"
import { openWordPackage, treeOf, writeWordPackage } from "./word-package.server.ts"
import { childOf, copied, element, elementsOf, isElement, writeXml, type XmlElement } from "./xml-tree.server.ts"

/**
 * A document in the province's own template: its places are filled, everything else stays as the clerk drew it. Each place is filled once, so
 * that what a unit wrote is never read as a place. @param template was found fit by `checkTemplate`
 */
export async function fillTemplate(template: Uint8Array, document: OfficialDocument): Promise<Uint8Array> {
  const word = await openWordPackage(template)
  const lines = linesOf(document)
  const parts = await documentParts(document)
  const trees = [word.document, ...word.headersAndFooters].map((path) => ({ path, root: treeOf(word.parts, path) }))
  for (const { root } of trees) controlsToMarks(root)
  const isNoticePlaced = trees.some(({ root }) => hasPlace(root, "lưu ý"))
  const isInText = hasPlace(trees[0]!.root, "bảng kết quả") && !hasPlace(trees[0]!.root, "phụ lục")
  const body = childOf(trees[0]!.root, "w:body")!
  for (const { path, root } of trees) {
    fillPart(root, lines, parts)
    if (path === word.document) {
      placeAnnexes(body, isInText ? [] : parts.annexes, hasAnnexPlace)
      if (!isNoticePlaced) body.children.unshift(...parts.notice.map(copied))
    }
    word.parts.set(path, Buffer.from(writeXml(root)))
  }
  return writeWordPackage(word.parts)
}

const hasAnnexPlace = (paragraph: XmlElement): boolean => placeOf(loneMark(paragraph) ?? "")?.kind === "annexes"

function hasPlace(root: XmlElement, name: string): boolean {
  let has = false
  for (const { paragraph } of paragraphsOf(root))
    fillLines(paragraph, (written) => {
      has ||= placeOf(written)?.name === name
      return undefined
    })
  return has
}

/** Illustrative figures are always marked: the notice stands on top where the template has no place for it. */
function linesOf(document: OfficialDocument): Record<LineName, string> {
  const { issuer, signature, about } = document
  return {
    "cơ quan chủ quản": issuer.parentAgency ?? "",
    "tên cơ quan": issuer.agency,
    số: numberInText(document.number),
    "ký hiệu": document.notation,
    "địa danh": document.place,
    "ngày ban hành": dateInWords(document.issuedOn, document.yearWhenUndated),
    "tên loại văn bản": formNames[document.form] ?? "",
    "trích yếu": document.subject,
    "tên kế hoạch": about?.plan ?? "",
    "kỳ báo cáo": about?.round ?? "",
    "thẩm quyền ký": (signature.authority ?? "").toLocaleUpperCase("vi"),
    "chức vụ người ký": signature.position.toLocaleUpperCase("vi"),
    "họ tên người ký": signature.name ?? "",
    "lưu ý": document.notice ?? "",
    "mã đối chiếu": document.verification ?? "",
  }
}

function fillPart(root: XmlElement, lines: Record<LineName, string>, { blocks, annexes }: DocumentParts): void {
  for (const { paragraph, parent, cells } of [...paragraphsOf(root)]) {
    const lone = placeOf(loneMark(paragraph) ?? "")
    if (lone?.kind === "annexes") {
      if (annexes.length === 0) replace(parent, paragraph, [])
    } else if (lone?.kind === "block") {
      const width = cellWidth(cells.at(-1)) ?? sectionWidth(root)
      replace(
        parent,
        paragraph,
        blocks[lone.name].map((block) => fitted(copied(block), width)),
      )
    } else
      fillLines(paragraph, (written) => {
        const place = placeOf(written)
        if (place?.kind !== "line") return undefined
        const words = cleanText(lines[place.name])
        return isInCapitals(written) ? words.toLocaleUpperCase("vi") : words
      })
  }
}

/** The end of a section hangs on its last paragraph, and a cell ends with a paragraph: neither goes with the place. */
function replace(parent: XmlElement, paragraph: XmlElement, content: XmlElement[]): void {
  const shape = childOf(paragraph, "w:pPr")
  const sectionEnd = shape && childOf(shape, "w:sectPr")
  const at = parent.children.indexOf(paragraph)
  const after = sectionEnd ? [element("w:p", {}, [element("w:pPr", {}, [sectionEnd])])] : []
  parent.children.splice(at, 1, ...content, ...after)
  const last = parent.children.at(-1)
  if (parent.name === "w:tc" && !(last && isElement(last) && last.name === "w:p"))
    parent.children.push(element("w:p", {}, shape ? [copied(shape)] : []))
}

const twips = (text: string | undefined): number | undefined => (text && /^\d+$/.test(text) ? Number(text) : undefined)
const CELL_PADDING = 216

function cellWidth(cell: XmlElement | undefined): number | undefined {
  const size = cell && childOf(childOf(cell, "w:tcPr") ?? cell, "w:tcW")?.attributes
  const width = size?.["w:type"] === "dxa" ? twips(size["w:w"]) : undefined
  return width && width - CELL_PADDING
}

/** Of the first section: what comes before the annexes. */
function sectionWidth(root: XmlElement): number {
  const section = [...elementsOf(root)].find((each) => each.name === "w:sectPr")
  const size = section && childOf(section, "w:pgSz")?.attributes
  const margin = section && childOf(section, "w:pgMar")?.attributes
  const width = twips(size?.["w:w"])
  return width ? width - (twips(margin?.["w:left"]) ?? 0) - (twips(margin?.["w:right"]) ?? 0) : textWidth(false)
}

/** A table takes the width that the template leaves it. */
function fitted(block: XmlElement, width: number): XmlElement {
  if (block.name !== "w:tbl") return block
  for (const each of elementsOf(block)) {
    if (!["w:tblW", "w:gridCol", "w:tcW"].includes(each.name)) continue
    const own = twips(each.attributes["w:w"])
    if (own) each.attributes["w:w"] = String(Math.floor((own * width) / textWidth(false)))
  }
  return block
}
