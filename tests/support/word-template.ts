import { zipOf } from "./zip-of.ts"

const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const names = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${relations}"`
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
const word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

export const run = (text: string, letters = ""): string =>
  `<w:r>${letters && `<w:rPr>${letters}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const paragraph = (...runs: string[]): string =>
  `<w:p>${runs.map((each) => (each.startsWith("<") ? each : run(each))).join("")}</w:p>`
export const table = (...cells: string[]): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tr>${cells
    .map((cell) => `<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>${cell}</w:tc>`)
    .join("")}</w:tr></w:tbl>`
export const control = (tag: string, content: string): string =>
  `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`
export const a4 =
  '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="454" w:footer="454" w:gutter="0"/></w:sectPr>'

type Template = {
  body: string
  header?: string
  parts?: Record<string, string | Uint8Array>
  relations?: string
  types?: string
}

/** A Word file as a clerk of another office might have drawn it: Calibri, space after every paragraph, a header of its own. */
export function wordTemplate({ body, header = paragraph("Mẫu của tỉnh"), parts = {}, ...more }: Template): Uint8Array {
  return zipOf({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/header1.xml" ContentType="${word}.header+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/>${more.types ?? ""}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${packageRelations}"><Relationship Id="a" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/_rels/document.xml.rels": `<Relationships xmlns="${packageRelations}"><Relationship Id="h1" Type="${relations}/header" Target="header1.xml"/><Relationship Id="s1" Type="${relations}/styles" Target="styles.xml"/>${more.relations ?? ""}</Relationships>`,
    "word/styles.xml": `<w:styles ${names}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="400" w:line="480" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults></w:styles>`,
    "word/header1.xml": `<w:hdr ${names}>${header}</w:hdr>`,
    "word/document.xml": `<w:document ${names}><w:body>${body}</w:body></w:document>`,
    ...parts,
  })
}

/** @param attributes of the relation, its type without the address before it */
export const relation = (type: string, target: string, isExternal = false): string =>
  `<Relationship Id="x${target.length}" Type="${relations}/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ""}/>`
