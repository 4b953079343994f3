import type { Day } from "#shared/day.ts"

export const findings = ["holds", "wrong", "notEnough"] as const
/** What a check says of a result: it holds (đúng), it is wrong (sai), there is not enough proof (chưa đủ căn cứ). */
export type Finding = (typeof findings)[number]
export const subjects = ["claims", "entries"] as const
export type Subject = (typeof subjects)[number]
export const stratifications = ["none", "group", "unit"] as const
export type Stratification = (typeof stratifications)[number]

/** Working days that a unit has to explain, when the person who checks types no other day. */
export const EXPLAIN_WORKING_DAYS = 5

export type CheckedItem = {
  finding: Finding | null
  explanation: string | null
  explainBy: Day | null
  result: Finding | null
}
export const itemStates = ["toCheck", "explaining", "toConclude", "concluded"] as const
export type ItemState = (typeof itemStates)[number]

/** Where an item stands on a day. What holds is concluded at once; anything else when the unit explained, or let its day pass. */
export function itemState(item: CheckedItem, today: Day): ItemState {
  if (item.result !== null) return "concluded"
  if (item.finding === null) return "toCheck"
  return item.explanation !== null || today > item.explainBy! ? "toConclude" : "explaining"
}

/** What a conclusion does to a confirmed claim (rule 6): wrong is not done, too little proof is a supplement. Null: nothing. */
export const withdrawalOf = (result: Finding): "notDone" | "supplement" | null =>
  result === "holds" ? null : result === "wrong" ? "notDone" : "supplement"

/** Nobody checks what they confirmed themselves. */
export const isIndependent = (item: { confirmedBy: string | null }, personId: string | null): boolean =>
  item.confirmedBy === null || item.confirmedBy !== personId

export type SampleSummary = {
  draws: number
  /** What could have been drawn in the latest draws: confirmed completions, or accepted entries. */
  items: number
  checked: number
  concluded: number
  holds: number
  wrong: number
  notEnough: number
  withdrawn: number
}

/** The share of wrong results among those that a conclusion stands for; null when there is none. */
export const wrongShare = ({ wrong, concluded }: Pick<SampleSummary, "wrong" | "concluded">): number | null =>
  concluded === 0 ? null : wrong / concluded
