import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import type { Deadline, Meaning, PlainDeadline } from "./deadline.ts"
import type { SourcePlace } from "./plan-input.ts"
import type { Workflow } from "./task-outcome.ts"

/** One task with all that its page shows. Five queries. */
export async function readTask(db: Db, planId: string, taskId: string) {
  const task = await db
    .selectFrom("task")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .selectAll("task")
    .select(["taskGroup.code as groupCode", "taskGroup.title as groupTitle"])
    .where("task.id", "=", taskId)
    .where("task.planId", "=", planId)
    .executeTakeFirst()
  if (!task) throw new NotFound("task")
  const deadline: Deadline = {
    text: task.deadlineText,
    meaning: task.deadlineMeaning as Meaning,
    from: task.deadlineFrom,
    to: task.deadlineTo,
    since: task.deadlineSince,
    earlier: task.earlierDeadline as PlainDeadline | null,
  }
  return {
    ...task,
    deadline,
    source: task.source as unknown as SourcePlace | null,
    leadTexts: task.leadTexts as unknown as string[],
    duties: await readDuties(db, taskId),
    assignments: await readAssignments(db, taskId),
    hasHead: await leadHasHead(db, taskId),
  }
}

export type TaskDutyLine = {
  duty: "lead" | "coordinating" | "monitor"
  unitId: string | null
  unitGroupId: string | null
  name: string
}
async function readDuties(db: Db, taskId: string): Promise<TaskDutyLine[]> {
  const rows = await db
    .selectFrom("taskDuty")
    .leftJoin("unit", "unit.id", "taskDuty.unitId")
    .leftJoin("unitGroup", "unitGroup.id", "taskDuty.unitGroupId")
    .select([
      "taskDuty.duty",
      "taskDuty.unitId",
      "taskDuty.unitGroupId",
      "unit.name as unitName",
      "unitGroup.name as groupName",
    ])
    .where("taskDuty.taskId", "=", taskId)
    .orderBy("taskDuty.position")
    .execute()
  return rows.map(({ unitName, groupName, ...row }) => ({
    ...row,
    duty: row.duty as TaskDutyLine["duty"],
    name: unitName ?? groupName ?? "",
  }))
}

export type AssignmentLine = {
  id: string
  unitId: string
  unitName: string
  workflow: Workflow
  percentDone: number | null
  completedOn: Day | null
  isClaimant: boolean
  mode: string
}
async function readAssignments(db: Db, taskId: string): Promise<AssignmentLine[]> {
  const rows = await db
    .selectFrom("assignment")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select([
      "assignment.id",
      "assignment.unitId",
      "unit.name as unitName",
      "assignment.workflow",
      "assignment.percentDone",
      "assignment.completedOn",
      "assignment.isClaimant",
      "assignment.mode",
    ])
    .where("assignment.taskId", "=", taskId)
    .where("assignment.endedOn", "is", null)
    .orderBy("assignment.isClaimant", "desc")
    .orderBy("unit.position")
    .execute()
  return rows as AssignmentLine[]
}

/** "Rõ người": some lead unit has a head who answers for it. */
async function leadHasHead(db: Db, taskId: string): Promise<boolean> {
  const head = await db
    .selectFrom("assignment")
    .innerJoin("seat", "seat.unitId", "assignment.unitId")
    .select("seat.id")
    .where("assignment.taskId", "=", taskId)
    .where("assignment.endedOn", "is", null)
    .where("seat.role", "in", ["head", "director"])
    .where("seat.toOn", "is", null)
    .limit(1)
    .executeTakeFirst()
  return head !== undefined
}

/** What was reported on a task and sent, newest first: the latest of each unit. @param limit at most so many lines */
export async function readSentEntries(db: Db, taskId: string, limit: number) {
  const entries = await sentEntries(db, taskId, limit).execute()
  const proofs = await db
    .selectFrom("evidence")
    .select(["id", "entryId", "title"])
    .where("entryId", "in", entries.length > 0 ? entries.map((entry) => entry.id) : [taskId])
    .where("removedAt", "is", null)
    .orderBy("id")
    .execute()
  return entries.map((entry) => ({ ...entry, proofs: proofs.filter((proof) => proof.entryId === entry.id) }))
}

const sentEntries = (db: Db, taskId: string, limit: number) =>
  db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select([
      "entry.id",
      "report.unitId",
      "unit.name as unitName",
      "round.name as roundName",
      "entry.answer",
      "entry.percentDone",
      "entry.result",
      "entry.obstacle",
    ])
    .where("entry.taskId", "=", taskId)
    .where("report.firstSubmittedAt", "is not", null)
    .where("report.status", "in", ["submitted", "accepted"])
    .orderBy("round.dueOn", "desc")
    .orderBy("unit.position")
    .limit(limit)
