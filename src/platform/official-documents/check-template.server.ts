import { marksIn, nearestPlace, type Place, type PlaceName, placeOf, places, requiredPlace } from "./template-places.ts"
import { type TemplateFault, type TemplateReading, withoutPlaces } from "./template-reading.ts"
import { controlsToMarks, loneMark, paragraphsOf, textOf } from "./template-text.server.ts"
import { NotAWordFile, openWordPackage, relationsIn, treeOf, type WordPackage } from "./word-package.server.ts"
import { elementsOf, type XmlElement } from "./xml-tree.server.ts"

/** Places that stand once: a report does not say everything twice. */
const once: readonly PlaceName[] = ["nội dung", "phụ lục", "bảng kết quả"]

/**
 * Reads a Word file that should become a template: which places it has, which advised ones it lacks, and everything that makes it unfit. Whoever
 * uploads a template decides what leaves in the office's name, so nothing may come in that runs, fetches, or brings a file along.
 */
export async function checkTemplate(bytes: Uint8Array): Promise<{ faults: TemplateFault[]; reading: TemplateReading }> {
  try {
    const word = await openWordPackage(bytes)
    const dangers = [...dangersOfParts(word), ...dangersOfRelations(word)]
    const seen = word.headersAndFooters.map((path) => placesOf(word, path, true))
    const body = placesOf(word, word.document, false)
    const found = [...new Set([body, ...seen].flatMap((each) => each.found))]
    const order = places.map((place) => place.name).filter((name) => found.includes(name))
    const missing: TemplateFault[] = found.includes(requiredPlace)
      ? []
      : [{ code: "documentTemplate.missingPlace", values: { name: requiredPlace } }]
    const faults = [...dangers, ...body.faults, ...seen.flatMap((each) => each.faults), ...missing]
    return { faults: distinct(faults), reading: { found: order, without: withoutPlaces(order) } }
  } catch (error) {
    if (!(error instanceof NotAWordFile)) throw error
    return { faults: [{ code: "documentTemplate.notWord" }], reading: { found: [], without: [] } }
  }
}

const distinct = (faults: TemplateFault[]): TemplateFault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
]

function dangersOfParts({ parts }: WordPackage): TemplateFault[] {
  const types = new TextDecoder().decode(parts.get("[Content_Types].xml"))
  const faults: TemplateFault[] = /macroEnabled|vbaProject/i.test(types) ? [{ code: "documentTemplate.macro" }] : []
  for (const path of parts.keys()) {
    if (/vbaProject|vbaData|(^|\/)(activeX|customUI)\//i.test(path)) faults.push({ code: "documentTemplate.macro" })
    else if (/\/embeddings\/|\.(bin|exe|dll|js|vbs|html?|mht(ml)?|rtf|docx?|xlsx?|pptx?)$/i.test(path))
      faults.push({ code: "documentTemplate.embedded", values: { part: path.slice(path.lastIndexOf("/") + 1) } })
  }
  return faults
}

/** A link that only a click follows, as on a letterhead. */
const isClicked = (type: string, target: string) => type.endsWith("/hyperlink") && /^(https?:|mailto:)/i.test(target)

function dangersOfRelations({ parts }: WordPackage): TemplateFault[] {
  return [...parts.keys()]
    .filter((path) => path.endsWith(".rels"))
    .flatMap((path) => relationsIn(parts, path))
    .flatMap(({ type, target, isExternal }): TemplateFault[] => {
      if (/\/(aFChunk|subDocument)$/i.test(type)) return [{ code: "documentTemplate.includesFile" }]
      if (/\/(oleObject|package|control)$/i.test(type))
        return [{ code: "documentTemplate.embedded", values: { part: target.slice(target.lastIndexOf("/") + 1, 200) } }]
      if (isExternal && !isClicked(type, target))
        return [{ code: "documentTemplate.external", values: { target: target.slice(0, 100) } }]
      return []
    })
}

/** Fields that bring in something from elsewhere, or run it. */
const FETCHING = /\b(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|RD|MACROBUTTON|AUTOTEXT)\b/i

function dangersOfText(root: XmlElement): TemplateFault[] {
  const faults: TemplateFault[] = []
  let fields = ""
  for (const each of elementsOf(root)) {
    if (each.name === "w:altChunk" || each.name === "w:subDoc") faults.push({ code: "documentTemplate.includesFile" })
    if (each.name === "w:object" || each.name === "o:OLEObject")
      faults.push({ code: "documentTemplate.embedded", values: { part: "OLE" } })
    if (each.name === "w:fldChar") fields += " "
    if (each.name === "w:instrText") fields += each.children.join("")
    if (each.name === "w:fldSimple") fields += ` ${each.attributes["w:instr"] ?? ""} `
  }
  const found = FETCHING.exec(fields)
  if (found) faults.push({ code: "documentTemplate.fetches", values: { field: found[1]!.toUpperCase() } })
  return faults
}

function placesOf(word: WordPackage, path: string, isHeader: boolean): { found: PlaceName[]; faults: TemplateFault[] } {
  const root = treeOf(word.parts, path)
  if (!isHeader && root.name !== "w:document") throw new NotAWordFile(root.name)
  const faults = dangersOfText(root)
  controlsToMarks(root)
  const found: PlaceName[] = []
  for (const { paragraph, parent } of paragraphsOf(root)) {
    const text = textOf(paragraph)
    const { marks, isBroken } = marksIn(text)
    if (isBroken) faults.push({ code: "documentTemplate.openMark", values: { text: text.trim().slice(0, 80) } })
    for (const { written } of marks) {
      const place = placeOf(written)
      if (!place) faults.push(unknown(written))
      else {
        faults.push(...misplaced(place, { isAlone: loneMark(paragraph) !== undefined, isHeader, parent }))
        if (once.includes(place.name) && found.includes(place.name))
          faults.push({ code: "documentTemplate.twice", values: { name: place.name } })
        found.push(place.name)
      }
    }
  }
  return { found, faults }
}

function unknown(written: string): TemplateFault {
  const nearest = nearestPlace(written)
  const name = written.slice(0, 60)
  return nearest
    ? { code: "documentTemplate.unknownPlace", values: { name, nearest: nearest.name } }
    : { code: "documentTemplate.unknownPlaceAlone", values: { name } }
}

function misplaced(
  { kind, name }: Place,
  { isAlone, isHeader, parent }: { isAlone: boolean; isHeader: boolean; parent: XmlElement },
): TemplateFault[] {
  if (kind === "line") return []
  if (isHeader) return [{ code: "documentTemplate.notInHeader", values: { name } }]
  if (!isAlone) return [{ code: "documentTemplate.notAlone", values: { name } }]
  return kind === "annexes" && parent.name !== "w:body"
    ? [{ code: "documentTemplate.notInBody", values: { name } }]
    : []
}
