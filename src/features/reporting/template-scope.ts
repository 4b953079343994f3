import { folded } from "#shared/folded.ts"

type Coded = { id: string; code: string }
type Codes = { groups: readonly Coded[]; tasks: readonly Coded[] }

/** "nhóm 2", "1.7" → the groups and tasks of a plan; what is neither is named. A bare code that no task has may be a group's. */
export function fieldScope(
  typed: readonly string[],
  { groups, tasks }: Codes,
): { groupIds: string[]; taskIds: string[]; unknown: string[] } {
  const [groupIds, taskIds, unknown] = [new Set<string>(), new Set<string>(), [] as string[]]
  const withCode = (all: readonly Coded[], code: string) =>
    all.filter((each) => each.code.toLowerCase() === code.toLowerCase())
  for (const text of typed) {
    const named = /^(?:nhom|group)\s+(.+)$/.exec(folded(text)) && text.replace(/^\S+\s+/, "").trim()
    const ofTasks = named ? [] : withCode(tasks, text)
    const ofGroups = ofTasks.length > 0 ? [] : withCode(groups, named || text)
    for (const task of ofTasks) taskIds.add(task.id)
    for (const group of ofGroups) groupIds.add(group.id)
    if (ofTasks.length + ofGroups.length === 0) unknown.push(text)
  }
  return { groupIds: [...groupIds], taskIds: [...taskIds], unknown }
}

/** The reverse, for the form: "nhóm 2; 1.7". What has left the plan is left out. */
export function scopeInWords(
  field: { groupIds: readonly string[]; taskIds: readonly string[] },
  { groups, tasks }: Codes,
): string {
  return [
    ...groups.filter((group) => field.groupIds.includes(group.id)).map((group) => `nhóm ${group.code}`),
    ...tasks.filter((task) => field.taskIds.includes(task.id)).map((task) => task.code),
  ].join("; ")
}
