import type { RefusalDetail } from "#shared/outcome.ts"
import { type Answer, answers, doubtsToExplain, type EntryContent, entryFaults, typedPercent } from "./entry.ts"
import { type ComparedField, comparedFields, type Doubt, doubtsOf } from "./entry-check.ts"
import { type FieldValues, isOutlying, keptValues, typedValues } from "./field-value.ts"
import { type AdjustableText, type Asking, adjustableTexts, type TemplateField } from "./report-template.ts"
import type { Typed } from "./typed-entry.ts"

/** What the checks of an entry need beside what was typed; a device keeps it to check without a line. */
export type EntryBasis = {
  isClaimant: boolean
  evidenceCount: number
  before:
    | (Readonly<Record<ComparedField, string>> & {
        answer: Answer
        percentDone: number | null
        fieldValues: FieldValues
      })
    | null
  fields: readonly TemplateField[]
  asks: Readonly<Record<AdjustableText, Asking>>
}

/**
 * The checks of a saved entry (`entryFaults`, `doubtsOf`) on what stands in its form, so that a device without a line says the same as the
 * server will. Faults of shape (a word where a number belongs) come first.
 */
export function checkTyped(basis: EntryBasis, typed: Typed): { faults: RefusalDetail[]; doubts: Doubt[] } {
  const percent = typedPercent(typed.percentDone ?? "")
  const { values, faults: shape } = keptValues(basis.fields, typedValues(typed))
  if (percent === undefined) shape.unshift({ code: "entry.percentRange", field: "percentDone" })
  const text = (name: string) => typed[name] ?? ""
  const answer = answers.find((each) => each === typed.answer) ?? null
  const facts = {
    answer,
    percentDone: percent ?? null,
    hasProduct: text("product").trim() !== "",
    evidenceCount: basis.evidenceCount,
    isClaimant: basis.isClaimant,
    isObjected: typed.consent === "object",
    isOutlying: isOutlying(basis.fields, values, basis.before?.fieldValues ?? {}),
    before: basis.before && {
      answer: basis.before.answer,
      percentDone: basis.before.percentDone,
      differs: Object.fromEntries(comparedFields.map((name) => [name, basis.before?.[name] !== text(name)])) as Record<
        ComparedField,
        boolean
      >,
    },
  }
  const doubts = doubtsOf(facts)
  const content: EntryContent = {
    answer,
    percentDone: facts.percentDone,
    result: text("result"),
    product: text("product"),
    missingReason: text("missingReason"),
    evidenceCount: basis.evidenceCount,
    hasPrevious: basis.before !== null,
    isClaimant: basis.isClaimant,
    consent: typed.consent === "consent" || typed.consent === "object" ? typed.consent : null,
    objection: text("objection"),
    doubts,
    doubtReason: text("doubtReason"),
    asked: {
      fields: basis.fields,
      values,
      emptyTexts: adjustableTexts.filter((name) => basis.asks[name] === "required" && text(name).trim() === ""),
    },
  }
  return { faults: shape.length > 0 ? shape : entryFaults(content), doubts: doubtsToExplain({ doubts }) }
}
