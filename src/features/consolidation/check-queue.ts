import type { EntryToCheck } from "#features/reporting/entry-check.ts"
import { type Doubt, doubts, doubtsOf, isUnchanged } from "#features/reporting/entry-check.ts"

/** What the queue shows: entries of one group, changed or unchanged ones, doubtful ones, or those of one unit. */
export type QueueFilter = {
  group: string
  change: "" | "changed" | "unchanged"
  doubt: "" | "any" | Doubt
  unit: string
}

export function queueFilter(query: URLSearchParams): QueueFilter {
  const text = (name: string) => query.get(name) ?? ""
  return {
    group: text("nhom"),
    unit: text("don-vi"),
    change: (["changed", "unchanged"] as const).find((each) => each === text("thay-doi")) ?? "",
    doubt: (["any", ...doubts] as const).find((each) => each === text("nghi-van")) ?? "",
  }
}

/** The filter as part of an address, without a leading mark; empty when nothing is filtered. */
export function queueSearch(filter: QueueFilter): string {
  const names = { group: "nhom", change: "thay-doi", doubt: "nghi-van", unit: "don-vi" } as const
  const query = new URLSearchParams()
  for (const key of Object.keys(names) as (keyof typeof names)[]) if (filter[key]) query.set(names[key], filter[key])
  return query.toString()
}

const matches = (entry: EntryToCheck, filter: QueueFilter): boolean =>
  (!filter.group || entry.groupCode === filter.group) &&
  (!filter.unit || entry.unitId === filter.unit) &&
  (!filter.change || isUnchanged(entry.facts) === (filter.change === "unchanged")) &&
  (!filter.doubt ||
    (filter.doubt === "any" ? doubtsOf(entry.facts).length > 0 : doubtsOf(entry.facts).includes(filter.doubt)))

export type Queue = {
  matching: EntryToCheck[]
  left: number
  current: EntryToCheck | undefined
  next: EntryToCheck | undefined
  /** The next one in another report: where to go when this report is done. */
  nextReport: EntryToCheck | undefined
}

/**
 * The entries that the filter leaves, the one to look at now, and the next that nobody has looked at yet: behind this one, or else the
 * first. Without a wanted entry the first unchecked one is shown; when all are checked, one whose report still waits for its end.
 */
export function checkQueue(entries: readonly EntryToCheck[], filter: QueueFilter, wanted: string | null): Queue {
  const matching = entries.filter((entry) => matches(entry, filter))
  const waiting = matching.filter((entry) => entry.check === null)
  const current = entries.find((entry) => entry.entryId === wanted) ?? waiting[0] ?? matching[0]
  const places = new Map(entries.map((entry, index) => [entry, index]))
  const place = current ? places.get(current)! : -1
  const after = (others: EntryToCheck[]) => others.find((entry) => places.get(entry)! > place) ?? others[0]
  return {
    matching,
    left: waiting.length,
    current,
    next: after(waiting.filter((entry) => entry !== current)),
    nextReport: after(waiting.filter((entry) => entry.reportId !== current?.reportId)),
  }
}
