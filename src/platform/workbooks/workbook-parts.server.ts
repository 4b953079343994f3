import { SaxesParser } from "saxes"
import { NotAWorkbook, type WorkbookZip } from "./workbook-zip.server.ts"

/** The name without its namespace prefix: some programs write <x:row>. */
export const local = (name: string): string => name.slice(name.indexOf(":") + 1)

type Tag = { name: string; attributes: Record<string, string> }

/** Walks an XML text. saxes knows no entities but the five of XML, so that none can be expanded into gigabytes. */
export function walkXml(
  xml: string,
  on: {
    open?: (name: string, attributes: Record<string, string>) => void
    text?: (text: string) => void
    close?: (name: string) => void
  },
): void {
  const parser = new SaxesParser()
  if (on.open) parser.on("opentag", (tag) => on.open?.(local(tag.name), (tag as Tag).attributes))
  if (on.text) parser.on("text", on.text)
  if (on.close) parser.on("closetag", (tag) => on.close?.(local(tag.name)))
  try {
    parser.write(xml).close()
  } catch (error) {
    throw new NotAWorkbook("broken XML", { cause: error })
  }
}

/** The sheets in their order with the part that holds each, and whether days are counted from 1904. */
export async function sheetList(
  zip: WorkbookZip,
): Promise<{ sheets: { name: string; part: string }[]; is1904: boolean }> {
  const workbook = await zip.text("xl/workbook.xml")
  const relations = await zip.text("xl/_rels/workbook.xml.rels")
  if (!workbook || !relations) throw new NotAWorkbook("no list of sheets")
  const targets = new Map<string, string>()
  walkXml(relations, {
    open: (name, { Id, Target, Type }) => {
      if (name === "Relationship" && Type?.endsWith("/worksheet")) targets.set(Id!, partName(Target!))
    },
  })
  const sheets: { name: string; part: string }[] = []
  let is1904 = false
  walkXml(workbook, {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 = ["1", "true"].includes(attributes.date1904 ?? "")
      const part = name === "sheet" && targets.get(attributes["r:id"] ?? "")
      if (part) sheets.push({ name: attributes.name ?? "", part })
    },
  })
  return { sheets, is1904 }
}

const partName = (target: string): string =>
  target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`

/** Texts that cells refer to by number; the hints for pronouncing East Asian names are left out. */
export async function sharedTexts(zip: WorkbookZip): Promise<string[]> {
  const xml = await zip.text("xl/sharedStrings.xml")
  const texts: string[] = []
  if (!xml) return texts
  let current = ""
  let inText = false
  let inHint = false
  walkXml(xml, {
    open: (name) => {
      if (name === "si") current = ""
      else if (name === "rPh") inHint = true
      else if (name === "t") inText = !inHint
    },
    text: (piece) => {
      if (inText) current += piece
    },
    close: (name) => {
      if (name === "si") texts.push(current)
      else if (name === "rPh") inHint = false
      else if (name === "t") inText = false
    },
  })
  return texts
}

export type NumberMeaning = "number" | "day" | "percent"

/** What the number in a cell of each style means, by its number format (ECMA-376, part 1, 18.8.30). */
export async function numberMeanings(zip: WorkbookZip): Promise<NumberMeaning[]> {
  const xml = await zip.text("xl/styles.xml")
  const custom = new Map<number, string>()
  const meanings: NumberMeaning[] = []
  if (!xml) return meanings
  let inCellFormats = false
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === "numFmt") custom.set(Number(attributes.numFmtId), attributes.formatCode ?? "")
      else if (name === "cellXfs") inCellFormats = true
      else if (name === "xf" && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0)
        meanings.push(meaningOf(id, custom.get(id)))
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCellFormats = false
    },
  })
  return meanings
}

function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code !== undefined) {
    const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "")
    if (bare.includes("%")) return "percent"
    return /[ymd]/i.test(bare) && !/general/i.test(bare) ? "day" : "number"
  }
  if (id === 9 || id === 10) return "percent"
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? "day" : "number"
}
