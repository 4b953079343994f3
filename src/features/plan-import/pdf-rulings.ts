/** Straight lines drawn on a page, in points from its lower left corner. */
export type Segment = { x1: number; y1: number; x2: number; y2: number }

/** Table lines as a grid: `xs` left to right, `ys` top to bottom; `hasWall` says whether a line parts two neighbouring cells. */
export type Grid = {
  xs: number[]
  ys: number[]
  top: number
  bottom: number
  /** Between column `column` and the next one, in row `row`. */
  hasWall(row: number, column: number): boolean
  /** Between row `row` and the next one, in column `column`. */
  hasFloor(row: number, column: number): boolean
}

const NEAR = 3

/** Tables with drawn lines: groups of crossing lines with at least two columns and two rows. */
export function findGrids(segments: Segment[]): Grid[] {
  const flat = merge(segments.filter((s) => Math.abs(s.y1 - s.y2) < 1.5 && Math.abs(s.x1 - s.x2) > 8).map(toFlat))
  const upright = merge(segments.filter((s) => Math.abs(s.x1 - s.x2) < 1.5 && Math.abs(s.y1 - s.y2) > 5).map(toUpright))
  return connected(flat, upright)
    .map(({ flats, uprights }) => toGrid(flats, uprights))
    .filter((grid) => grid !== null)
}

/** `at` is the fixed coordinate, `from`–`to` the extent. */
type Ruling = { at: number; from: number; to: number }

const toFlat = (s: Segment): Ruling => ({ at: (s.y1 + s.y2) / 2, from: Math.min(s.x1, s.x2), to: Math.max(s.x1, s.x2) })
const toUpright = (s: Segment): Ruling => ({
  at: (s.x1 + s.x2) / 2,
  from: Math.min(s.y1, s.y2),
  to: Math.max(s.y1, s.y2),
})

/** Word draws each cell's border by itself, often as a thin box: pieces on one line become one ruling. */
function merge(rulings: Ruling[]): Ruling[] {
  const sorted = [...rulings].sort((a, b) => a.at - b.at || a.from - b.from)
  const lines: Ruling[][] = []
  for (const ruling of sorted) {
    const line = lines.at(-1)
    if (line && ruling.at - line[0]!.at < NEAR) line.push(ruling)
    else lines.push([ruling])
  }
  return lines.flatMap((line) => {
    const at = line.reduce((sum, ruling) => sum + ruling.at, 0) / line.length
    const out: Ruling[] = []
    for (const ruling of line.sort((a, b) => a.from - b.from)) {
      const last = out.at(-1)
      if (last && ruling.from <= last.to + NEAR) last.to = Math.max(last.to, ruling.to)
      else out.push({ ...ruling, at })
    }
    return out
  })
}

const cross = (flat: Ruling, upright: Ruling): boolean =>
  upright.at >= flat.from - NEAR &&
  upright.at <= flat.to + NEAR &&
  flat.at >= upright.from - NEAR &&
  flat.at <= upright.to + NEAR

function connected(flats: Ruling[], uprights: Ruling[]): { flats: Ruling[]; uprights: Ruling[] }[] {
  const groups: { flats: Ruling[]; uprights: Ruling[] }[] = []
  const free = new Set(uprights)
  for (const upright of uprights) {
    if (!free.delete(upright)) continue
    const group = { flats: [] as Ruling[], uprights: [upright] }
    for (let at = 0; at < group.uprights.length; at++) {
      for (const flat of flats) {
        if (group.flats.includes(flat) || !cross(flat, group.uprights[at]!)) continue
        group.flats.push(flat)
        for (const other of [...free]) {
          if (!cross(flat, other)) continue
          free.delete(other)
          group.uprights.push(other)
        }
      }
    }
    groups.push(group)
  }
  return groups
}

function toGrid(flats: Ruling[], uprights: Ruling[]): Grid | null {
  const xs = distinct(uprights.map((ruling) => ruling.at))
  const ys = distinct([...flats.map((ruling) => ruling.at), ...openEnds(uprights)]).reverse()
  if (xs.length < 3 || ys.length < 2) return null
  const covers = (rulings: Ruling[], at: number, middle: number) =>
    rulings.some((ruling) => Math.abs(ruling.at - at) < NEAR && ruling.from <= middle && ruling.to >= middle)
  return {
    xs,
    ys,
    top: ys[0]!,
    bottom: ys.at(-1)!,
    hasWall: (row, column) => covers(uprights, xs[column + 1]!, (ys[row]! + ys[row + 1]!) / 2),
    hasFloor: (row, column) => covers(flats, ys[row + 1]!, (xs[column]! + xs[column + 1]!) / 2),
  }
}

/** A row cut by a page has no line where the page ends; its sides still reach down (or up) to it. */
function openEnds(uprights: Ruling[]): number[] {
  const lowest = Math.min(...uprights.map((ruling) => ruling.from))
  const highest = Math.max(...uprights.map((ruling) => ruling.to))
  const reach = (end: number, of: (ruling: Ruling) => number) =>
    uprights.filter((ruling) => Math.abs(of(ruling) - end) < NEAR).length >= 3
  return [
    ...(reach(lowest, (ruling) => ruling.from) ? [lowest] : []),
    ...(reach(highest, (ruling) => ruling.to) ? [highest] : []),
  ]
}

function distinct(values: number[]): number[] {
  const out: number[] = []
  for (const value of values.sort((a, b) => a - b)) if (out.length === 0 || value - out.at(-1)! >= NEAR) out.push(value)
  return out
}
