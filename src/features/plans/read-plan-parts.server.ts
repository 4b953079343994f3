import type { Db } from "#platform/context.server.ts"
import type { SourcePlace } from "./plan-input.ts"

type ReadingIssue = { severity: string; code: string; message: string; source?: SourcePlace | null }
type RelationKind = "basedOn" | "carriesOut" | "supersedes" | "amends" | "proposedBy"

/** What a plan holds beside its tasks: groups, duties of agencies, reporting rules, relations of its document, doubts of the reading. */
export async function readPlanParts(db: Db, planId: string) {
  const plan = await db
    .selectFrom("plan")
    .select(["readingIssues", "documentId"])
    .where("id", "=", planId)
    .executeTakeFirstOrThrow()
  const groups = await db
    .selectFrom("taskGroup")
    .select(["id", "code", "title"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  const duties = await db
    .selectFrom("planDuty")
    .select(["id", "unitText", "text"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  const rules = await db
    .selectFrom("reportingRule")
    .select(["id", "tier", "period", "text", "source"])
    .where("planId", "=", planId)
    .where("validTo", "is", null)
    .orderBy("tier", "desc")
    .orderBy("period")
    .execute()
  const relations = await db
    .selectFrom("documentRelation")
    .select(["position", "relation", "text"])
    .where("documentId", "=", plan.documentId)
    .orderBy("position")
    .execute()
  return {
    groups,
    duties,
    rules,
    relations: relations.map((each) => ({ ...each, relation: each.relation as RelationKind })),
    issues: (plan.readingIssues ?? []) as unknown as ReadingIssue[],
  }
}

export type SourceText = { name: string; text: string }
export async function readSourceText(db: Db, planId: string): Promise<SourceText[]> {
  const { sourceText } = await db
    .selectFrom("plan")
    .select("sourceText")
    .where("id", "=", planId)
    .executeTakeFirstOrThrow()
  return sourceText as unknown as SourceText[]
}
