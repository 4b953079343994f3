/** The general sections of a unit's report beside its tasks (rule 16), in their order. */
export const sectionKeys = ["direction", "outstanding", "shortcomings", "proposals", "priorities"] as const
export type SectionKey = (typeof sectionKeys)[number]
