import { decree30 } from "./decree-30-layout.ts"
import type { AnnexPart } from "./document-parts.server.ts"
import { textOf } from "./template-text.server.ts"
import { childOf, copied, element, isElement, setChild, type XmlElement, type XmlNode } from "./xml-tree.server.ts"

/** Order of the schema (ECMA-376, part 1, 17.6.17). */
const sectionOrder =
  "w:headerReference w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid".split(
    " ",
  )

/**
 * Puts the annexes where their place is, or at the end, each on pages of its own, upright or wide, with the headers and footers of the template.
 * What the template has after the place goes on with its own paper.
 */
export function placeAnnexes(
  body: XmlElement,
  annexes: readonly AnnexPart[],
  isPlace: (paragraph: XmlElement) => boolean,
): void {
  if (annexes.length === 0) return
  const nodes = body.children.filter(isElement)
  const final = nodes.at(-1)?.name === "w:sectPr" ? nodes.pop()! : ourSection()
  const at = nodes.findIndex((node) => node.name === "w:p" && isPlace(node))
  const before = at < 0 ? nodes : nodes.slice(0, at)
  const after = at < 0 ? [] : nodes.slice(at + 1)
  const placed = at < 0 ? undefined : sectionEndOf(nodes[at]!)
  const around = placed ?? after.map(sectionEndOf).find((section) => section !== undefined) ?? final
  const goesOn = placed !== undefined || after.some((node) => !isEmpty(node))
  const pages = annexes.flatMap(({ isWide, content }, index): XmlElement[] =>
    index === annexes.length - 1 && !goesOn ? content : [...content, sectionEnd(annexSection(around, isWide))],
  )
  const last = goesOn ? nextPage(final) : annexSection(around, annexes.at(-1)!.isWide)
  const first = after.find((node) => sectionEndOf(node) !== undefined)
  if (goesOn && first) nextPage(sectionEndOf(first)!)
  body.children = [...withSectionEnd(before, copied(around)), ...pages, ...(goesOn ? after : []), last] as XmlNode[]
}

const ourSection = (): XmlElement => element("w:sectPr", {}, [paper(false), margins()])

const sectionEndOf = (node: XmlElement): XmlElement | undefined => {
  const shape = node.name === "w:p" ? childOf(node, "w:pPr") : undefined
  return shape && childOf(shape, "w:sectPr")
}
const isEmpty = (node: XmlElement): boolean =>
  node.name === "w:bookmarkEnd" || (node.name === "w:p" && textOf(node).trim() === "" && !sectionEndOf(node))

/** The end of a section as a paragraph that takes next to no room. */
const sectionEnd = (section: XmlElement): XmlElement =>
  element("w:p", {}, [
    element("w:pPr", {}, [
      element("w:spacing", { "w:before": "0", "w:after": "0", "w:line": "20", "w:lineRule": "exact" }),
      section,
    ]),
  ])

/** What comes before the annexes ends its section; nothing before them needs none. */
function withSectionEnd(before: XmlElement[], section: XmlElement): XmlElement[] {
  let end = before.length
  while (end > 0 && isEmpty(before[end - 1]!)) end -= 1
  if (end === 0) return []
  return [...before.slice(0, end), sectionEnd(section)]
}

function annexSection(around: XmlElement, isWide: boolean): XmlElement {
  const section = copied(around)
  section.children = section.children.filter((node) => !isElement(node) || node.name !== "w:cols")
  setChild(section, paper(isWide), sectionOrder)
  setChild(section, margins(), sectionOrder)
  setChild(section, element("w:pgNumType", { "w:start": "1" }), sectionOrder)
  return nextPage(section)
}

function nextPage(section: XmlElement): XmlElement {
  setChild(section, element("w:type", { "w:val": "nextPage" }), sectionOrder)
  return section
}

function paper(isWide: boolean): XmlElement {
  const { width, height } = decree30.paper
  const [w, h] = isWide ? [height, width] : [width, height]
  return element("w:pgSz", { "w:w": String(w), "w:h": String(h), "w:orient": isWide ? "landscape" : "portrait" })
}

const margins = (): XmlElement =>
  element(
    "w:pgMar",
    Object.fromEntries(
      [...Object.entries(decree30.margin), ["gutter", 0]].map(([side, size]) => [`w:${side}`, String(size)]),
    ),
  )
