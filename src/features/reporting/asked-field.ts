import type { FieldValue } from "./field-value.ts"
import type { Cumulated } from "./number-series.ts"
import type { TemplateField } from "./report-template.ts"

/** What an entry's form knows about a field beside its value: what was sent before, and what adds up to now. */
export type AskedField = TemplateField & { before: FieldValue | null; cumulated: Cumulated | null }
