import { readPlainText } from "#features/plan-import/plain-text.ts"
import { readPlan } from "#features/plan-import/read-plan.ts"
import { assignTasks, type TaskChange } from "#features/plans/assign-tasks.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import { contextAt } from "#platform/context.server.ts"
import { system } from "#shared/actor.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { decisionText, type IllustrativeTask, illustrative } from "./province.ts"

/** Imports the decision as the product reads it, then gives a part of its tasks illustrative leads, products and deadlines. */
export async function loadPlan(instance: OpenInstance, organisation: Organisation): Promise<string> {
  const base = { db: instance.db, timeZone: instance.settings.timeZone, enqueue: instance.enqueue }
  const text = decisionText().toString("utf8")
  const reading = must(readPlan([readPlainText(text, "decision-1139.txt", "text")]), "decision")
  const { planId } = must(
    await createPlan(contextAt(instance.clock(), { ...base, actor: system }), {
      reading,
      sourceText: [{ name: "decision-1139.txt", text }],
      planOfficeUnitId: organisation.unitIds.SKHCN!,
      confirmerUnitId: organisation.unitIds.VPUBND!,
      leadershipUnitId: organisation.unitIds.UBND!,
      isIllustrative: true,
    }),
    "plan",
  )
  const ctx = contextAt(instance.clock(), { ...base, actor: organisation.actor("SKHCN", "planOffice") })
  const tasks = await instance.db.selectFrom("task").select(["id", "title"]).where("planId", "=", planId).execute()
  for (const given of illustrative().tasks) {
    const task = tasks.find((each) => folded(each.title).includes(folded(given.match)))
    if (!task) throw new Error(`demonstration: no task matches “${given.match}”`)
    must(
      await assignTasks(ctx, { planId, taskIds: [task.id], change: changeOf(given, organisation, ctx.today) }),
      given.match,
    )
  }
  return planId
}

function changeOf(given: IllustrativeTask, { unitIds, communesGroupId }: Organisation, today: Day): TaskChange {
  const leads = given.group
    ? [{ unitGroupId: communesGroupId }]
    : (given.leads ?? []).map((code) => ({ unitId: unitIds[code]! }))
  const partners = given.with ?? (given.group || given.leads?.includes("SKHCN") ? [] : ["SKHCN"])
  return {
    leads,
    coordinating: partners.map((code) => ({ unitId: unitIds[code]! })),
    ...(given.product ? { product: given.product } : {}),
    deadline: deadlineOf(given.due, today),
  }
}

function deadlineOf(due: IllustrativeTask["due"], today: Day): NonNullable<TaskChange["deadline"]> {
  if (due === "ongoing") return { text: "Thường xuyên", meaning: "ongoing", from: null, to: null }
  if (due === "everyYear") return { text: "Hằng năm", meaning: "everyYear", from: null, to: null }
  const day = addDays(today, due)
  return { text: formatDay(day), meaning: "byDay", from: null, to: day }
}
