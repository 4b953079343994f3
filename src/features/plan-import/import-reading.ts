import type { Refusal } from "#shared/outcome.ts"
import type { ReadingProgress } from "./reading-progress.ts"

/** `interrupted` is computed: the process that was reading has been silent for too long. */
export type ReadingState = "waiting" | "reading" | "read" | "failed" | "interrupted"

/** The last report of each kind. */
export type ReadingSteps = Partial<Record<ReadingProgress["what"], Omit<ReadingProgress, "what">>>

export type ImportReading = {
  id: string
  planId: string | null
  state: ReadingState
  files: { name: string; size: number }[]
  acceptsCut: boolean
  attempt: number
  steps: ReadingSteps
  refusal: Refusal | null
  uploadId: string | null
}

/** Readings of one person at a time; further files wait until one of them is through. */
export const READINGS_AT_ONCE = 3

export const isUnderWay = ({ state }: Pick<ImportReading, "state">): boolean =>
  state === "waiting" || state === "reading"

/** A text that breaks off is read all the same when a person says so; what was interrupted starts again as it was. */
export const canStartAgain = ({ state, refusal }: Pick<ImportReading, "state" | "refusal">): boolean =>
  state === "interrupted" || (state === "failed" && keepsSources(refusal))

/** Refusals after which the same files may still be read. */
export const keepsSources = (refusal: Pick<Refusal, "code"> | null): boolean =>
  refusal?.code === "planImport.cut" || refusal?.code === "planImport.brokeOff"

export const withStep = (steps: ReadingSteps, { what, ...how }: ReadingProgress): ReadingSteps => ({
  ...steps,
  [what]: how,
})

export type ShownStep = {
  what: "received" | "opened" | "understood" | "held"
  state: "done" | "now" | "next"
  bar: { done: number; total: number } | null
  /** What is counted, and the file that is open. */
  counted: "files" | "pages" | "sheets" | "rows" | null
  file: string | null
}

/** The steps of a reading as a person sees them; one of them is going on. */
export function shownSteps({ state, steps, files }: Pick<ImportReading, "state" | "steps" | "files">): ShownStep[] {
  const areOpen = (steps.files?.done ?? 0) >= files.length
  const areRead = steps.rows !== undefined && steps.rows.done >= steps.rows.total
  const at = state === "read" ? 4 : state === "waiting" ? 0 : !areOpen ? 1 : !areRead ? 2 : 3
  return (["received", "opened", "understood", "held"] as const).map((what, index) => ({
    what,
    state: index < at || what === "received" ? "done" : index === at || (at === 0 && index === 1) ? "now" : "next",
    ...(what === "opened" && index === at ? openingBar(steps, files) : noBar),
    ...(what === "understood" && index === at && steps.rows ? { bar: steps.rows, counted: "rows" as const } : {}),
  }))
}

const noBar = { bar: null, counted: null, file: null }

/** Pages of the file that is open say more than the number of files. */
function openingBar(steps: ReadingSteps, files: ImportReading["files"]): Pick<ShownStep, "bar" | "counted" | "file"> {
  const file = files[steps.files?.done ?? 0]?.name ?? null
  for (const counted of ["pages", "sheets"] as const) {
    const inner = steps[counted]
    if (inner && inner.done < inner.total) return { bar: inner, counted, file: inner.file ?? file }
  }
  return files.length > 1
    ? { bar: { done: steps.files?.done ?? 0, total: files.length }, counted: "files", file }
    : { ...noBar, file }
}
