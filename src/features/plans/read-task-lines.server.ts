import { sql } from "kysely"
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

/** All tasks that count in a plan, with their computed state on a day. Three queries, whatever the number of tasks. */
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

/** The parts of one task as lists of plain values: a plan of 131 tasks that 80 units lead each has ten thousand of them. */
const assignmentRows = prepared((db, value: Values<{ planId: string }>) =>
  db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select((select) => [
      "assignment.taskId",
      sql<PartRow[]>`json_agg(json_build_array(${select.ref("assignment.unitId")}, ${select.ref("assignment.mode")},
        ${select.ref("assignment.isClaimant")}, ${select.ref("assignment.workflow")}, ${select.ref("assignment.completedOn")},
        ${select.ref("assignment.percentDone")}))`.as("parts"),
    ])
    .where("task.planId", "=", value("planId"))
    .where("assignment.endedOn", "is", null)
    .groupBy("assignment.taskId"),
)
type PartRow = [
  unitId: string,
  mode: AssignmentRow["mode"],
  isClaimant: boolean,
  workflow: AssignmentRow["workflow"],
  completedOn: Day | null,
  percentDone: number | null,
]

const unitRows = prepared((db, value: Values<{ planId: string }>) =>
  db
    .selectFrom("unit")
    .select(["unit.id", "unit.name", "unit.position"])
    .where("unit.id", "in", (from) =>
      from
        .selectFrom("assignment")
        .innerJoin("task", "task.id", "assignment.taskId")
        .select("assignment.unitId")
        .where("task.planId", "=", value("planId")),
    ),
)

async function readAssignments(db: Db, planId: string): Promise<Map<string, AssignmentRow[]>> {
  const rows = await assignmentRows(db, { planId })
  const units = new Map((await unitRows(db, { planId })).map((unit) => [unit.id, unit]))
  return new Map(
    rows.map(({ taskId, parts }) => [
      taskId,
      parts
        .map(([unitId, mode, isClaimant, workflow, completedOn, percentDone]): AssignmentRow => {
          const { name, position } = units.get(unitId)!
          return { taskId, unitId, name, unitPosition: position, mode, isClaimant, workflow, completedOn, percentDone }
        })
        .sort((a, b) => Number(b.isClaimant) - Number(a.isClaimant) || a.unitPosition - b.unitPosition),
    ]),
  )
}
