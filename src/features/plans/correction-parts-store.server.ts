import { type DocumentInput, documentName } from "#features/documents/document.ts"
import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { folded } from "#shared/folded.ts"
import {
  type FileParts,
  type IndicatorReading,
  indicatorReading,
  type KnownParts,
  type KnownRule,
  type PartsCorrection,
} from "./parts-correction.ts"
import type { Target } from "./plan-change.ts"
import { insertDuties, insertIndicators, insertReportingRules } from "./plan-store.server.ts"
import { keepIndicatorFacts } from "./task-versions-store.server.ts"

/** Three queries. */
export async function readKnownParts(db: Db, planId: string): Promise<KnownParts> {
  const indicators = await db
    .selectFrom("indicator")
    .select(["id", "code", "title", "unitOfMeasure", "targets", "leadTexts", "reading"])
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .orderBy("position")
    .execute()
  const duties = await db
    .selectFrom("planDuty")
    .select(["id", "unitText as unit", "text"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  const reporting = await db
    .selectFrom("reportingRule")
    .select(["id", "tier", "period", "text", "rule"])
    .where("planId", "=", planId)
    .where("validTo", "is", null)
    .orderBy("id")
    .execute()
  return {
    indicators: indicators.map(({ targets, leadTexts, reading, ...row }) => ({
      ...row,
      targets: targets as unknown as Target[],
      leads: leadTexts as unknown as string[],
      reading: reading as IndicatorReading | null,
    })),
    duties,
    reporting: reporting as unknown as KnownRule[],
  }
}

export type PartsChange = {
  planId: string
  file: FileParts
  parts: PartsCorrection
  /** Of what the file no longer has. */
  dropIds: readonly string[]
  /** The document whose reading is corrected, and the day from which what it says holds. */
  document: DocumentInput
  validFrom: string
}

/** Indicators keep their identity and versions; a rule that is gone ends today, so that rounds opened under it still know it. */
export async function saveParts(ctx: Ctx, tx: Tx, change: PartsChange): Promise<void> {
  await saveIndicators(ctx, tx, change)
  await saveDuties(ctx, tx, change)
  await saveRules(ctx, tx, change)
}

const dropped = (gone: readonly { id: string }[], dropIds: readonly string[]): string[] =>
  gone.map((each) => each.id).filter((id) => dropIds.includes(id))

async function saveIndicators(ctx: Ctx, tx: Tx, { planId, file, parts, dropIds }: PartsChange): Promise<void> {
  const { added, changed, gone, knownIds } = parts.indicators
  for (const { id, at, differences } of changed) {
    const fresh = indicatorReading(file.indicators[at]!)
    const is = (field: string) => differences.some((each) => each.field === field)
    await tx
      .updateTable("indicator")
      .set((set) => ({
        version: set("version", "+", 1),
        ...(is("code") ? { code: fresh.code } : {}),
        ...(is("title") ? { title: fresh.title } : {}),
        ...(is("unitOfMeasure") ? { unitOfMeasure: fresh.unitOfMeasure } : {}),
        ...(is("targets") ? { targets: JSON.stringify(fresh.targets) } : {}),
        ...(is("leads") ? { leadTexts: JSON.stringify(fresh.leads) } : {}),
      }))
      .where("id", "=", id)
      .execute()
  }
  for (const [at, id] of knownIds.entries())
    if (id)
      await tx
        .updateTable("indicator")
        .set({ reading: JSON.stringify(indicatorReading(file.indicators[at]!)) })
        .where("id", "=", id)
        .execute()
  const idsByCode = new Map(
    file.indicators.flatMap(({ code }, at) => (code && knownIds[at] ? [[code, knownIds[at]] as const] : [])),
  )
  const fresh = added.map(({ at }) => file.indicators[at]!)
  const addedIds = await insertIndicators(ctx, tx, planId, fresh, { first: knownIds.length, idsByCode })
  const ended = dropped(gone, dropIds)
  if (ended.length > 0)
    await tx.updateTable("indicator").set({ retiredOn: ctx.today }).where("id", "in", ended).execute()
  await keepIndicatorFacts(tx, planId, [...changed.map((each) => each.id), ...addedIds, ...ended])
}

async function saveDuties(ctx: Ctx, tx: Tx, { planId, file, parts, dropIds }: PartsChange): Promise<void> {
  const { added, changed, gone, knownIds } = parts.duties
  const aliases = await tx.selectFrom("unitAlias").select(["folded", "unitId"]).execute()
  const unitByName = new Map(aliases.map((alias) => [alias.folded, alias.unitId]))
  for (const { id, at } of changed) {
    const { unit, text, source } = file.duties[at]!
    const place = source ? { source: JSON.stringify(source) } : {}
    await tx
      .updateTable("planDuty")
      .set({ unitText: unit, unitId: unitByName.get(folded(unit)) ?? null, text, ...place })
      .where("id", "=", id)
      .execute()
  }
  const fresh = added.map(({ at }) => file.duties[at]!)
  await insertDuties(ctx, tx, planId, fresh, knownIds.length)
  const ended = dropped(gone, dropIds)
  if (ended.length > 0) await tx.deleteFrom("planDuty").where("id", "in", ended).execute()
}

async function saveRules(ctx: Ctx, tx: Tx, { planId, file, parts, dropIds, ...more }: PartsChange): Promise<void> {
  const rules = file.reporting.filter((rule) => rule.rule !== null)
  for (const { id, at } of parts.reporting.changed) {
    const { text, rule } = rules[at]!
    await tx
      .updateTable("reportingRule")
      .set({ text, rule: JSON.stringify(rule) })
      .where("id", "=", id)
      .execute()
  }
  const fresh = parts.reporting.added.map(({ at }) => rules[at]!)
  const source = { validFrom: more.validFrom, source: documentName(more.document) }
  await insertReportingRules(ctx, tx, planId, fresh, source)
  const ended = dropped(parts.reporting.gone, dropIds)
  if (ended.length > 0)
    await tx.updateTable("reportingRule").set({ validTo: ctx.today }).where("id", "in", ended).execute()
}
