import type { Kysely } from "kysely"
import type { DB } from "#platform/db/schema.ts"
import type { Mailer } from "#platform/mail/mailer.ts"
import { withoutLinks } from "./invitation-mail.ts"

const AT_ONCE = 50

/**
 * Sends the mail that waits. Each row is claimed and committed as `sending` before the mail server hears of it, so that two workers
 * never send the same mail; after a crash only rows in `sending` may go out again, with the same Message-ID.
 */
export async function sendWaitingMail(db: Kysely<DB>, mailer: Mailer | undefined, clock: () => Date): Promise<number> {
  if (!mailer) return 0 // without SMTP settings administrators read the mail on /quan-tri/thu-di
  let sent = 0
  for (let turn = 0; turn < AT_ONCE; turn++) {
    const mail = await claimOne(db)
    if (!mail) break
    try {
      await mailer.send({
        messageId: mail.messageId,
        to: { address: mail.recipient },
        subject: mail.subject,
        text: mail.body,
        sentAt: mail.createdAt,
      })
      await db
        .updateTable("outgoingMail")
        .set({ state: "sent", sentAt: clock(), lastError: null, body: withoutLinks(mail.body) })
        .where("id", "=", mail.id)
        .execute()
      sent++
    } catch (error) {
      const isPermanent = Boolean((error as { isPermanent?: boolean }).isPermanent)
      const lastError = (error as Error).message.slice(0, 500)
      await db
        .updateTable("outgoingMail")
        .set({ state: isPermanent ? "failed" : "waiting", lastError })
        .where("id", "=", mail.id)
        .execute()
      if (!isPermanent) throw error // the queue tries again, later each time
    }
  }
  return sent
}

const claimOne = (db: Kysely<DB>) =>
  db
    .updateTable("outgoingMail")
    .set((set) => ({ state: "sending", attempts: set("attempts", "+", 1) }))
    .where("id", "=", (select) =>
      select
        .selectFrom("outgoingMail")
        .select("id")
        .where("state", "=", "waiting")
        .orderBy("createdAt")
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst()
