import { folded } from "#shared/folded.ts"

/**
 * The named places of a Word template, as a clerk writes them: {{nội dung}}. A `line` stands within a paragraph and takes its letters; a
 * `block` stands alone in its paragraph and is replaced by paragraphs and tables; `annexes` opens pages of its own.
 */
export const places = [
  { name: "cơ quan chủ quản", kind: "line" },
  { name: "tên cơ quan", kind: "line" },
  { name: "số", kind: "line" },
  { name: "ký hiệu", kind: "line" },
  { name: "địa danh", kind: "line" },
  { name: "ngày ban hành", kind: "line" },
  { name: "tên loại văn bản", kind: "line" },
  { name: "trích yếu", kind: "line" },
  { name: "tên kế hoạch", kind: "line" },
  { name: "kỳ báo cáo", kind: "line" },
  { name: "thẩm quyền ký", kind: "line" },
  { name: "chức vụ người ký", kind: "line" },
  { name: "họ tên người ký", kind: "line" },
  { name: "lưu ý", kind: "line" },
  { name: "mã đối chiếu", kind: "line" },
  { name: "kính gửi", kind: "block" },
  { name: "nội dung", kind: "block" },
  { name: "bảng kết quả", kind: "block" },
  { name: "nơi nhận", kind: "block" },
  { name: "chữ ký", kind: "block" },
  { name: "phụ lục", kind: "annexes" },
] as const

export type Place = (typeof places)[number]
export type PlaceName = Place["name"]
export type LineName = Extract<Place, { kind: "line" }>["name"]
export type BlockName = Extract<Place, { kind: "block" }>["name"]

/** Without it a template says nothing of what was reported. */
export const requiredPlace: PlaceName = "nội dung"

const byFolded = new Map<string, Place>(places.map((place) => [folded(place.name), place]))

/** However it was written: capitals, one space or three, with tone marks or without. */
export const placeOf = (written: string): Place | undefined => byFolded.get(folded(written))

/** Capitals in the template mean capitals in the document: {{TÊN CƠ QUAN}}. */
export const isInCapitals = (written: string): boolean =>
  /\p{L}/u.test(written) && written === written.toLocaleUpperCase("vi") && [...written.trim()].length > 2

/** The place that was probably meant, or undefined when nothing is near. */
export function nearestPlace(written: string): Place | undefined {
  const sought = folded(written)
  const ranked = places
    .map((place) => ({ place, distance: editDistance(sought, folded(place.name)) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]!
  return best.distance <= Math.max(2, Math.floor(folded(best.place.name).length / 3)) ? best.place : undefined
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]!
}

export type Mark = { start: number; end: number; written: string }

/** The marks in the text of a paragraph. `isBroken`: braces are left that open or close none. */
export function marksIn(text: string): { marks: Mark[]; isBroken: boolean } {
  const marks = [...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    written: found[1]!.normalize("NFC").replace(/\s+/g, " ").trim(),
  }))
  return { marks, isBroken: /\{\{|\}\}/.test(text.replace(/\{\{[^{}]*\}\}/g, "")) }
}
