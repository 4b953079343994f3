import { buffer } from "node:stream/consumers"
import type { Entry } from "yauzl"
import { zipBytes } from "../files/write-zip.server.ts"
import { BrokenXml, readXml, type XmlElement } from "./xml-tree.server.ts"

const MB = 1024 * 1024
/** A letterhead with a coat of arms stays far below each of them. */
export const packageLimits = { bytes: 10 * MB, parts: 400, unpackedBytes: 60 * MB }

/** The file is no Word document, is damaged, or unpacks to more than anybody drew. */
export class NotAWordFile extends Error {}

export type WordPackage = {
  /** The parts in their order. */
  parts: Map<string, Uint8Array>
  /** Paths of what holds the text: the document, its headers and footers. */
  document: string
  headersAndFooters: string[]
}

/**
 * The parts of a Word file in memory. The sizes announced are added up before anything is unpacked, and yauzl ends an entry that holds more
 * than it announced. Throws NotAWordFile.
 */
export async function openWordPackage(bytes: Uint8Array): Promise<WordPackage> {
  if (bytes.length > packageLimits.bytes) throw new NotAWordFile("too large")
  const parts = await unpacked(bytes)
  const document = targetOf(parts, "_rels/.rels", "/officeDocument")[0]
  if (!document || !parts.has(document)) throw new NotAWordFile("no document")
  const relations = relationsPath(document)
  const headersAndFooters = ["/header", "/footer"]
    .flatMap((type) => targetOf(parts, relations, type))
    .filter((path) => parts.has(path))
  return { parts, document, headersAndFooters: [...new Set(headersAndFooters)] }
}

async function unpacked(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const { fromBufferPromise } = await import("yauzl")
  const parts = new Map<string, Uint8Array>()
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (zip.entryCount > packageLimits.parts) throw new NotAWordFile("too many parts")
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    const announced = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
    if (announced > packageLimits.unpackedBytes) throw new NotAWordFile("unpacks to too much")
    for (const entry of entries) {
      if (entry.fileName.endsWith("/")) continue
      if (parts.has(entry.fileName)) throw new NotAWordFile("a part twice")
      parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
    }
    zip.close()
  } catch (error) {
    throw error instanceof NotAWordFile ? error : new NotAWordFile("no ZIP", { cause: error })
  }
  return parts
}

/** A part as a tree. Throws NotAWordFile. */
export function treeOf(parts: WordPackage["parts"], path: string): XmlElement {
  const bytes = parts.get(path)
  if (!bytes) throw new NotAWordFile(`no part ${path}`)
  try {
    return readXml(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof BrokenXml || error instanceof TypeError) throw new NotAWordFile(path, { cause: error })
    throw error
  }
}

export type Relation = { type: string; target: string; isExternal: boolean }

/** @param path of a part of relations, "word/_rels/document.xml.rels" */
export function relationsIn(parts: WordPackage["parts"], path: string): Relation[] {
  if (!parts.has(path)) return []
  return treeOf(parts, path).children.flatMap((node) =>
    typeof node === "string"
      ? []
      : [
          {
            type: node.attributes.Type ?? "",
            target: node.attributes.Target ?? "",
            isExternal: node.attributes.TargetMode === "External",
          },
        ],
  )
}

export const relationsPath = (part: string): string => part.replace(/([^/]*)$/, "_rels/$1.rels")

function targetOf(parts: WordPackage["parts"], relations: string, type: string): string[] {
  const folder = relations.replace(/_rels\/[^/]*$/, "")
  return relationsIn(parts, relations)
    .filter((each) => !each.isExternal && each.type.endsWith(type))
    .map(({ target }) => (target.startsWith("/") ? target.slice(1) : `${folder}${target.replace(/^\.\//, "")}`))
}

/** The Word file of these parts. The same parts make the same file. */
export async function writeWordPackage(parts: WordPackage["parts"]): Promise<Uint8Array> {
  const listed = async function* () {
    for (const [path, content] of parts) yield { path, content }
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of zipBytes(listed(), new Date(Date.UTC(2020, 0, 1)))) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}
