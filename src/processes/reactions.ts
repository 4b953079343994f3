/** Every queue of the instance; made at migration. */
export const queues = [
  "send-mail",
  "sweep-files",
  "forget-requests",
  "apply-plan-versions",
  "keep-rounds",
  "raise-obstacles",
] as const
export type Queue = (typeof queues)[number]

/** Queues whose work looks at everything: a hundred events in one moment are one job. */
export const gathered: ReadonlySet<Queue> = new Set(["keep-rounds", "raise-obstacles"])

/** What follows from what: the one list. A job is enqueued in the transaction of the event that it follows from. */
const reactions: Readonly<Record<string, readonly Queue[]>> = {
  "invitation.made": ["send-mail"],
  "mail.resent": ["send-mail"],
  // who joins in mid-period reports in the round that is open
  "task.changed": ["keep-rounds"],
  "task.added": ["keep-rounds"],
  "plan.versionInForce": ["keep-rounds"],
  "plan.roundsOpenBefore": ["keep-rounds"],
  "plan.reportingRuleSaved": ["keep-rounds"],
  "unit.added": ["keep-rounds"],
  // answer days are working days
  "holidays.added": ["raise-obstacles"],
  "holiday.removed": ["raise-obstacles"],
}

export const jobsAfter = (kind: string): readonly Queue[] => reactions[kind] ?? []
