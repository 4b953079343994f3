import type { ReadIssue, ReadTask, SourcePlace } from "./plan-reading.ts"
import { anchorOf, type SourceView, shortPlace } from "./source-view.ts"

export const reviewFields = ["code", "title", "leads", "coordinating", "deadline", "product"] as const
export type ReviewField = (typeof reviewFields)[number]

/** Doubts count from 1 through the whole reading, so that each leads to the next. */
export type Doubt = { number: number; message: string }
export type FieldPlace = { words: string; full: string; anchor: string | null; doubts: Doubt[] }
export type FieldPlaces = Partial<Record<ReviewField, FieldPlace>>

type Read = Pick<ReadTask, "source" | "fieldSources">
type Issue = Pick<ReadIssue, "severity" | "message" | "source">

/**
 * Where each field stands, in few words where it lies in the task's own row, and what the reading doubts of it. A field without a place of
 * its own, as in running text, stands where the task does.
 */
export function fieldPlaces(task: Read, sources: readonly SourceView[]): FieldPlaces {
  return Object.fromEntries(
    reviewFields.map((field) => {
      const place = task.fieldSources?.[field] ?? task.source
      const full = [place.file, shortPlace(place)].filter(Boolean).join(", ")
      return [field, { words: fewWords(place, task.source), full, anchor: anchorOf(place, sources), doubts: [] }]
    }),
  )
}

function fewWords(place: SourcePlace, row: SourcePlace): string {
  const isInRow = rowKey(place) === rowKey(row)
  if (isInRow && place.cell) return `ô ${place.cell}`
  if (isInRow && place.column) return `cột ${place.column}`
  return shortPlace(place) || place.file
}

const rowKey = ({ file, sheet, page, table, row, line, paragraph }: SourcePlace): string =>
  [file, sheet, page, table, row, line, paragraph].join("|")
const cellKey = (place: SourcePlace): string => `${rowKey(place)}|${place.column ?? ""}`

/**
 * Hangs every warning on the field that it is about: the one of its cell, the title where it names a whole row. What a person corrected or
 * dropped is settled. @returns for each issue the number of its doubt, or null when it is about no open task
 */
export function markDoubts(
  tasks: readonly (Read & { fields: FieldPlaces; isSettled: boolean })[],
  issues: readonly Issue[],
): (number | null)[] {
  const numbers: (number | null)[] = issues.map(() => null)
  const byRow = Map.groupBy(
    issues.flatMap((issue, at) => (issue.severity !== "info" && issue.source ? [{ ...issue, at }] : [])),
    (issue) => rowKey(issue.source!),
  )
  let number = 0
  for (const task of tasks) {
    if (task.isSettled) continue
    const ofRow = byRow.get(rowKey(task.source)) ?? []
    for (const field of reviewFields)
      for (const { at, message } of ofRow) {
        if (numbers[at] !== null || fieldOf(task, issues[at]!.source!) !== field) continue
        numbers[at] = ++number
        task.fields[field]?.doubts.push({ number, message })
      }
  }
  return numbers
}

const fieldOf = (task: Read, place: SourcePlace): ReviewField =>
  (place.column === undefined ? undefined : reviewFields.find((field) => isAt(task.fieldSources?.[field], place))) ??
  "title"

const isAt = (place: SourcePlace | undefined, other: SourcePlace): boolean =>
  place !== undefined && cellKey(place) === cellKey(other)
