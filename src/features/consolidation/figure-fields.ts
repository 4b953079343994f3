import type { Totals } from "#features/plans/task-outcome.ts"
import { countInText, formatShare } from "#shared/vietnamese-numbers.ts"
import type { Figures, ObstacleCounts } from "./figures.ts"

/**
 * Figures of the round as fields in the text of the report: "{{hoàn thành đúng hạn}}". They are worked out again with every change until
 * the director freezes the report, and then stand as numbers; so a number that was typed once cannot grow old.
 */
const ofTotals: Record<string, (totals: Totals) => number> = {
  "tổng số nhiệm vụ": (totals) => totals.all,
  "hoàn thành": (totals) => totals.completedOnTime + totals.completedLate,
  "hoàn thành đúng hạn": (totals) => totals.completedOnTime,
  "hoàn thành quá hạn": (totals) => totals.completedLate,
  "chưa hoàn thành, trong hạn": (totals) => totals.openInTime,
  "chưa hoàn thành, quá hạn": (totals) => totals.openOverdue,
  "không tính thời hạn": (totals) => totals.untimed,
}
const ofRound: Record<string, (figures: Figures) => string> = {
  "tỷ lệ trên nhiệm vụ có thời hạn": ({ rates }) => formatShare(rates.ofTimed.share),
  "tỷ lệ trên nhiệm vụ đã hoàn thành hoặc quá hạn": ({ rates }) => formatShare(rates.ofDue.share),
  "đơn vị phải báo cáo": ({ reports }) => countInText(reports.owed),
  "đơn vị đã gửi": ({ reports }) => countInText(reports.sent),
  "đơn vị gửi đúng hạn": ({ reports }) => countInText(reports.onTime),
  "đơn vị gửi chậm": ({ reports }) => countInText(reports.late),
  "đơn vị chưa gửi": ({ reports }) => countInText(reports.missing.length),
}
/** Absent in what was frozen before obstacles were counted. */
const ofObstacles: Record<string, (obstacles: ObstacleCounts) => number> = {
  "vướng mắc đã nêu": ({ raised }) => raised,
  "vướng mắc đã trả lời": ({ answered }) => answered,
  "vướng mắc đã giải quyết": ({ solved }) => solved,
  "vướng mắc quá ngày phải trả lời": ({ past }) => past,
}

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g
const GROUP = /^nhóm (\S+): (.+)$/

/** The value of a field as the text writes it; undefined when there is no such field. @param name "nhóm 2: hoàn thành" is one of a group */
export function fieldValue(name: string, figures: Figures): string | undefined {
  const normal = name.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim()
  const [, code, line] = GROUP.exec(normal) ?? []
  const totals = code ? figures.byGroup.find((group) => group.code.toLowerCase() === code)?.totals : figures.totals
  const count = ofTotals[line ?? normal]
  if (count) return totals && countInText(count(totals))
  const obstacles = ofObstacles[normal]
  if (obstacles) return figures.obstacles && countInText(obstacles(figures.obstacles))
  return ofRound[normal]?.(figures)
}

export type FieldChoice = { name: string; value: string }

/** Every field that the text may hold, those of the whole plan first, with its value of now. */
export function fieldChoices(figures: Figures): FieldChoice[] {
  const names = [
    ...Object.keys(ofTotals),
    ...Object.keys(ofRound),
    ...Object.keys(ofObstacles),
    ...figures.byGroup.flatMap((group) => Object.keys(ofTotals).map((line) => `nhóm ${group.code}: ${line}`)),
  ]
  return names.flatMap((name) => {
    const value = fieldValue(name, figures)
    return value === undefined ? [] : [{ name, value }]
  })
}

/** The text with its fields as numbers. A field that is none stays as typed: `unknownFields` names it, and nothing is frozen with it. */
export const filledText = (text: string, figures: Figures): string =>
  text.replace(FIELD, (typed, name: string) => fieldValue(name, figures) ?? typed)

export const unknownFields = (text: string, figures: Figures): string[] =>
  [...text.matchAll(FIELD)].flatMap(([, name]) => (fieldValue(name!, figures) === undefined ? [name!] : []))

export type TextPiece =
  | { kind: "text"; text: string }
  | { kind: "field"; name: string; value: string | undefined }
  | { kind: "mark"; mark: number }
  | { kind: "obstacle"; number: number }
  | { kind: "moreMarks"; mark: number; count: number }

/** One line of the text in pieces, so that a page can lead from each figure and each mark to where it comes from. */
export function textPieces(line: string, figures: Figures, marks: ReadonlySet<number>): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const found of line.matchAll(/\{\{\s*([^{}]*?)\s*\}\}|\[(\d+)\]|\[VM(\d+)\]/g)) {
    const mark = Number(found[2])
    if (found[2] !== undefined && !marks.has(mark)) continue
    if (found.index > from) pieces.push({ kind: "text", text: line.slice(from, found.index) })
    pieces.push(
      found[3] !== undefined
        ? { kind: "obstacle", number: Number(found[3]) }
        : found[2] === undefined
          ? { kind: "field", name: found[1]!, value: fieldValue(found[1]!, figures) }
          : { kind: "mark", mark },
    )
    from = found.index + found[0].length
  }
  if (from < line.length) pieces.push({ kind: "text", text: line.slice(from) })
  return pieces
}

const MARKS_IN_A_ROW = 5

/** The pieces with at most so many marks one behind the other: a line that eighty units said is not read mark by mark. */
export function fewMarks(pieces: readonly TextPiece[]): TextPiece[] {
  const few: TextPiece[] = []
  let row = 0
  for (const piece of pieces) {
    row = piece.kind === "mark" ? row + 1 : 0
    const last = few.at(-1)
    if (piece.kind !== "mark" || row <= MARKS_IN_A_ROW) few.push(piece)
    else if (last?.kind === "moreMarks") last.count++
    else few.push({ kind: "moreMarks", mark: piece.mark, count: 1 })
  }
  return few
}
