import type { ReviewGroup } from "./held-plan.ts"
import { type FieldPlaces, fieldPlaces, type ReviewField } from "./review-fields.ts"
import { anchorOf, rowId, type SourceView } from "./source-view.ts"

/** A long annex is reviewed in pages of whole groups; a group that is longer than a page goes on over several. */
export const TASKS_A_PAGE = 100

/** The tasks `from` to `to` (exclusive) of the group at `at`. */
export type PagePart = { at: number; from: number; to: number }
type Group = { at: number; tasks: readonly { path: string; fields: FieldPlaces }[] }

/** Every group stands on some page, the empty ones too. There is always one page. */
export function reviewPages(groups: readonly Pick<Group, "at" | "tasks">[], size = TASKS_A_PAGE): PagePart[][] {
  const pages: PagePart[][] = [[]]
  let room = size
  for (const { at, tasks } of groups) {
    if (tasks.length > room && room < size) {
      pages.push([])
      room = size
    }
    let from = 0
    while (tasks.length - from > size) {
      pages.at(-1)!.push({ at, from, to: from + size })
      pages.push([])
      from += size
    }
    pages.at(-1)!.push({ at, from, to: tasks.length })
    room = (from > 0 ? size : room) - (tasks.length - from)
  }
  return pages
}

/** What an address may ask for: a page by number, or the one that holds a task, a group or a doubt. The first page otherwise. */
export type Wanted = { page?: string | null; task?: string | null; group?: string | null; doubt?: string | null }

/** Counts from 1. */
export function pageWanted(pages: readonly PagePart[][], groups: readonly Group[], wanted: Wanted): number {
  const number = Number(wanted.page)
  if (Number.isInteger(number) && number >= 1 && number <= pages.length) return number
  const at = pages.findIndex((parts) =>
    parts.some((part) =>
      wanted.group
        ? String(part.at) === wanted.group
        : tasksOf(part, groups).some((task) =>
            wanted.task ? task.path === wanted.task : wanted.doubt && doubtsOf(task).includes(Number(wanted.doubt)),
          ),
    ),
  )
  return at < 0 ? 1 : at + 1
}

const tasksOf = ({ at, from, to }: PagePart, groups: readonly Group[]) =>
  groups.find((group) => group.at === at)?.tasks.slice(from, to) ?? []

/** The numbers of what the reading doubts of a task. */
export const doubtsOf = ({ fields }: { fields: FieldPlaces }): number[] =>
  Object.values(fields).flatMap((place) => place?.doubts.map((doubt) => doubt.number) ?? [])

/** Up to here the whole source is shown beside any page. */
const WHOLE_SOURCE_ROWS = 1_500
const ROWS_AROUND = 30

/** A file beside a page: the rows around what the page shows, and how many rows lie before and behind them. */
export type SourceWindow = SourceView & { before: number; behind: number }

/** @param anchors ids of the rows and cells that the page leads to */
export function sourcesNear(
  sources: readonly SourceView[],
  anchors: readonly string[],
  whole = WHOLE_SOURCE_ROWS,
): SourceWindow[] {
  const isShort = sources.reduce((sum, source) => sum + source.rows.length, 0) <= whole
  const wanted = new Set(anchors.map((anchor) => anchor.replace(/-c\d+$/, "")))
  return sources.map((source, file) => {
    if (isShort) return { ...source, before: 0, behind: 0 }
    const used = source.rows.flatMap((row, at) => (wanted.has(rowId(file, row) ?? "") ? [at] : []))
    const from = used.length === 0 ? 0 : Math.max(0, used[0]! - ROWS_AROUND)
    const to = Math.min(source.rows.length, (used.at(-1) ?? 0) + ROWS_AROUND + 1)
    return { ...source, rows: source.rows.slice(from, to), before: from, behind: source.rows.length - to }
  })
}

/** What one page of the review shows, with the places of its tasks in the source. */
export function shownPage<Task extends Placed>(
  groups: readonly (Omit<ReviewGroup, "tasks"> & { tasks: Task[] })[],
  sources: readonly SourceView[],
  query: URLSearchParams,
) {
  const pages = reviewPages(groups)
  const page = pageWanted(pages, groups, {
    page: query.get("trang"),
    task: query.get("viec"),
    group: query.get("nhom"),
    doubt: query.get("nghi"),
  })
  const parts = pages[page - 1]!.map((part) => {
    const group = groups.find(({ at }) => at === part.at)!
    const tasks = group.tasks.slice(part.from, part.to).map((task) => withPlaces(task, sources))
    return { ...group, tasks, part: { from: part.from, count: group.tasks.length } }
  })
  const tasks = parts.flatMap((part) => part.tasks)
  const near = sourcesNear(sources, tasks.flatMap(anchorsOf))
  return { page, pages: pages.length, groups: parts, sources: near, doubtsHere: tasks.flatMap(doubtsOf) }
}

type Placed = Parameters<typeof fieldPlaces>[0] & { path: string; fields: FieldPlaces }

function withPlaces<Task extends Placed>(task: Task, sources: readonly SourceView[]) {
  const places = Object.entries(fieldPlaces(task, sources)).map(([field, place]) => [
    field,
    { ...place, doubts: task.fields[field as ReviewField]?.doubts ?? [] },
  ])
  return { ...task, anchor: anchorOf(task.source, sources), fields: Object.fromEntries(places) as FieldPlaces }
}

const anchorsOf = (task: { anchor: string | null; fields: FieldPlaces }): string[] =>
  [task.anchor, ...Object.values(task.fields).map((place) => place?.anchor)].filter((anchor) => anchor != null)

/** A place whose row is not beside this page cannot be led to. */
export function placeOnPage(anchor: string | null, sources: readonly SourceWindow[]): string | null {
  const row = anchor?.replace(/-c\d+$/, "")
  return sources.some((source, file) => source.rows.some((each) => row === rowId(file, each))) ? anchor : null
}
