import { marksIn, placeOf } from "./template-places.ts"
import { childOf, copied, element, elementsOf, isElement, type XmlElement } from "./xml-tree.server.ts"

export type FoundParagraph = {
  paragraph: XmlElement
  /** What it stands in: the body, a cell, a text box. */
  parent: XmlElement
  /** Widths of the cells around it, the innermost last, in twips; empty outside of tables. */
  cells: XmlElement[]
}

/** Every paragraph, also those of cells and text boxes, in the order of the text. */
export function* paragraphsOf(root: XmlElement, cells: XmlElement[] = []): Generator<FoundParagraph> {
  for (const child of [...root.children]) {
    if (!isElement(child)) continue
    if (child.name === "w:p") yield { paragraph: child, parent: root, cells }
    yield* paragraphsOf(child, child.name === "w:tc" ? [...cells, child] : cells)
  }
}

type Piece = { node: XmlElement; start: number; text: string }

/** The pieces of text of one paragraph: Word splits even a word over several runs. Deleted text and text boxes inside are not part of it. */
export function piecesOf(paragraph: XmlElement): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  const visit = (parent: XmlElement) => {
    for (const child of parent.children) {
      if (!isElement(child) || child.name === "w:p" || child.name === "w:txbxContent" || child.name === "w:del")
        continue
      if (child.name === "w:t") {
        const text = child.children.filter((node) => typeof node === "string").join("")
        pieces.push({ node: child, start, text })
        start += text.length
      } else visit(child)
    }
  }
  visit(paragraph)
  return pieces
}

export const textOf = (paragraph: XmlElement): string =>
  piecesOf(paragraph)
    .map((piece) => piece.text)
    .join("")

/** The one mark that a paragraph consists of, or undefined. */
export function loneMark(paragraph: XmlElement): string | undefined {
  const text = textOf(paragraph)
  const { marks, isBroken } = marksIn(text)
  const [mark] = marks
  return !isBroken &&
    mark &&
    marks.length === 1 &&
    text.slice(0, mark.start).trim() + text.slice(mark.end).trim() === ""
    ? mark.written
    : undefined
}

/** Puts the words in the places of lines; they take the letters of the place's first letter. What `wordsFor` does not know stays. */
export function fillLines(paragraph: XmlElement, wordsFor: (written: string) => string | undefined): void {
  const pieces = piecesOf(paragraph)
  const { marks } = marksIn(pieces.map((piece) => piece.text).join(""))
  for (const mark of marks.reverse()) {
    const words = wordsFor(mark.written)
    if (words === undefined) continue
    for (const piece of pieces) {
      const from = Math.max(0, mark.start - piece.start)
      const to = mark.end - piece.start
      if (to <= 0 || from >= piece.text.length) continue
      const isFirst = mark.start >= piece.start
      piece.text = piece.text.slice(0, from) + (isFirst ? words : "") + piece.text.slice(to)
    }
  }
  if (marks.length > 0) for (const piece of pieces) setText(paragraph, piece)
}

/** A line break in the words becomes one in the paragraph. */
function setText(paragraph: XmlElement, { node, text }: Piece): void {
  const [first = "", ...more] = text.split("\n")
  node.attributes = { ...node.attributes, "xml:space": "preserve" }
  node.children = [first]
  if (more.length === 0) return
  for (const run of elementsOf(paragraph)) {
    const at = run.children.indexOf(node)
    if (at < 0) continue
    const lines = more.flatMap((line) => [element("w:br"), element("w:t", { "xml:space": "preserve" }, [line])])
    run.children.splice(at + 1, 0, ...lines)
  }
}

/**
 * Content controls of Word whose tag or title is the name of a place become that place, written out; other controls stay. After this there is
 * one kind of place only.
 */
export function controlsToMarks(root: XmlElement): void {
  root.children = root.children.map((node) => {
    if (!isElement(node)) return node
    const name = node.name === "w:sdt" ? placeOfControl(node) : undefined
    if (name !== undefined) return markInstead(node, name)
    controlsToMarks(node)
    return node
  })
}

function placeOfControl(control: XmlElement): string | undefined {
  const properties = childOf(control, "w:sdtPr")
  return ["w:tag", "w:alias"]
    .map((name) => properties && childOf(properties, name)?.attributes["w:val"])
    .find((written) => written && placeOf(written))
}

/** A control around a cell, a paragraph or words: the same around the mark alone, with the letters of its first words. */
function markInstead(control: XmlElement, name: string): XmlElement {
  const content = childOf(control, "w:sdtContent") ?? element("w:sdtContent")
  const firstRun = [...elementsOf(content)].find((each) => each.name === "w:r")
  const letters = firstRun && childOf(firstRun, "w:rPr")
  const kept = letters && copied(letters)
  if (kept) kept.children = kept.children.filter((node) => !isElement(node) || node.name !== "w:rStyle")
  const run = element("w:r", {}, [
    ...(kept ? [kept] : []),
    element("w:t", { "xml:space": "preserve" }, [`{{${name}}}`]),
  ])
  const cell = childOf(content, "w:tc")
  const firstParagraph = [...elementsOf(content)].find((each) => each.name === "w:p")
  if (!firstParagraph) return run
  const shape = childOf(firstParagraph, "w:pPr")
  const paragraph = element("w:p", {}, [...(shape ? [copied(shape)] : []), run])
  if (!cell) return paragraph
  const cellShape = childOf(cell, "w:tcPr")
  return element("w:tc", {}, [...(cellShape ? [copied(cellShape)] : []), paragraph])
}
