import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Day } from "#shared/day.ts"
import { type Deadline, deadlineState, type Meaning, type PlainDeadline } from "./deadline.ts"
import type { AssignmentRow, TaskLine } from "./task-line.ts"
import { outcomeLine, taskState } from "./task-outcome.ts"

const taskRows = prepared((db, value: Values<{ planId: string }>) =>
  db
    .selectFrom("task")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .select((select) => [
      "task.id",
      "task.parentId",
      "task.code",
      "task.title",
      "task.taskGroupId as groupId",
      "taskGroup.code as groupCode",
      "taskGroup.title as groupTitle",
      "task.product",
      "task.deadlineText",
      "task.deadlineMeaning",
      "task.deadlineFrom",
      "task.deadlineTo",
      "task.deadlineSince",
      "task.earlierDeadline",
      "task.isProvisional",
      "task.suspendedOn",
      "task.droppedOn",
      "task.version",
      "task.position",
      select
        .selectFrom("taskDuty")
        .innerJoin("unitGroup", "unitGroup.id", "taskDuty.unitGroupId")
        .select("unitGroup.name")
        .whereRef("taskDuty.taskId", "=", "task.id")
        .where("taskDuty.duty", "=", "lead")
        .limit(1)
        .as("leadGroupName"),
    ])
    .where("task.planId", "=", value("planId"))
    .where("task.retiredOn", "is", null)
    .orderBy("task.position"),
)

/** All tasks that count in a plan, with their computed state on a day. Two queries, whatever the number of tasks. */
export async function readTaskLines(db: Db, planId: string, asOf: Day): Promise<TaskLine[]> {
  const tasks = await taskRows(db, { planId })
  const assignments = await readAssignments(db, planId)
  return tasks.map((task) => {
    const mine = assignments.get(task.id) ?? []
    const deadline: Deadline = {
      text: task.deadlineText,
      meaning: task.deadlineMeaning as Meaning,
      from: task.deadlineFrom,
      to: task.deadlineTo,
      since: task.deadlineSince,
      earlier: task.earlierDeadline as PlainDeadline | null,
    }
    const state = taskState(mine)
    const flags = { isSuspended: task.suspendedOn !== null, isDropped: task.droppedOn !== null }
    return {
      id: task.id,
      parentId: task.parentId,
      code: task.code,
      title: task.title,
      groupId: task.groupId,
      groupCode: task.groupCode,
      groupTitle: task.groupTitle,
      product: task.product,
      deadline,
      isProvisional: task.isProvisional,
      ...flags,
      version: task.version,
      position: task.position,
      ...state,
      percentDone: mean(mine.map((each) => each.percentDone)),
      leads: mine.map(({ unitId, name }) => ({ unitId, name })),
      leadGroupName: task.leadGroupName,
      assignments: mine,
      open:
        state.confirmed > 0
          ? mine.filter((each) => each.mode === "each" && each.workflow !== "completed").map((each) => each.name)
          : [],
      line: outcomeLine(state, deadline, flags, asOf),
      deadlineState: state.workflow === "completed" ? "none" : deadlineState(deadline, asOf),
    }
  })
}

const mean = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0) / known.length)
}

const assignmentRows = prepared((db, value: Values<{ planId: string }>) =>
  db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select([
      "assignment.taskId",
      "assignment.unitId",
      "unit.name",
      "unit.position as unitPosition",
      "assignment.mode",
      "assignment.isClaimant",
      "assignment.workflow",
      "assignment.completedOn",
      "assignment.percentDone",
    ])
    .where("task.planId", "=", value("planId"))
    .where("assignment.endedOn", "is", null)
    .orderBy("assignment.isClaimant", "desc")
    .orderBy("unit.position"),
)

async function readAssignments(db: Db, planId: string): Promise<Map<string, AssignmentRow[]>> {
  const rows = await assignmentRows(db, { planId })
  const byTask = new Map<string, AssignmentRow[]>()
  for (const row of rows as AssignmentRow[]) {
    const list = byTask.get(row.taskId)
    if (list) list.push(row)
    else byTask.set(row.taskId, [row])
  }
  return byTask
}
