import type { Ctx, Tx } from "#platform/context.server.ts"
import { assignmentsOf, type DutyTarget, type LeadDuty } from "./duties.ts"

/** Replaces one kind of duty. Assignments of units that are leads no longer end today; their record stays. */
export async function saveDuties(
  ctx: Ctx,
  tx: Tx,
  taskId: string,
  duty: "lead" | "coordinating",
  targets: readonly DutyTarget[],
): Promise<void> {
  await tx.deleteFrom("taskDuty").where("taskId", "=", taskId).where("duty", "=", duty).execute()
  if (targets.length > 0)
    await tx
      .insertInto("taskDuty")
      .values(
        targets.map((target, position) => ({ taskId, duty, position, unitId: null, unitGroupId: null, ...target })),
      )
      .execute()
  if (duty === "lead") await saveAssignments(ctx, tx, taskId, targets)
}

async function saveAssignments(ctx: Ctx, tx: Tx, taskId: string, targets: readonly DutyTarget[]): Promise<void> {
  const planned = assignmentsOf(await withMembers(tx, targets))
  const keep = planned.map((each) => each.unitId)
  await tx
    .updateTable("assignment")
    .set({ endedOn: ctx.today })
    .where("taskId", "=", taskId)
    .where("endedOn", "is", null)
    .$if(keep.length > 0, (query) => query.where("unitId", "not in", keep))
    .execute()
  if (planned.length === 0) return
  await tx
    .insertInto("assignment")
    .values(planned.map((each) => ({ id: ctx.newId(), taskId, ...each })))
    .onConflict((conflict) =>
      conflict.columns(["taskId", "unitId"]).doUpdateSet((set) => ({
        mode: set.ref("excluded.mode"),
        isClaimant: set.ref("excluded.isClaimant"),
        endedOn: null,
      })),
    )
    .execute()
}

/** Whom new tasks are given to. Nothing of theirs is there yet: three statements for any number of tasks. */
export type NewDuties = { taskId: string; leads: readonly DutyTarget[]; coordinating: readonly DutyTarget[] }
export async function insertTaskDuties(ctx: Ctx, tx: Tx, tasks: readonly NewDuties[]): Promise<void> {
  const membersOf = await readMembers(
    tx,
    tasks.flatMap((task) => task.leads),
  )
  const duties = tasks.flatMap(({ taskId, leads, coordinating }) =>
    Object.entries({ lead: leads, coordinating }).flatMap(([duty, targets]) =>
      targets.map((target, position) => ({ taskId, duty, position, unitId: null, unitGroupId: null, ...target })),
    ),
  )
  const assignments = tasks.flatMap(({ taskId, leads }) =>
    assignmentsOf(leads.map(membersOf)).map((each) => ({ id: ctx.newId(), taskId, ...each })),
  )
  for (const rows of inParts(duties)) await tx.insertInto("taskDuty").values(rows).execute()
  for (const rows of inParts(assignments)) await tx.insertInto("assignment").values(rows).execute()
}

/** A statement takes at most 65,535 values. */
const PART = 2_000
export const inParts = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / PART) }, (_, index) => rows.slice(index * PART, (index + 1) * PART))

async function withMembers(tx: Tx, targets: readonly DutyTarget[]): Promise<LeadDuty[]> {
  return targets.map(await readMembers(tx, targets))
}

async function readMembers(tx: Tx, targets: readonly DutyTarget[]): Promise<(target: DutyTarget) => LeadDuty> {
  const groupIds = [...new Set(targets.flatMap((target) => ("unitGroupId" in target ? [target.unitGroupId] : [])))]
  const members =
    groupIds.length === 0
      ? []
      : await tx
          .selectFrom("unitGroupMember")
          .select(["unitGroupId", "unitId"])
          .where("unitGroupId", "in", groupIds)
          .orderBy("unitId")
          .execute()
  const byGroup = Map.groupBy(members, (member) => member.unitGroupId)
  return (target) =>
    "unitId" in target
      ? target
      : {
          unitGroupId: target.unitGroupId,
          memberIds: (byGroup.get(target.unitGroupId) ?? []).map((member) => member.unitId),
        }
}
