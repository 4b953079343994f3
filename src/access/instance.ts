import type { Kysely } from "kysely"
import { createContext } from "react-router"
import type { Accounts } from "#platform/accounts/accounts.server.ts"
import type { Enqueue } from "#platform/context.server.ts"
import type { DB } from "#platform/db/schema.ts"
import type { FileStore } from "#platform/files/file-store.ts"
import type { Mailer } from "#platform/mail/mailer.ts"
import type { PdfPreviews } from "#platform/official-documents/pdf-previews.server.ts"
import type { RenderPdf } from "#platform/official-documents/render-pdf.server.ts"
import type { InstanceSettings } from "#platform/settings.server.ts"

/** What one running process holds open. Made once in processes/, handed to every request, never imported. */
export type Instance = {
  settings: InstanceSettings
  db: Kysely<DB>
  accounts: Accounts
  files: FileStore
  /** Undefined without SMTP settings. */
  mailer: Mailer | undefined
  /** Undefined where LibreOffice is not installed. */
  renderPdf: RenderPdf | undefined
  /** Stored Word and Excel files as PDF, kept for a while. */
  previews: PdfPreviews | undefined
  enqueue: Enqueue
  clock: () => Date
  isDemonstration: boolean
  /** Addresses of the small scripts that pages may ask for (handle.enhance), by name; made by the build. */
  enhancements: Record<string, string>
}

export const instanceContext = createContext<Instance>()
