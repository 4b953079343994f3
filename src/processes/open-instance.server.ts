import { randomBytes } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Kysely } from "kysely"
import type { Instance } from "#access/instance.ts"
import { openAccounts } from "#platform/accounts/accounts.server.ts"
import type { Enqueue } from "#platform/context.server.ts"
import { migrate } from "#platform/db/migrate.server.ts"
import { accountOf, connectTo, type DatabasePlace } from "#platform/db/open-database.server.ts"
import type { DB } from "#platform/db/schema.ts"
import { localFileStore } from "#platform/files/local-file-store.server.ts"
import { type Jobs, openJobs } from "#platform/jobs/jobs.server.ts"
import { smtpMailer } from "#platform/mail/smtp-mailer.server.ts"
import { pdfPreviews } from "#platform/official-documents/pdf-previews.server.ts"
import { pdfRenderer } from "#platform/official-documents/render-pdf.server.ts"
import type { InstanceSettings } from "#platform/settings.server.ts"
import { gathered, jobsAfter, queues } from "./reactions.ts"

export type OpenInstance = Instance & { jobs: Jobs; close: () => Promise<void> }

/** Brings the schema up to date and opens everything that a process of this instance needs. */
export async function openInstance(
  settings: InstanceSettings,
  place: DatabasePlace,
  clock: () => Date = () => new Date(),
): Promise<OpenInstance> {
  await migrate(place.ownerUrl, accountOf(place.url), queues)
  const { pool, db } = connectTo(place)
  const jobs = await openJobs(pool)
  const accounts = openAccounts(pool, { secret: await sessionSecret(db), publicUrl: settings.publicUrl })
  const files = localFileStore(join(settings.dataFolder, "files"))
  const renderPdf = settings.office === undefined ? undefined : pdfRenderer(settings.office)
  return {
    settings,
    db,
    accounts,
    files,
    mailer: settings.smtpUrl ? smtpMailer({ url: settings.smtpUrl, from: settings.mailFrom }) : undefined,
    renderPdf,
    previews: renderPdf && pdfPreviews(renderPdf, join(settings.dataFolder, "previews")),
    enqueue: enqueueReactions(jobs),
    clock,
    enhancements: readEnhancements(),
    isDemonstration: (await readSetting(db, "demonstration")) !== undefined,
    jobs,
    close: async () => {
      await jobs.stop()
      await pool.end()
    },
  }
}

/** After an event, the jobs that follow from it, in the event's own transaction. */
const enqueueReactions =
  (jobs: Jobs): Enqueue =>
  async (tx, kind, data) => {
    for (const queue of jobsAfter(kind))
      await (gathered.has(queue) ? jobs.sendGathered(tx, queue) : jobs.send(tx, queue, data))
  }

export async function readSetting(db: Kysely<DB>, key: string): Promise<unknown> {
  return (await db.selectFrom("setting").select("value").where("key", "=", key).executeTakeFirst())?.value
}

/** Made once for the instance and kept in its database, so that all processes accept each other's sessions. */
async function sessionSecret(db: Kysely<DB>): Promise<string> {
  await db
    .insertInto("setting")
    .values({ key: "sessionSecret", value: JSON.stringify(randomBytes(48).toString("base64url")) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return String(await readSetting(db, "sessionSecret"))
}

/** The small scripts that pages may ask for, by name → hashed address; absent before the first build. */
function readEnhancements(): Record<string, string> {
  const file = join(import.meta.dirname, "../../build/client/enhance.json")
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}
}
