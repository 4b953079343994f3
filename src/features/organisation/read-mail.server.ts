import type { Db } from "#platform/context.server.ts"

export const MAIL_PAGE = 50
export const mailStates = ["waiting", "sending", "sent", "failed"] as const
export type MailState = (typeof mailStates)[number]
export type MailLine = {
  id: string
  recipient: string
  subject: string
  body: string
  state: MailState
  attempts: number
  lastError: string | null
  createdAt: string
  sentAt: string | null
}

/** One page of the outgoing mail, newest first, and how many there are in each state. Two queries. */
export async function readMail(
  db: Db,
  page: number,
): Promise<{ lines: MailLine[]; counts: Record<MailState, number> }> {
  const rows = await db
    .selectFrom("outgoingMail")
    .selectAll()
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(MAIL_PAGE)
    .offset((page - 1) * MAIL_PAGE)
    .execute()
  const counted = await db
    .selectFrom("outgoingMail")
    .select((of) => ["state", of.fn.countAll<bigint>().as("count")])
    .groupBy("state")
    .execute()
  const counts = Object.fromEntries(
    mailStates.map((state) => [state, Number(counted.find((each) => each.state === state)?.count ?? 0)]),
  ) as Record<MailState, number>
  const lines = rows.map((row) => ({
    ...row,
    state: row.state as MailState,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }))
  return { lines, counts }
}
