import { moveObstacles } from "#features/obstacles/move-obstacles.server.ts"
import { mayAdminister } from "#features/organisation/permissions.ts"
import { succeedUnits } from "#features/organisation/succeed-units.server.ts"
import type { SuccessionInput } from "#features/organisation/succession.ts"
import { moveDuties } from "#features/plans/move-duties.server.ts"
import { moveOpenReports } from "#features/reporting/move-open-reports.server.ts"
import { inheritOpinions, inheritUnitPlans } from "#features/unit-plans/inherit-unit-plans.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"

export type ReorganisationInput = SuccessionInput & {
  /** When a unit is split: for each open task which successor, by its place in `to`; what is not named goes to the first. */
  taskTargets: Readonly<Record<string, number>>
}

/**
 * Units are merged, split or renamed from a day on: open tasks, unsent reports, unit plans in force, people and groups go over to the successors; what was
 * completed and sent stays under the old unit and its name. All of it or nothing.
 */
export function reorganiseUnits(ctx: Ctx, input: ReorganisationInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const reason = input.reason.trim()
    if (reason === "") return refused("organisation.reasonMissing", { field: "reason" })
    if (input.onDay > ctx.today) return refused("reorganisation.inFuture", { field: "onDay" })
    const from = new Set(input.fromUnitIds)
    if (from.size === 0) return refused("reorganisation.noUnit", { field: "from" })
    if (input.kind !== "merge" && from.size !== 1) return refused("reorganisation.oneUnit", { field: "from" })
    if (input.kind === "split" ? input.to.length < 2 : input.to.length !== 1)
      return refused(input.kind === "split" ? "reorganisation.twoSuccessors" : "reorganisation.oneSuccessor", {
        field: "to",
      })
    if (input.to.some((next) => "unitId" in next && from.has(next.unitId)))
      return refused("reorganisation.ofItself", { field: "to" })
    const units = await succeedUnits(ctx, tx, { ...input, reason, fromUnitIds: [...from] })
    if (!units.ok) return units
    const { to } = units.value
    let tasks = 0
    let reports = 0
    let plans = 0
    for (const unit of units.value.from) {
      const targetOf = (taskId: string) => (to[input.taskTargets[taskId] ?? 0] ?? to[0]!).id
      const moved = await moveDuties(ctx, tx, unit.id, targetOf, input.onDay)
      tasks += moved.length
      reports += await moveOpenReports(ctx, tx, unit.id, to[0]!.id, moved)
      const change = { fromUnitId: unit.id, fromUnitName: unit.name, moved, onDay: input.onDay, reason }
      plans += await inheritUnitPlans(ctx, tx, change)
      await inheritOpinions(tx, unit.id, targetOf)
      await moveObstacles(tx, unit.id, targetOf)
    }
    recordEvent(tx, `unit.${input.kind}`, [...from, ...to.map((next) => next.id)], {
      onDay: input.onDay,
      reason,
      from: units.value.from.map((unit) => unit.name),
      to: to.map((next) => next.name),
      tasks,
      reports,
      plans,
    })
    return done({ unitId: to[0]!.id, tasks, reports, plans })
  })
}
