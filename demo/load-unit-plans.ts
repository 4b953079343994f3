import { approveUnitPlan, handToHead } from "#features/unit-plans/move-unit-plan.server.ts"
import { type LedTask, readLedTasks } from "#features/unit-plans/read-unit-plans.server.ts"
import { addStep, markStep, startUnitPlan } from "#features/unit-plans/write-unit-plan.server.ts"
import { addDays, type Day, daysBetween, formatDay } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { type At, atOf } from "./load-rounds.ts"
import { communeCodes, illustrative } from "./province.ts"

type Fate = "approved" | "drafting" | "withHead"
type Work = { at: At; organisation: Organisation; instance: OpenInstance; year: number; madeOn: Day; today: Day }

/** Most agencies have no plan yet: that is what the plan office should see. */
const fates: Record<string, Fate> = {
  SKHCN: "approved",
  SGDDT: "approved",
  STC: "approved",
  CAT: "approved",
  SCT: "drafting",
  SVHTTDL: "withHead",
}
const MADE_BEFORE = 190

/** Some units have plans for this year, made half a year ago and partly carried out, in each state that a plan can be in. */
export async function loadUnitPlans(instance: OpenInstance, organisation: Organisation): Promise<void> {
  const at = atOf(instance)
  const { today } = at("9999-12-31", 0, organisation.actor("SKHCN", "planOffice"))
  const work = {
    at,
    organisation,
    instance,
    year: Number(today.slice(0, 4)),
    madeOn: addDays(today, -MADE_BEFORE),
    today,
  }
  const communes = communeCodes().slice(0, 6)
  for (const [code, fate] of [...Object.entries(fates), ...communes.map((each) => [each, "approved"] as const)])
    await makePlan(work, code, fate)
}

async function makePlan(work: Work, code: string, fate: Fate): Promise<void> {
  const { at, organisation, instance, year, today } = work
  const madeOn = fate === "approved" ? work.madeOn : addDays(today, -9)
  const writer = organisation.actor(code, code === "SKHCN" ? "planOffice" : "reporter")
  const reporter = at(madeOn, 9, writer)
  const { unitPlanId } = must(await startUnitPlan(reporter, { year }), `${code} starts its plan`)
  const tasks = await readLedTasks(instance.db, organisation.unitIds[code]!, today)
  const steps: { stepId: string; dueOn: Day }[] = []
  // The last task of an agency stays without a step: the plan office sees it as not covered
  for (const task of fate === "approved" && code !== "SGDDT" ? tasks : tasks.slice(0, -1))
    for (const [index, title] of sentences.steps.entries()) {
      const personId = code === "SVHTTDL" && index === 0 ? organisation.leaving.personId : ""
      const step = stepOf(task, index, title, { madeOn, year, personId })
      const { stepId } = must(await addStep(reporter, { unitPlanId, step: step.typed }), `${code} adds a step`)
      steps.push({ stepId, dueOn: step.dueOn })
    }
  if (fate === "drafting") return
  must(await handToHead(reporter, { unitPlanId, seenVersion: 1 }), `${code} hands its plan over`)
  if (fate === "withHead") return
  const head = organisation.actor(code, code === "SKHCN" ? "director" : "head")
  must(await approveUnitPlan(at(addDays(madeOn, 3), 15, head), { unitPlanId, seenVersion: 2 }), `${code} approves`)
  for (const [index, { stepId, dueOn }] of steps.entries()) {
    if (dueOn > today || index % 5 === 4) continue
    must(
      await markStep(at(addDays(dueOn, -1), 16, writer), { unitPlanId, stepId, seenVersion: 1, isDone: true }),
      `${code} carries out a step`,
    )
  }
}

const sentences = illustrative()
const SPARE_DAYS = 5
const LEAST_DAYS = 30

/** Steps share the time between the plan and the task's last day, or the year's end where the task has none or it is past. */
function stepOf(
  task: LedTask,
  index: number,
  title: string,
  { madeOn, year, personId }: { madeOn: Day; year: number; personId: string },
) {
  const last = `${year}-12-31`
  const end = task.lastDay && task.lastDay > addDays(madeOn, LEAST_DAYS) && task.lastDay < last ? task.lastDay : last
  const days = Math.max(daysBetween(madeOn, end) - SPARE_DAYS, LEAST_DAYS)
  const share = (part: number) => addDays(madeOn, Math.floor((days * part) / sentences.steps.length))
  const dueOn = share(index + 1)
  const isLast = index === sentences.steps.length - 1
  return {
    dueOn,
    typed: {
      title: title.replace("{product}", task.product ?? task.title),
      startsOn: formatDay(share(index)),
      dueOn: formatDay(dueOn),
      personId,
      personName: "",
      product: isLast ? (task.product ?? "") : "",
      isMilestone: isLast,
      assignmentIds: [task.assignmentId],
    },
  }
}
