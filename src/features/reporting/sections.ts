/** The parts of the plan office's report that units' sentences go into, in the order of the report. */
export const reportParts = ["direction", "results", "shortcomings", "obstacles", "proposals", "priorities"] as const
export type ReportPart = (typeof reportParts)[number]

/** The general sections of a unit's report beside its tasks (rule 16), in their order, until a plan has a template of its own. */
export const standardSections = [
  { key: "direction", part: "direction" },
  { key: "outstanding", part: "results" },
  { key: "shortcomings", part: "shortcomings" },
  { key: "proposals", part: "proposals" },
  { key: "priorities", part: "priorities" },
] as const satisfies readonly { key: string; part: ReportPart }[]
export type StandardSection = (typeof standardSections)[number]["key"]

export const isStandardSection = (key: string): key is StandardSection =>
  standardSections.some((section) => section.key === key)
