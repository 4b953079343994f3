import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { type Deadline, deadlineState, type Meaning, type PlainDeadline } from "./deadline.ts"
import { type AssignmentState, type OutcomeLine, outcomeLine, taskState, type Workflow } from "./task-outcome.ts"

export type PlanKind = "decision" | "annual"
export type PlanHead = {
  id: string
  slug: string
  title: string
  planOfficeUnitId: string
  planOfficeName: string
  confirmerUnitId: string | null
  confirmerName: string | null
  leadershipUnitId: string | null
  isIllustrative: boolean
  kind: PlanKind
  startedOn: Day
  supersededOn: Day | null
  documentId: string
  declared: { groups: number | null; tasks: number | null; indicators: number | null }
  number: string | null
  notation: string | null
  issuedOn: Day | null
  issuer: string | null
  place: string | null
}

const planHeads = (db: Db) =>
  db
    .selectFrom("plan")
    .innerJoin("document", "document.id", "plan.documentId")
    .innerJoin("unit as office", "office.id", "plan.planOfficeUnitId")
    .leftJoin("unit as confirmer", "confirmer.id", "plan.confirmerUnitId")
    .select([
      "plan.id",
      "plan.slug",
      "plan.title",
      "plan.planOfficeUnitId",
      "office.name as planOfficeName",
      "plan.confirmerUnitId",
      "confirmer.name as confirmerName",
      "plan.leadershipUnitId",
      "plan.isIllustrative",
      "plan.kind",
      "plan.startedOn",
      "plan.supersededOn",
      "plan.documentId",
      "plan.declared",
      "document.number",
      "document.notation",
      "document.issuedOn",
      "document.issuer",
      "document.place",
    ])
    .where("plan.undoneOn", "is", null)

export const readPlans = async (db: Db): Promise<PlanHead[]> =>
  (await planHeads(db).orderBy("plan.startedOn", "desc").limit(200).execute()) as PlanHead[]

const planBySlug = prepared((db, value: Values<{ slug: string }>) =>
  planHeads(db).where("plan.slug", "=", value("slug")),
)
const planByIdentity = prepared((db, value: Values<{ id: string }>) => planHeads(db).where("plan.id", "=", value("id")))

/** @param slug the name in the address @throws NotFound */
export async function readPlan(db: Db, slug: string): Promise<PlanHead> {
  const [plan] = await planBySlug(db, { slug })
  if (!plan) throw new NotFound("plan")
  return plan as PlanHead
}

export async function readPlanById(db: Db, id: string): Promise<PlanHead> {
  const [plan] = await planByIdentity(db, { id })
  if (!plan) throw new NotFound("plan")
  return plan as PlanHead
}

export type TaskLine = {
  id: string
  parentId: string | null
  code: string
  title: string
  groupId: string
  groupCode: string
  groupTitle: string
  product: string | null
  deadline: Deadline
  isProvisional: boolean
  isSuspended: boolean
  isDropped: boolean
  version: number
  position: number
  workflow: Workflow
  completedOn: Day | null
  confirmed: number
  members: number
  percentDone: number | null
  leads: { unitId: string; name: string }[]
  leadGroupName: string | null
  /** The parts of the task that lead units answer for, the claimant's first. */
  assignments: readonly AssignmentRow[]
  /** Members of a collective lead that are not confirmed yet. */
  open: string[]
  line: OutcomeLine | undefined
  deadlineState: ReturnType<typeof deadlineState>
}

export type AssignmentRow = AssignmentState & {
  taskId: string
  unitId: string
  name: string
  unitPosition: number
  percentDone: number | null
}

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

/** The filter as it stands in the address of a list, so that a colleague who gets the address sees the same. */
export const taskFilterOf = (query: URLSearchParams) => ({
  text: query.get("tim") ?? "",
  groupCode: query.get("nhom") ?? "",
  unitId: query.get("don-vi") ?? "",
  state: query.get("tinh-trang") ?? "",
})

export type TaskFilter = {
  text?: string | undefined
  groupCode?: string | undefined
  unitId?: string | undefined
  state?: string | undefined
}

/** Narrows the lines of a plan; text is found without diacritics, each word anywhere in code, title, product or lead. */
export function filterTaskLines(lines: readonly TaskLine[], filter: TaskFilter): TaskLine[] {
  const words = folded(filter.text ?? "")
    .split(" ")
    .filter(Boolean)
  return lines.filter((line) => {
    if (filter.groupCode && line.groupCode !== filter.groupCode) return false
    if (filter.unitId && !line.leads.some((lead) => lead.unitId === filter.unitId)) return false
    if (filter.state && !matchesState(line, filter.state)) return false
    if (words.length === 0) return true
    const text = folded(
      `${line.code} ${line.title} ${line.product ?? ""} ${line.leadGroupName ?? ""} ${line.leads.map((lead) => lead.name).join(" ")}`,
    )
    return words.every((word) => text.includes(word))
  })
}

const matchesState = (line: TaskLine, state: string): boolean =>
  state === "withoutLead"
    ? line.members === 0
    : state === "withoutDeadline"
      ? line.deadline.text === null
      : line.line === state || line.workflow === state

/** What the search box finds: tasks of every plan, by words without diacritics. @param limit at most so many */
export async function searchTasks(db: Db, text: string, limit: number) {
  const words = folded(text).split(" ").filter(Boolean)
  if (words.length === 0) return []
  return db
    .selectFrom("searchEntry")
    .innerJoin("task", "task.id", "searchEntry.subjectId")
    .innerJoin("plan", "plan.id", "task.planId")
    .select(["task.id", "task.code", "task.title", "plan.slug", "plan.title as planTitle"])
    .where("task.retiredOn", "is", null)
    .where((where) => where.and(words.map((word) => where("searchEntry.folded", "like", `%${word}%`))))
    .orderBy(sql`plan.started_on desc, task.position`)
    .limit(limit)
    .execute()
}
