import type { Readable } from "node:stream"
import { walkXml } from "./xml-walk.server.ts"

/** How Word writes the mark of one level of a list: "%1.%2." in Roman, decimal, letters or as a bullet. */
type Level = { start: number; format: string; text: string }
type List = { abstractId: string; startOverrides: Map<number, number> }

export type Numbering = { levels: Map<string, Level[]>; lists: Map<string, List> }

export const NO_NUMBERING: Numbering = { levels: new Map(), lists: new Map() }

export async function readNumbering(part: Readable): Promise<Numbering> {
  const numbering: Numbering = { levels: new Map(), lists: new Map() }
  let levels: Level[] | null = null
  let level: Level | null = null
  let list: List | null = null
  let overridden = 0
  await walkXml(part, {
    open: (name, { abstractNumId, ilvl, val, numId }) => {
      if (name === "abstractNum") {
        levels = []
        numbering.levels.set(abstractNumId!, levels)
      } else if (name === "lvl" && levels && !list) {
        level = { start: 1, format: "decimal", text: "" }
        levels[Number(ilvl)] = level
      } else if (name === "num") {
        list = { abstractId: "", startOverrides: new Map() }
        numbering.lists.set(numId!, list)
      } else if (name === "abstractNumId" && list) list.abstractId = val!
      else if (name === "lvlOverride") overridden = Number(ilvl)
      else if (name === "startOverride" && list) list.startOverrides.set(overridden, Number(val))
      else if (level && !list) setLevel(level, name, val ?? "")
    },
    close: (name) => {
      if (name === "lvl") level = null
      else if (name === "num") list = null
      else if (name === "abstractNum") levels = null
    },
  })
  return numbering
}

function setLevel(level: Level, name: string, value: string): void {
  if (name === "start") level.start = Number(value)
  else if (name === "numFmt") level.format = value
  else if (name === "lvlText") level.text = value
}

/** Counts the lists of one document as Word does and answers the mark that it shows before a paragraph. */
export function listCounter(numbering: Numbering): (numId: string, depth: number) => string {
  const counts = new Map<string, number[]>()
  const started = new Set<string>()
  return (numId, depth) => {
    const list = numbering.lists.get(numId)
    const levels = list && numbering.levels.get(list.abstractId)
    const level = levels?.[depth]
    if (!list || !levels || !level) return ""
    if (level.format === "bullet") return level.text.includes("+") ? "+ " : "- "
    if (level.format === "none") return ""
    const count = counts.get(list.abstractId) ?? []
    counts.set(list.abstractId, count)
    if (!started.has(numId)) {
      started.add(numId)
      for (const [at, start] of list.startOverrides) count[at] = start - 1
    }
    count[depth] = (count[depth] ?? level.start - 1) + 1
    count.length = depth + 1
    const mark = level.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const other = levels[at]
      return other ? inFormat(count[at] ?? other.start, other.format) : ""
    })
    return mark === "" ? "" : `${mark} `
  }
}

const ROMAN: [number, string][] = [
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
]

export function inFormat(value: number, format: string): string {
  // A list that starts at a million, or below one, is no list that anybody numbers with letters.
  if (!(value >= 1 && value <= 5000)) return String(value)
  if (format === "upperRoman" || format === "lowerRoman") {
    let rest = value
    const roman = ROMAN.map(([size, sign]) => {
      const times = Math.floor(rest / size)
      rest -= times * size
      return sign.repeat(times)
    }).join("")
    return format === "upperRoman" ? roman : roman.toLowerCase()
  }
  if (format === "upperLetter" || format === "lowerLetter") {
    const letter = String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1)
    return format === "upperLetter" ? letter.toUpperCase() : letter
  }
  return format === "decimalZero" && value < 10 ? `0${value}` : String(value)
}
