/** Every queue of the instance; made at migration. */
export const queues = ["send-mail", "sweep-files", "forget-requests", "apply-plan-versions"] as const
export type Queue = (typeof queues)[number]

/** What follows from what: the one list. A job is enqueued in the transaction of the event that it follows from. */
const reactions: Readonly<Record<string, readonly Queue[]>> = {
  "invitation.made": ["send-mail"],
  "mail.resent": ["send-mail"],
}

export const jobsAfter = (kind: string): readonly Queue[] => reactions[kind] ?? []
