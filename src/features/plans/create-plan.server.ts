import { documentName } from "#features/documents/document.ts"
import { registerDocument } from "#features/documents/register-document.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayImportPlan } from "./permissions.ts"
import { countTasks, type DocumentInput, type PlanInput } from "./plan-input.ts"
import { insertDuties, insertGroupsAndTasks, insertIndicators, insertReportingRules } from "./plan-store.server.ts"
import { keepFacts, keepIndicatorFacts } from "./task-versions-store.server.ts"

export type CreatePlanInput = {
  reading: PlanInput
  sourceText: readonly { name: string; text: string }[]
  planOfficeUnitId: string
  confirmerUnitId: string | null
  leadershipUnitId: string | null
  isIllustrative: boolean
}

/**
 * Takes a plan in as it was read: all of it or nothing. The bullets of a decision whose annex is absent come as provisional tasks
 * (rule 4); no count that the text claims is ever taken for one that was read.
 */
export function createPlan(ctx: Ctx, input: CreatePlanInput) {
  return inTransaction(ctx, (tx) => takePlanIn(ctx, tx, input))
}

/** The same within the transaction of a command that holds the reading. */
export async function takePlanIn(ctx: Ctx, tx: Tx, input: CreatePlanInput, facts: object = {}) {
  if (!mayImportPlan(ctx.actor, input.planOfficeUnitId)) return refused("plan.mayNotImport")
  const { reading } = input
  const main = reading.documents[0]
  if (!main || countTasks(reading.plan.groups) === 0) return refused("plan.nothingRead")
  const slug = slugOf(main)
  const taken = await tx.selectFrom("plan").select("id").where("slug", "=", slug).executeTakeFirst()
  if (taken) return refused("plan.alreadyImported", { values: { document: documentName(main) } })
  const planId = await savePlan(ctx, tx, input, slug)
  recordEvent(tx, "plan.imported", planId, {
    document: documentName(main),
    tasks: countTasks(reading.plan.groups),
    groups: reading.plan.groups.length,
    ...facts,
  })
  return done({ planId, slug })
}

async function savePlan(ctx: Ctx, tx: Tx, input: CreatePlanInput, slug: string): Promise<string> {
  const { reading } = input
  const main = reading.documents[0]!
  const planId = ctx.newId()
  const documentId = await registerDocument(ctx, tx, main)
  for (const other of reading.documents.slice(1)) await registerDocument(ctx, tx, other)
  await tx
    .insertInto("plan")
    .values({
      id: planId,
      slug,
      title: main.title ?? documentName(main),
      documentId,
      planOfficeUnitId: input.planOfficeUnitId,
      confirmerUnitId: input.confirmerUnitId,
      leadershipUnitId: input.leadershipUnitId,
      declared: JSON.stringify(reading.plan.declared),
      readingIssues: JSON.stringify(reading.issues),
      sourceText: JSON.stringify(input.sourceText),
      isIllustrative: input.isIllustrative,
      startedOn: main.effectiveOn ?? main.issuedOn ?? ctx.today,
    })
    .execute()
  await firstVersion(ctx, tx, planId, { documentId, effectiveOn: main.effectiveOn ?? main.issuedOn ?? ctx.today })
  const isProvisional = reading.plan.groups.some((group) => group.tasks.some((task) => task.provisional))
  await insertGroupsAndTasks(ctx, tx, planId, reading.plan.groups, { isProvisional })
  await insertIndicators(ctx, tx, planId, reading.plan.indicators)
  await insertDuties(ctx, tx, planId, reading.plan.duties)
  await insertReportingRules(ctx, tx, planId, reading.plan.reporting, {
    validFrom: main.effectiveOn ?? ctx.today,
    source: documentName(main),
  })
  await keepFacts(tx, planId)
  await keepIndicatorFacts(tx, planId)
  return planId
}

/** What the document that orders the plan says is the plan's first version. */
async function firstVersion(ctx: Ctx, tx: Tx, planId: string, document: { documentId: string; effectiveOn: Day }) {
  await tx
    .insertInto("planVersion")
    .values({
      id: ctx.newId(),
      planId,
      number: 1,
      state: "recorded",
      ...document,
      createdAt: ctx.now,
      createdBy: ctx.actor.personId,
      recordedAt: ctx.now,
      recordedBy: ctx.actor.personId,
      appliedAt: ctx.now,
    })
    .execute()
}

/** "1139-qd-ubnd-2025": what the plan is called in addresses. */
export const slugOf = (document: DocumentInput): string =>
  folded(
    `${document.number ?? ""} ${document.notation ?? document.title ?? "ke hoach"} ${document.issuedOn?.slice(0, 4) ?? ""}`,
  )
    .replaceAll(" ", "-")
    .slice(0, 60)
