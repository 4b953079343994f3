import type { Meaning } from "#features/plans/deadline.ts"
import type { DocumentInput } from "#features/plans/plan-input.ts"
import type { ExportedPlan, ExportedTask } from "#features/plans/plan-workbook.ts"
import { readPlanParts } from "#features/plans/read-plan-parts.server.ts"
import type { Db } from "#platform/context.server.ts"

/**
 * A plan as it stands today, in the form in which one is taken in. Leads and coordinating units come under the names that they have
 * in the system when a duty was given to them, otherwise as the document writes them. A fixed number of queries.
 */
export async function exportPlan(db: Db, planId: string): Promise<ExportedPlan> {
  const plan = await db
    .selectFrom("plan")
    .select(["documentId", "declared", "readingIssues"])
    .where("id", "=", planId)
    .executeTakeFirstOrThrow()
  const { groups } = await readPlanParts(db, planId)
  const tasks = Map.groupBy(await readTasks(db, planId), (task) => task.taskGroupId)
  const duties = await db
    .selectFrom("planDuty")
    .select(["unitText as unit", "text"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  return {
    documents: [await readDocument(db, plan.documentId)],
    plan: {
      declared: { groups: null, tasks: null, indicators: null, ...(plan.declared as object) },
      groups: groups.map(({ id, code, title }) => ({ code, title, tasks: nested(tasks.get(id) ?? [], null) })),
      indicators: await readIndicators(db, planId),
      duties,
      reporting: await readRules(db, planId),
    },
    issues: plan.readingIssues as unknown as ExportedPlan["issues"],
  }
}

async function readDocument(db: Db, id: string): Promise<DocumentInput> {
  const { kind, number, notation, issuer, place, issuedOn, effectiveOn, title, signer, recipients } = await db
    .selectFrom("document")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
  const relations = await db
    .selectFrom("documentRelation")
    .select(["relation", "text", "number", "notation", "issuedOn"])
    .where("documentId", "=", id)
    .orderBy("position")
    .execute()
  return {
    kind,
    number,
    notation,
    issuer,
    place,
    issuedOn,
    effectiveOn,
    title,
    signer: signer as object | null,
    recipients: recipients as unknown as string[],
    relations,
  }
}

type Row = Awaited<ReturnType<typeof readTasks>>[number]

async function readTasks(db: Db, planId: string) {
  const rows = await db
    .selectFrom("task")
    .selectAll()
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .where("droppedOn", "is", null)
    .orderBy("position")
    .execute()
  const duties = await db
    .selectFrom("taskDuty")
    .innerJoin("task", "task.id", "taskDuty.taskId")
    .leftJoin("unit", "unit.id", "taskDuty.unitId")
    .leftJoin("unitGroup", "unitGroup.id", "taskDuty.unitGroupId")
    .select(["taskDuty.taskId", "taskDuty.duty", "unit.name as unitName", "unitGroup.name as groupName"])
    .where("task.planId", "=", planId)
    .orderBy("taskDuty.position")
    .execute()
  const named = Map.groupBy(duties, (each) => `${each.taskId} ${each.duty}`)
  const namesOf = (id: string, duty: "lead" | "coordinating", written: unknown): string[] => {
    const texts = written as string[]
    const names = (named.get(`${id} ${duty}`) ?? []).map((each) => each.unitName ?? each.groupName ?? "")
    // As many as the document writes: its own spelling stays, because it is what the reader recognised.
    return names.length > texts.length || texts.length === 0 ? names : texts
  }
  return rows.map((row) => ({
    ...row,
    leads: namesOf(row.id, "lead", row.leadTexts),
    coordinating: namesOf(row.id, "coordinating", row.coordinatingTexts),
  }))
}

function nested(rows: readonly Row[], parentId: string | null): ExportedTask[] {
  const present = new Set(rows.map((row) => row.id))
  return rows
    .filter((row) => (row.parentId && present.has(row.parentId) ? row.parentId : null) === parentId)
    .map((row) => ({
      taskId: row.id,
      code: row.code,
      title: row.title,
      leads: row.leads,
      coordinating: row.coordinating,
      deadline:
        row.deadlineText === null && row.deadlineMeaning === "unclear"
          ? null
          : {
              text: row.deadlineText,
              meaning: row.deadlineMeaning as Meaning,
              from: row.deadlineFrom,
              to: row.deadlineTo,
            },
      product: row.product,
      funding: row.funding,
      note: row.note,
      ...(row.isProvisional ? { provisional: true as const } : {}),
      children: nested(rows, row.id),
    }))
}

async function readIndicators(db: Db, planId: string): Promise<ExportedPlan["plan"]["indicators"]> {
  const rows = await db
    .selectFrom("indicator")
    .leftJoin("indicator as parent", "parent.id", "indicator.parentId")
    .select([
      "indicator.code",
      "parent.code as parentCode",
      "indicator.title",
      "indicator.unitOfMeasure as unit",
      "indicator.targets",
      "indicator.leadTexts",
    ])
    .where("indicator.planId", "=", planId)
    .where("indicator.retiredOn", "is", null)
    .orderBy("indicator.position")
    .execute()
  return rows.map(({ targets, leadTexts, ...row }) => ({
    ...row,
    targets: targets as unknown as object[],
    leads: leadTexts as unknown as string[],
  }))
}

async function readRules(db: Db, planId: string): Promise<ExportedPlan["plan"]["reporting"]> {
  const rows = await db
    .selectFrom("reportingRule")
    .select(["tier", "period", "text", "rule"])
    .where("planId", "=", planId)
    .where("validTo", "is", null)
    .orderBy("tier", "desc")
    .orderBy("period")
    .execute()
  return rows.map((row) => ({ ...row, tier: row.tier as "unit" | "planOffice", rule: row.rule as object | null }))
}
