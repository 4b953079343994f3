import type { Ctx, Tx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { deadlineInYear } from "./annual-plan.ts"
import { takePlanIn } from "./create-plan.server.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"
import type { NamedTarget, TaskFacts } from "./plan-change.ts"
import type { PlanInput, TaskInput } from "./plan-input.ts"
import { readFactsAt } from "./read-versions.server.ts"

export type AnnualPlanInput = { parentPlanId: string; year: number; title: string; taskIds: readonly string[] }

const NEWEST = 1_000_000

/**
 * Makes the plan of a year as a child of a plan (rule 18): the chosen tasks with their leads and products, due within the year, each
 * linked to the task it carries out. Its document gets its number when it is issued.
 */
export function makeAnnualPlan(ctx: Ctx, input: AnnualPlanInput) {
  return inTransaction(ctx, async (tx) => {
    const parent = await lockOpenPlan(tx, input.parentPlanId)
    if (!parent.ok) return parent
    if (!mayEditPlan(ctx.actor, parent.value)) return refused("plan.mayNotEdit")
    const title = input.title.trim()
    if (title === "") return refused("annual.noTitle", { field: "title" })
    if (input.year < 2000 || input.year > 2100) return refused("annual.noYear", { field: "year" })
    const known = await tx
      .selectFrom("plan")
      .select("id")
      .where("parentPlanId", "=", input.parentPlanId)
      .where("year", "=", input.year)
      .where("kind", "=", "annual")
      .where("undoneOn", "is", null)
      .executeTakeFirst()
    if (known) return refused("annual.exists", { field: "year", values: { year: input.year } })
    const facts = await readFactsAt(tx, input.parentPlanId, NEWEST)
    const chosen = [...facts].filter(
      ([id, task]) => input.taskIds.includes(id) && task.retiredOn === null && task.droppedOn === null,
    )
    if (chosen.length === 0) return refused("annual.noTask", { field: "task" })
    const made = await takePlanIn(ctx, tx, {
      reading: await readingOf(tx, parent.value, { ...input, title }, chosen),
      sourceText: [],
      planOfficeUnitId: parent.value.planOfficeUnitId,
      confirmerUnitId: parent.value.confirmerUnitId,
      leadershipUnitId: parent.value.leadershipUnitId,
      isIllustrative: parent.value.isIllustrative,
    })
    if (!made.ok) return made
    const { planId, slug } = made.value
    await tx
      .updateTable("plan")
      .set({ kind: "annual", parentPlanId: input.parentPlanId, year: input.year })
      .where("id", "=", planId)
      .execute()
    await linkToParent(ctx, tx, planId, chosen)
    recordEvent(tx, "plan.annualMade", [input.parentPlanId, planId], { year: input.year, tasks: chosen.length })
    return done({ planId, slug })
  })
}

type Chosen = readonly (readonly [string, TaskFacts])[]

async function readingOf(
  tx: Tx,
  parent: { documentId: string },
  { year, title }: AnnualPlanInput,
  chosen: Chosen,
): Promise<PlanInput> {
  const document = await tx
    .selectFrom("document")
    .selectAll()
    .where("id", "=", parent.documentId)
    .executeTakeFirstOrThrow()
  const groups = [...Map.groupBy(chosen, ([, task]) => task.groupId).values()]
  const { number, notation, issuedOn, issuer, place } = document
  return {
    documents: [
      {
        kind: "plan",
        number: null,
        notation: null,
        issuer,
        place,
        issuedOn: null,
        effectiveOn: `${year}-01-01`,
        title,
        signer: null,
        recipients: [],
        relations: [{ relation: "carriesOut", text: document.title, number, notation, issuedOn }],
      },
    ],
    plan: {
      declared: { groups: null, tasks: null, indicators: null },
      indicators: [],
      groups: groups.map((tasks) => ({
        code: tasks[0]![1].groupCode,
        title: tasks[0]![1].groupTitle,
        tasks: tasks.map(([, task]) => taskOf(task, year)),
      })),
      duties: [],
      reporting: [],
    },
    issues: [],
  }
}

const taskOf = (task: TaskFacts, year: number): TaskInput => ({
  code: task.code,
  title: task.title,
  leads: task.leads.map((each) => each.name),
  coordinating: task.coordinating.map((each) => each.name),
  leadTargets: task.leads.map(bare),
  coordinatingTargets: task.coordinating.map(bare),
  deadline: deadlineInYear(task.deadline, year),
  product: task.product,
  funding: task.funding,
  note: null,
})
const bare = (target: NamedTarget) =>
  "unitId" in target ? { unitId: target.unitId } : { unitGroupId: target.unitGroupId }

/** Child tasks stand in the order in which their parents were given. */
async function linkToParent(ctx: Ctx, tx: Tx, planId: string, chosen: Chosen): Promise<void> {
  const children = await tx.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  const parents = [...Map.groupBy(chosen, ([, task]) => task.groupId).values()].flat()
  await tx
    .insertInto("taskLink")
    .values(
      children.map((child, index) => ({
        fromTaskId: child.id,
        toTaskId: parents[index]![0],
        kind: "carriesOut",
        createdAt: ctx.now,
        createdBy: ctx.actor.personId,
      })),
    )
    .execute()
}
