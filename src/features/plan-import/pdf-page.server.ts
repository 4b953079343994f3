import type { PageText } from "./pdf-lines.ts"
import type { Segment } from "./pdf-rulings.ts"

/** What unpdf's page offers and we use; its own types come with a canvas that is not installed. */
export type PdfPage = {
  getViewport(options: { scale: number }): { width: number; height: number }
  getTextContent(): Promise<{ items: unknown[] }>
  getOperatorList(): Promise<{ fnArray: number[]; argsArray: unknown[] }>
  cleanup(): void
}
export type PdfOperators = Record<string, number>

type TextItem = { str: string; transform: number[]; width: number; height: number }

export async function pageTexts(page: PdfPage): Promise<PageText[]> {
  const { items } = await page.getTextContent()
  return (items as Partial<TextItem>[]).flatMap((item) => {
    if (typeof item.str !== "string" || !item.transform) return []
    const [, b = 0, , d = 0, x = 0, y = 0] = item.transform
    // Text turned sideways (a stamp, a margin note) is not running text.
    if (Math.abs(b) > 0.5) return []
    return [
      { text: item.str.normalize("NFC"), x, y, width: item.width ?? 0, height: Math.abs(d) || (item.height ?? 0) },
    ]
  })
}

type Matrix = [number, number, number, number, number, number]
const UNIT: Matrix = [1, 0, 0, 1, 0, 0]

/** Straight strokes and edges of filled boxes: Word and Excel draw table lines either way. */
export async function pageSegments(page: PdfPage, ops: PdfOperators): Promise<Segment[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const segments: Segment[] = []
  const stack: Matrix[] = []
  let matrix = UNIT
  for (const [i, fn] of fnArray.entries()) {
    const args = argsArray[i]
    if (fn === ops.save || fn === ops.paintFormXObjectBegin) {
      stack.push(matrix)
      if (fn === ops.paintFormXObjectBegin && Array.isArray((args as unknown[])[0]))
        matrix = times(matrix, (args as [Matrix])[0])
    } else if (fn === ops.restore || fn === ops.paintFormXObjectEnd) matrix = stack.pop() ?? UNIT
    else if (fn === ops.transform) matrix = times(matrix, args as Matrix)
    else if (fn === ops.constructPath) {
      const [paint, [path]] = args as [number, [Float32Array | null]]
      if (paint !== ops.endPath && path) segments.push(...straightParts(path, matrix))
    }
    if (segments.length > 40_000) break
  }
  return segments
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** pdf.js's path: 0 move x y, 1 line x y, 2 curve (six numbers), 3 quadratic curve (four), 4 close. */
function straightParts(path: Float32Array, m: Matrix): Segment[] {
  const out: Segment[] = []
  const place = (x: number, y: number): [number, number] => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
  let start: [number, number] = [0, 0]
  let at: [number, number] = [0, 0]
  const lineTo = (to: [number, number]) => {
    out.push({ x1: at[0], y1: at[1], x2: to[0], y2: to[1] })
    at = to
  }
  for (let i = 0; i < path.length; ) {
    const op = path[i]!
    if (op === 0) {
      at = place(path[i + 1]!, path[i + 2]!)
      start = at
      i += 3
    } else if (op === 1) {
      lineTo(place(path[i + 1]!, path[i + 2]!))
      i += 3
    } else if (op === 2 || op === 3) {
      const size = op === 2 ? 7 : 5
      at = place(path[i + size - 2]!, path[i + size - 1]!)
      i += size
    } else {
      lineTo(start)
      i += 1
    }
  }
  return out
}
