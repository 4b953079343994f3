import { buffer } from "node:stream/consumers"
import { SaxesParser } from "saxes"
import yauzl from "yauzl"

/** Every part of an OOXML or ODF file that is XML, by its name inside the ZIP. */
export async function xmlParts(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes))
  const parts = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    if (!/\.(xml|rels)$/.test(entry.fileName)) continue
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8"))
  }
  return parts
}

/**
 * The words of a Word file for comparing: a paragraph a line, a table row a line with its cells parted by " | ".
 * Headers and footers are left out; `xmlParts` has them.
 */
export async function documentText(bytes: Uint8Array): Promise<string> {
  const xml = (await xmlParts(bytes)).get("word/document.xml")
  if (xml === undefined) throw new Error("not a Word file: word/document.xml is missing")
  return wordText(xml)
}

/** @param xml a part of a Word file: the document itself, a header, a footer */
export function wordText(xml: string): string {
  const lines: string[] = []
  const tables: { cells: string[][] }[] = []
  let text = ""
  let inText = false
  const parser = new SaxesParser()
  parser.on("opentag", ({ name }) => {
    if (name === "w:t") inText = true
    else if (name === "w:br") text += "\n"
    else if (name === "w:tab") text += "\t"
    else if (name === "w:tr") tables.push({ cells: [] })
    else if (name === "w:tc") tables.at(-1)!.cells.push([])
  })
  parser.on("text", (piece) => {
    if (inText) text += piece
  })
  parser.on("closetag", ({ name }) => {
    if (name === "w:t") inText = false
    else if (name === "w:p") {
      const cell = tables.at(-1)?.cells.at(-1)
      if (cell) cell.push(text)
      else lines.push(text)
      text = ""
    } else if (name === "w:tr") {
      const row = tables.pop()!.cells.map((cell) => cell.filter((line) => line !== "").join("\n"))
      lines.push(row.join(" | "))
    }
  })
  parser.write(xml).close()
  return lines.join("\n")
}
