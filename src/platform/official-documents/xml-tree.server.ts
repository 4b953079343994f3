import { SaxesParser } from "saxes"

export type XmlNode = XmlElement | string
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlNode[] }

/** The text is no XML that a Word file may hold. */
export class BrokenXml extends Error {}

const MAX_DEPTH = 500

/** A whole XML text as a tree that can be changed and written again. Comments and processing instructions are left out; a DTD is refused. */
export function readXml(xml: string): XmlElement {
  const top: XmlElement = { name: "", attributes: {}, children: [] }
  const open = [top]
  const parser = new SaxesParser()
  parser.on("doctype", () => {
    throw new BrokenXml("a DTD")
  })
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length > MAX_DEPTH) throw new BrokenXml("too deep")
    const element = { name, attributes: { ...(attributes as Record<string, string>) }, children: [] }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on("closetag", () => void open.pop())
  const addText = (text: string) => void (open.length > 1 && open.at(-1)!.children.push(text))
  parser.on("text", addText)
  parser.on("cdata", addText)
  try {
    parser.write(xml).close()
  } catch (error) {
    throw error instanceof BrokenXml ? error : new BrokenXml("broken XML", { cause: error })
  }
  const root = top.children.find(isElement)
  if (!root) throw new BrokenXml("empty")
  return root
}

export const writeXml = (root: XmlElement): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${written(root)}`

function written(node: XmlNode): string {
  if (typeof node === "string") return escaped(node)
  const attributes = Object.entries(node.attributes)
    .map(
      ([name, value]) =>
        ` ${name}="${escaped(value)
          .replaceAll('"', "&quot;")
          .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`)}"`,
    )
    .join("")
  if (node.children.length === 0) return `<${node.name}${attributes}/>`
  return `<${node.name}${attributes}>${node.children.map(written).join("")}</${node.name}>`
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;")

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== "string"
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((node): node is XmlElement => isElement(node) && node.name === name)
export const element = (
  name: string,
  attributes: Record<string, string> = {},
  children: XmlNode[] = [],
): XmlElement => ({ name, attributes, children })
export const copied = (node: XmlElement): XmlElement => structuredClone(node)

/** Every element below this one, the element itself first, in the order of the text. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  yield root
  for (const child of root.children) if (isElement(child)) yield* elementsOf(child)
}

/** Puts a child where its schema wants it. @param order names in the order of the schema; an element of the same name is replaced */
export function setChild(parent: XmlElement, child: XmlElement, order: readonly string[]): void {
  const rest = parent.children.filter((node) => !isElement(node) || node.name !== child.name)
  const place = order.indexOf(child.name)
  const at = rest.findIndex((node) => isElement(node) && order.indexOf(node.name) > place)
  rest.splice(at < 0 ? rest.length : at, 0, child)
  parent.children = rest
}
