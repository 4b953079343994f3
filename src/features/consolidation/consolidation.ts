import { reportParts } from "#features/reporting/sections.ts"

export const statuses = ["drafting", "withHead", "frozen", "issued", "received", "withdrawn"] as const
export type Status = (typeof statuses)[number]

/** The whole life of the plan office's report on all units (rule 17). Late or missing units never stop it: they are named. */
export const moves = {
  handToHead: { from: ["drafting"], to: "withHead" },
  sendBack: { from: ["withHead"], to: "drafting" },
  freeze: { from: ["withHead"], to: "frozen" },
  issue: { from: ["frozen"], to: "issued" },
  receive: { from: ["issued"], to: "received" },
  /** A correction that was opened and is not needed; the former version counts again. A first version is never withdrawn. */
  withdraw: { from: ["drafting", "withHead"], to: "withdrawn" },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Move = keyof typeof moves

export const canMove = (status: Status, move: Move): boolean => (moves[move].from as readonly Status[]).includes(status)
export const canEdit = (status: Status): boolean => status === "drafting" || status === "withHead"
export const isIssued = (status: Status): boolean => status === "issued" || status === "received"
export const isFrozen = (status: Status): boolean => status === "frozen" || isIssued(status)

/** The parts of the narrative, in the order of the report. */
export const narrativeKeys = reportParts
export type NarrativeKey = (typeof narrativeKeys)[number]
