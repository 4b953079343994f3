import { sql } from "kysely"
import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type RefusalDetail, refused } from "#shared/outcome.ts"
import { readCurrentTemplateId, readScopeCodes, readTemplate, type ScopeCodes } from "./read-template.server.ts"
import {
  changedKinds,
  type TemplateContent,
  type TemplateField,
  type TypedField,
  type TypedTemplate,
} from "./report-template.ts"
import { fieldScope } from "./template-scope.ts"

/**
 * Saves a new version of what a plan asks of its units. Rounds that are opened from now on take it; rounds that are open take it only when
 * asked for and nobody has sent a report yet.
 * @param seenVersion the version on which it was made, 0 for the default
 * @returns rounds: how many open rounds took it
 */
export function saveTemplate(
  ctx: Ctx,
  input: { planId: string; seenVersion: number; template: TypedTemplate; isForOpenRounds: boolean },
) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const before = await readTemplate(tx, await readCurrentTemplateId(tx, input.planId))
    if (before.version !== input.seenVersion) throw new Stale("reportTemplate")
    const scoped = withScopes(input.template.fields, await readScopeCodes(tx, input.planId))
    const details = [...scoped.faults, ...changedKinds(before.fields, input.template.fields)]
    if (details.length > 0) return refused("form.invalid", { details })
    const { sections, asks, note } = input.template
    const content: TemplateContent = { sections, fields: scoped.fields, asks }
    const id = ctx.newId()
    const version = before.version + 1
    await tx
      .insertInto("reportTemplate")
      .values({
        id,
        planId: input.planId,
        version,
        content: JSON.stringify(content),
        note,
        savedBy: ctx.actor.personId,
        savedAt: ctx.now,
      })
      .execute()
    const rounds = input.isForOpenRounds ? await moveOpenRounds(tx, input.planId, id) : []
    const lost = await entered(tx, rounds, content)
    if (lost.length > 0) return refused("template.inUse", { field: "isForOpenRounds", values: { count: lost.length } })
    recordEvent(tx, "plan.reportTemplateSaved", [input.planId, id, ...rounds], {
      version,
      sections: sections.length,
      fields: scoped.fields.length,
      note,
      rounds: rounds.length,
    })
    return done({ version, rounds: rounds.length })
  })
}

function withScopes(
  typed: readonly TypedField[],
  codes: ScopeCodes,
): { fields: TemplateField[]; faults: RefusalDetail[] } {
  const faults: RefusalDetail[] = []
  const fields = typed.map(({ scope, row, ...field }): TemplateField => {
    const { groupIds, taskIds, unknown } = fieldScope(scope, codes)
    if (unknown.length > 0)
      faults.push({ code: "template.unknownCode", field: `f${row}-scope`, values: { codes: unknown.join("; ") } })
    return { ...field, groupIds, taskIds }
  })
  return { fields, faults }
}

/** Keys of sections and fields that units already wrote something into, and that would be asked no more. */
async function entered(tx: Tx, roundIds: readonly string[], { sections, fields }: TemplateContent): Promise<string[]> {
  if (roundIds.length === 0) return []
  const { rows } = await sql<{ key: string }>`
    select distinct section.key from report_section section join report on report.id = section.report_id
    where report.round_id = any(${roundIds}) and (section.is_none or trim(section.body) <> '')
    union
    select distinct jsonb_object_keys(entry.field_values) from entry join report on report.id = entry.report_id
    where report.round_id = any(${roundIds})`.execute(tx)
  const asked = new Set([...sections, ...fields].map((each) => each.key))
  return rows.map((row) => row.key).filter((key) => !asked.has(key))
}

/** Open rounds of the calendar in which nobody has sent anything yet. */
async function moveOpenRounds(tx: Tx, planId: string, templateId: string): Promise<string[]> {
  const moved = await tx
    .updateTable("round")
    .set({ templateId })
    .where("planId", "=", planId)
    .where("kind", "=", "calendar")
    .where("closedAt", "is", null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("report")
            .select("report.id")
            .whereRef("report.roundId", "=", "round.id")
            .where("report.firstSubmittedAt", "is not", null),
        ),
      ),
    )
    .returning("id")
    .execute()
  return moved.map((round) => round.id)
}
