import type { OutcomeLine } from "#features/plans/task-outcome.ts"
import { type Counted, compareFigures, type FigureRow, type MovedTask } from "./compare-figures.ts"
import { type NarrativeKey, narrativeKeys } from "./consolidation.ts"
import type { NumberTotal } from "./number-totals.ts"
import type { PublicSnapshot, Snapshot } from "./snapshot.ts"

export type PartChange = { key: NarrativeKey; removed: string[]; added: string[] }
export type NumberChange = { key: string; label: string; before: number | null; after: number | null }
export type EditionDifferences = {
  figures: FigureRow[]
  tasks: MovedTask[]
  numbers: NumberChange[]
  parts: PartChange[]
}
type TaskOutcome = { id: string; code: string; title: string; line: OutcomeLine | null }
type Edition = Counted & { tasks: TaskOutcome[]; narrative: Snapshot["narrative"]; numbers: NumberTotal[] }

/** What a version of the report says differently from the one before it: figures, tasks, the units' own figures, sentences. */
export const editionDifferences = (before: Snapshot, after: Snapshot): EditionDifferences =>
  differences(ofSnapshot(before), ofSnapshot(after))

/** The same for what the public was shown. */
export const publicDifferences = (before: PublicSnapshot, after: PublicSnapshot): EditionDifferences =>
  differences(ofPublic(before), ofPublic(after))

export const differenceCount = ({ figures, tasks, numbers, parts }: EditionDifferences): number =>
  figures.length + tasks.length + numbers.length + parts.length

const ofSnapshot = ({ figures, narrative, numbers }: Snapshot): Edition => ({
  totals: figures.totals,
  reports: figures.reports,
  tasks: figures.tasks,
  narrative,
  numbers: numbers ?? [],
})
const ofPublic = ({ totals, reports, tasks, narrative }: PublicSnapshot): Edition => ({
  totals,
  reports,
  tasks: tasks.map((task) => ({ ...task, line: task.outcome as OutcomeLine | null })),
  narrative,
  numbers: [],
})

function differences(before: Edition, after: Edition): EditionDifferences {
  const lineBefore = new Map(before.tasks.map((task) => [task.id, task.line]))
  return {
    figures: compareFigures(before, after).filter((row) => row.before !== row.after),
    tasks: after.tasks
      .filter((task) => lineBefore.has(task.id) && lineBefore.get(task.id) !== task.line)
      .map(({ id, code, title, line }) => ({ id, code, title, from: lineBefore.get(id)!, to: line })),
    numbers: numberChanges(before.numbers, after.numbers),
    parts: narrativeKeys.flatMap((key) => {
      const change = { key, ...changedSentences(bodyOf(before, key), bodyOf(after, key)) }
      return change.removed.length + change.added.length > 0 ? [change] : []
    }),
  }
}

const bodyOf = ({ narrative }: Edition, key: NarrativeKey): string =>
  narrative.find((part) => part.key === key)?.body ?? ""

function numberChanges(before: readonly NumberTotal[], after: readonly NumberTotal[]): NumberChange[] {
  const totalOf = (totals: readonly NumberTotal[], key: string) =>
    totals.find((each) => each.key === key)?.total?.inPeriod ?? null
  const labels = new Map([...before, ...after].map((each) => [each.key, each.label]))
  return [...labels]
    .map(([key, label]) => ({ key, label, before: totalOf(before, key), after: totalOf(after, key) }))
    .filter((change) => change.before !== change.after)
}

/** Sentences that only one of two texts has, each in the order of its text; a sentence that only moved is no difference. */
export function changedSentences(before: string, after: string): { removed: string[]; added: string[] } {
  return { removed: without(sentences(before), sentences(after)), added: without(sentences(after), sentences(before)) }
}

const sentences = (text: string): string[] =>
  text
    .split(/\n|(?<=[.;!?])\s+(?=\p{Lu})/u)
    .map((sentence) => sentence.replace(/^\s*[-–•]\s+/, "").trim())
    .filter(Boolean)

/** Those of the first list that the second has not, counted as often as they stand there. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const each of others) left.set(each, (left.get(each) ?? 0) + 1)
  return list.filter((each) => {
    const count = left.get(each) ?? 0
    left.set(each, count - 1)
    return count <= 0
  })
}
