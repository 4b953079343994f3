import type { Ctx, Tx } from "#platform/context.server.ts"
import { folded } from "#shared/folded.ts"
import type { DutyTarget } from "./duties.ts"
import { indicatorReading } from "./parts-correction.ts"
import { readFacts } from "./plan-correction.ts"
import type { IndicatorInput, PlanInput, ReportingRuleInput, TaskInput } from "./plan-input.ts"
import { inParts, insertTaskDuties } from "./task-duties-store.server.ts"

type Groups = PlanInput["plan"]["groups"]

/** @returns the tasks in their order, with the codes they were given */
export async function insertGroupsAndTasks(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  groups: Groups,
  more: { isProvisional: boolean },
): Promise<InsertedTask[]> {
  const inserted: InsertedTask[] = []
  for (const [index, group] of groups.entries()) {
    const taskGroupId = ctx.newId()
    const code = group.code ?? String(index + 1)
    await tx
      .insertInto("taskGroup")
      .values({ id: taskGroupId, planId, code, title: group.title, position: index })
      .execute()
    const place = { planId, taskGroupId, groupCode: code, firstPosition: inserted.length, ...more }
    inserted.push(...(await insertTasks(ctx, tx, group.tasks, place)))
  }
  return inserted
}

export type InsertedTask = { id: string; code: string; task: TaskInput }
export type TaskPlace = {
  planId: string
  taskGroupId: string
  groupCode: string
  firstPosition: number
  isProvisional: boolean
}

/** Tasks of one group with their parts, what is searched of them, and whom they were given to. */
export async function insertTasks(
  ctx: Ctx,
  tx: Tx,
  tasks: readonly TaskInput[],
  { groupCode, firstPosition, ...placed }: TaskPlace,
): Promise<InsertedTask[]> {
  const flat = flatten(ctx, tasks, null, groupCode)
  const rows = flat.map(({ task, id, parentId, parentCode, code }, index) => ({
    ...taskRow(task, { id, parentId, code, position: firstPosition + index, ...placed }),
    reading: JSON.stringify(readFacts(task, parentCode)),
  }))
  const entries = rows.map((row) => ({
    kind: "task",
    subjectId: row.id,
    planId: placed.planId,
    title: row.title,
    folded: folded(`${row.code} ${row.title} ${row.product ?? ""}`),
  }))
  for (const part of inParts(rows)) await tx.insertInto("task").values(part).execute()
  for (const part of inParts(entries)) await tx.insertInto("searchEntry").values(part).execute()
  const none: readonly DutyTarget[] = []
  await insertTaskDuties(
    ctx,
    tx,
    flat.map(({ id, task: { leadTargets: leads = none, coordinatingTargets: coordinating = none } }) => ({
      taskId: id,
      leads,
      coordinating,
    })),
  )
  return flat
}

type Flat = { task: TaskInput; id: string; parentId: string | null; parentCode: string | null; code: string }
function flatten(ctx: Ctx, tasks: readonly TaskInput[], parent: Flat | null, prefix: string): Flat[] {
  return tasks.flatMap((task, index) => {
    const id = ctx.newId()
    const code = task.code ?? `${prefix}.${index + 1}`
    const mine = { task, id, parentId: parent?.id ?? null, parentCode: parent?.code ?? null, code }
    return [mine, ...flatten(ctx, task.children ?? [], mine, code)]
  })
}

type Placed = {
  id: string
  parentId: string | null
  code: string
  planId: string
  taskGroupId: string
  position: number
  isProvisional: boolean
}
const taskRow = (task: TaskInput, placed: Placed) => ({
  ...placed,
  title: task.title,
  product: task.product,
  deadlineText: task.deadline?.text ?? null,
  deadlineMeaning: task.deadline?.meaning ?? "unclear",
  deadlineFrom: task.deadline?.from ?? null,
  deadlineTo: task.deadline?.to ?? null,
  funding: task.funding ?? null,
  note: task.note ?? null,
  leadTexts: JSON.stringify(task.leads),
  coordinatingTexts: JSON.stringify(task.coordinating),
  source: task.source ? JSON.stringify(task.source) : null,
})

/** @param among where they stand, and the ids of indicators that are there already @returns their ids */
export async function insertIndicators(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  indicators: readonly IndicatorInput[],
  among: { first: number; idsByCode: ReadonlyMap<string, string> } = { first: 0, idsByCode: new Map() },
): Promise<string[]> {
  const ids = new Map(among.idsByCode)
  const rows = indicators.map((indicator, position) => {
    const id = ctx.newId()
    if (indicator.code) ids.set(indicator.code, id)
    return {
      id,
      planId,
      parentId: (indicator.parentCode && ids.get(indicator.parentCode)) || null,
      code: indicator.code,
      title: indicator.title,
      unitOfMeasure: indicator.unit,
      targets: JSON.stringify(indicator.targets),
      leadTexts: JSON.stringify(indicator.leads),
      reading: JSON.stringify(indicatorReading(indicator)),
      position: among.first + position,
      source: indicator.source ? JSON.stringify(indicator.source) : null,
    }
  })
  if (rows.length > 0) await tx.insertInto("indicator").values(rows).execute()
  return rows.map((row) => row.id)
}

/** Duties of the part "Tổ chức thực hiện"; a unit whose name is known is linked. */
export async function insertDuties(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  duties: PlanInput["plan"]["duties"],
  first = 0,
): Promise<void> {
  if (duties.length === 0) return
  const aliases = await tx.selectFrom("unitAlias").select(["folded", "unitId"]).execute()
  const unitByName = new Map(aliases.map((alias) => [alias.folded, alias.unitId]))
  await tx
    .insertInto("planDuty")
    .values(
      duties.map((duty, position) => ({
        id: ctx.newId(),
        planId,
        position: first + position,
        unitText: duty.unit,
        unitId: unitByName.get(folded(duty.unit)) ?? null,
        text: duty.text,
        source: duty.source ? JSON.stringify(duty.source) : null,
      })),
    )
    .execute()
}

type RuleMore = { validFrom: string; source: string }
export async function insertReportingRules(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  rules: readonly ReportingRuleInput[],
  more: RuleMore,
): Promise<void> {
  const rows = rules
    .filter((rule) => rule.rule !== null)
    .map((rule) => ({
      id: ctx.newId(),
      planId,
      tier: rule.tier,
      period: rule.period,
      rule: JSON.stringify(rule.rule),
      text: rule.text,
      ...more,
    }))
  if (rows.length > 0) await tx.insertInto("reportingRule").values(rows).execute()
}
