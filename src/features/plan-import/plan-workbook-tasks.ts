import { deadlineWords, keyFor, YES } from "#features/plans/plan-workbook-words.ts"
import { folded } from "#shared/folded.ts"
import { type DeadlineContext, readDeadline } from "./deadline.ts"
import type { ReadDeadline, ReadGroup, ReadTask } from "./plan-reading.ts"
import type { BookRow } from "./plan-workbook-rows.ts"

/** A task stands below the last one of the level above it; a row that a person added may name its parent by code instead. */
export function readGroups(
  groupRows: readonly BookRow[],
  rows: readonly BookRow[],
  context: DeadlineContext,
): ReadGroup[] {
  const numbered = new Map<string, ReadGroup>()
  const groups = groupRows.map((row): ReadGroup => {
    const group = { code: row.text("code"), title: row.text("title") ?? "", tasks: [] }
    numbered.set(row.cell("number"), group)
    return group
  })
  let group: ReadGroup | undefined
  let open: ReadTask[] = []
  for (const row of rows) {
    const home = homeOf(row.cell("group"), group ?? groups[0])
    if (home !== group) open = []
    group = home
    const task = readTask(row, context)
    const depth = (row.number("level") ?? levelByParent(open, row.text("parentCode"))) - 1
    open = open.slice(0, Math.max(0, Math.min(depth, open.length)))
    ;(open.at(-1)?.children ?? home.tasks).push(task)
    open.push(task)
  }
  return groups

  function homeOf(name: string, last: ReadGroup | undefined): ReadGroup {
    const known = numbered.get(name) ?? groups.find((each) => name !== "" && folded(each.title) === folded(name))
    if (known) return known
    if (name === "" && last) return last
    const fresh: ReadGroup = { code: null, title: name, tasks: [] }
    groups.push(fresh)
    numbered.set(name, fresh)
    return fresh
  }
}

function levelByParent(open: readonly ReadTask[], parentCode: string | null): number {
  const at = parentCode === null ? -1 : open.findLastIndex((task) => task.code === parentCode)
  return at + 2
}

function readTask(row: BookRow, context: DeadlineContext): ReadTask {
  const replaces = row.list("replaces")
  const taskId = row.cell("taskId")
  return {
    code: row.text("code"),
    title: row.text("title") ?? "",
    leads: row.list("leads"),
    coordinating: row.list("coordinating"),
    deadline: deadlineOf(row, context),
    product: row.text("product"),
    funding: row.text("funding"),
    note: row.text("note"),
    children: [],
    ...(row.cell("provisional") === YES ? { provisional: true as const } : {}),
    ...(replaces.length > 0 ? { replaces } : {}),
    ...(taskId === "" ? {} : { taskId }),
    source: row.place,
  }
}

/** What stands beside the text is what the plan took it to mean; a text that was changed since is read anew. */
function deadlineOf(row: BookRow, context: DeadlineContext): ReadDeadline | null {
  const text = row.text("deadline")
  const meaning = keyFor(deadlineWords, row.cell("meaning"))
  if (meaning && text === row.text("deadlineBefore"))
    return { text: text as string, meaning, from: row.day("from"), to: row.day("to") }
  return text === null ? null : readDeadline(text, context)
}
