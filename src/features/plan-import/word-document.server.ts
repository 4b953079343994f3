import { done, type Outcome, refused } from "#shared/outcome.ts"
import type { SourcePackage } from "./source-package.server.ts"
import type { SourceText } from "./source-text.ts"
import { wordBody } from "./word-body.server.ts"
import { listCounter, NO_NUMBERING, readNumbering } from "./word-numbering.server.ts"
import { readStyles } from "./word-styles.server.ts"
import { walkXml } from "./xml-walk.server.ts"

/**
 * A .docx read straight from its XML (ECMA-376): paragraphs with the numbers that Word computes, tables with their grid.
 * Refusal: planImport.damaged {file}.
 */
export async function readWordDocument(source: SourcePackage, file: string): Promise<Outcome<SourceText>> {
  try {
    const stylesPart = await source.stream("word/styles.xml")
    const numberingPart = await source.stream("word/numbering.xml")
    const styles = stylesPart ? await readStyles(stylesPart) : new Map()
    const numbering = numberingPart ? await readNumbering(numberingPart) : NO_NUMBERING
    const part = await source.stream("word/document.xml")
    if (!part) return refused("planImport.damaged", { values: { file } })
    const body = wordBody(file, styles, listCounter(numbering))
    await walkXml(part, body.handlers)
    return done({ file, format: "word", blocks: body.blocks(), issues: [] })
  } catch {
    return refused("planImport.damaged", { values: { file } })
  }
}
