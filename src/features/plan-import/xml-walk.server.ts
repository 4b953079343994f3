import type { Readable } from "node:stream"
import { SaxesParser } from "saxes"
import { sourceLimits } from "./source-limits.ts"

export type XmlAttributes = Record<string, string>
export type XmlHandlers = {
  open?: (name: string, attributes: XmlAttributes) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Element and attribute names without their prefix: programs differ in "w:tbl" and "ns0:tbl". */
const local = (name: string): string => name.slice(name.indexOf(":") + 1)

/** Walks a part as it unpacks. saxes expands no entities but the five of XML. Throws on broken XML and on XML nested too deep. */
export async function walkXml(part: Readable, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser()
  let depth = 0
  parser.on("opentag", (tag) => {
    if (++depth > sourceLimits.depth) throw new Error(`more than ${sourceLimits.depth} elements inside each other`)
    const attributes: XmlAttributes = {}
    for (const [name, value] of Object.entries(tag.attributes as XmlAttributes)) attributes[local(name)] = value
    handlers.open?.(local(tag.name), attributes)
  })
  parser.on("text", (text) => handlers.text?.(text))
  parser.on("closetag", (tag) => {
    depth--
    handlers.close?.(local(tag.name))
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of part) parser.write(decoder.decode(chunk as Uint8Array, { stream: true }))
    parser.write(decoder.decode()).close()
  } finally {
    part.destroy()
  }
}
