import type { SourceBlock } from "./source-text.ts"
import { isOn, styleValue, type WordStyle } from "./word-styles.server.ts"
import { type OpenTable, openTable, toSourceTable } from "./word-table.server.ts"
import type { XmlAttributes, XmlHandlers } from "./xml-walk.server.ts"

/** Parts of a document that are not its text: old drafts, deleted words, alternative drawings, field codes. */
const SKIPPED = new Set([
  "del",
  "moveFrom",
  "Fallback",
  "instrText",
  "delText",
  "pict",
  "object",
  "sectPr",
  "commentRangeStart",
])
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"

type OpenParagraph = {
  text: string
  styleId: string | null
  numId: string | null
  depth: number | null
  headingLevel: number | null
  boldLetters: number
  letters: number
}
type Run = { bold: boolean; caps: boolean; isRaised: boolean }

/** Follows word/document.xml tag by tag. Text boxes and nested tables end up where they are anchored. */
export function wordBody(file: string, styles: Map<string, WordStyle>, mark: (numId: string, depth: number) => string) {
  const blocks: SourceBlock[] = []
  const paragraphs: OpenParagraph[] = []
  const tables: OpenTable[] = []
  let run: Run = { bold: false, caps: false, isRaised: false }
  let skipping = 0
  let inText = false
  let inParagraphProperties = false
  let inRunProperties = false
  const count = { paragraphs: 0, tables: 0 }

  const property = (name: string, { val }: XmlAttributes) => {
    const paragraph = paragraphs.at(-1)
    if (inRunProperties && !inParagraphProperties) {
      if (name === "b") run.bold = isOn(val)
      else if (name === "caps") run.caps = isOn(val)
      else if (name === "vertAlign") run.isRaised = val === "superscript"
    } else if (inParagraphProperties && paragraph && !inRunProperties) {
      if (name === "pStyle") paragraph.styleId = val ?? null
      else if (name === "numId") paragraph.numId = val ?? null
      else if (name === "ilvl") paragraph.depth = Number(val)
      else if (name === "outlineLvl" && Number(val) < 9) paragraph.headingLevel = Number(val) + 1
    }
  }

  const addText = (text: string) => {
    const paragraph = paragraphs.at(-1)
    if (!paragraph) return
    const shown = run.caps ? text.toUpperCase() : text
    // A raised number is a footnote's mark, typed by hand.
    paragraph.text +=
      run.isRaised && /^\d{1,2}$/.test(shown.trim())
        ? shown.replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]!)
        : shown
    const letters = shown.match(/\p{L}/gu)?.length ?? 0
    paragraph.letters += letters
    if (run.bold) paragraph.boldLetters += letters
  }

  const endParagraph = () => {
    const paragraph = paragraphs.pop()!
    count.paragraphs++
    const numId = paragraph.numId ?? styleValue(styles, paragraph.styleId, "numId")
    const depth = paragraph.depth ?? styleValue(styles, paragraph.styleId, "depth") ?? 0
    const cell = tables.at(-1)?.cell
    const isEmpty = paragraph.text.trim() === ""
    // Word shows the number of an empty paragraph too: that is how a column "STT" numbers itself.
    const label = numId && numId !== "0" && (!isEmpty || cell) ? mark(numId, depth) : ""
    const text = isEmpty ? label.trim() : label + paragraph.text.trim()
    const bold = paragraph.letters > 0 && paragraph.boldLetters >= paragraph.letters * 0.9
    if (cell) {
      if (text !== "") cell.lines.push(text)
      cell.bold = cell.bold || (bold && cell.lines.length === 1)
      return
    }
    const headingLevel = paragraph.headingLevel ?? styleValue(styles, paragraph.styleId, "headingLevel")
    for (const [i, line] of text.split("\n").entries()) {
      blocks.push({
        kind: "line",
        text: line,
        place: { file, paragraph: count.paragraphs },
        whole: true,
        bold,
        ...(headingLevel && i === 0 ? { headingLevel } : {}),
      })
    }
  }

  const handlers: XmlHandlers = {
    open: (name, attributes) => {
      if (SKIPPED.has(name)) skipping++
      if (skipping > 0) return
      if (name === "p")
        paragraphs.push({
          text: "",
          styleId: null,
          numId: null,
          depth: null,
          headingLevel: null,
          boldLetters: 0,
          letters: 0,
        })
      else if (name === "pPr") inParagraphProperties = true
      else if (name === "rPr") inRunProperties = true
      else if (name === "r")
        run = {
          bold: styleValue(styles, paragraphs.at(-1)?.styleId ?? null, "bold") ?? false,
          caps: styleValue(styles, paragraphs.at(-1)?.styleId ?? null, "caps") ?? false,
          isRaised: false,
        }
      else if (name === "t") inText = true
      else if (name === "tab" && !inParagraphProperties) addText(" ")
      else if (name === "br" || name === "cr") addText("\n")
      else if (name === "noBreakHyphen") addText("-")
      else if (name === "tbl") tables.push(openTable())
      else if (tables.length > 0) tables.at(-1)!.open(name, attributes)
      property(name, attributes)
    },
    text: (text) => {
      if (inText && skipping === 0) addText(text)
    },
    close: (name) => {
      if (SKIPPED.has(name)) {
        skipping--
        return
      }
      if (skipping > 0) return
      if (name === "p") endParagraph()
      else if (name === "pPr") inParagraphProperties = false
      else if (name === "rPr") inRunProperties = false
      else if (name === "t") inText = false
      else if (name === "tbl") endTable()
      else tables.at(-1)?.close(name)
    },
  }

  const endTable = () => {
    const table = tables.pop()!
    const outer = tables.at(-1)?.cell
    if (outer) outer.lines.push(...table.rows.flatMap((row) => row.cells.flatMap((cell) => cell.lines)))
    else blocks.push(toSourceTable(table, { file, table: ++count.tables }))
  }

  return { handlers, blocks: () => blocks }
}
