import { randomUUID } from "node:crypto"
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { type AllowedMime, allowedTypes, type FileContent, type FileStore, isSha256, MB } from "../files/file-store.ts"
import type { PdfRefusal, RenderPdf } from "./render-pdf.server.ts"

const office = new Set<string>([
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.oasis.opendocument.spreadsheet",
] satisfies AllowedMime[])

/** Whether LibreOffice can turn files of this type into PDF. */
export const becomesPdf = (mime: string): boolean => office.has(mime)

export type PdfPreviews = {
  /** A stored file as PDF. Refusals: those of `RenderPdf`. Throws when the store has lost the file. */
  pdfOf(files: FileStore, file: { sha256: string; mime: string }): Promise<Outcome<FileContent, PdfRefusal>>
}
type Limits = { keptBytes: number; failedMinutes: number }

/**
 * PDFs of stored files, kept by the hash of their content: what was looked at longest ago goes first when there is no room. A file that could
 * not be turned is not tried again for a while, and two who look at the same file wait for one conversion.
 */
export function pdfPreviews(render: RenderPdf, folder: string, limits: Partial<Limits> = {}): PdfPreviews {
  const { keptBytes, failedMinutes } = { keptBytes: 500 * MB, failedMinutes: 60, ...limits }
  const running = new Map<string, Promise<Outcome<null, PdfRefusal>>>()
  const failed = new Map<string, { code: PdfRefusal; until: number }>()

  async function make(files: FileStore, sha256: string, mime: string): Promise<Outcome<null, PdfRefusal>> {
    const content = await files.open(sha256)
    if (!content) throw new Error(`file ${sha256} is claimed but missing from the store`)
    const made = await render(await buffer(content.stream), allowedTypes[mime as AllowedMime])
    if (!made.ok) {
      if (made.refusal.code !== "pdf.busy") remember(sha256, made.refusal.code)
      return made
    }
    await keep(folder, sha256, made.value)
    await makeRoom(folder, keptBytes)
    return done(null)
  }

  function remember(sha256: string, code: PdfRefusal): void {
    for (const [each, { until }] of failed) if (until < Date.now()) failed.delete(each)
    if (failed.size < 1_000) failed.set(sha256, { code, until: Date.now() + failedMinutes * 60_000 })
  }

  return {
    async pdfOf(files, { sha256, mime }) {
      if (!isSha256(sha256) || !becomesPdf(mime)) throw new Error(`no PDF of ${mime} ${sha256}`)
      const kept = await openKept(folder, sha256)
      if (kept) return done(kept)
      const before = failed.get(sha256)
      if (before && before.until > Date.now()) return refused(before.code)
      const work = running.get(sha256) ?? make(files, sha256, mime).finally(() => running.delete(sha256))
      running.set(sha256, work)
      const made = await work
      if (!made.ok) return made
      const content = await openKept(folder, sha256)
      return content ? done(content) : refused("pdf.failed")
    },
  }
}

const nameOf = (sha256: string): string => `${sha256}.pdf`

async function openKept(folder: string, sha256: string): Promise<FileContent | undefined> {
  const path = join(folder, nameOf(sha256))
  const handle = await open(path, "r").catch(() => undefined)
  if (!handle) return undefined
  const { size } = await handle.stat()
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
  return { size, stream: Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array> }
}

async function keep(folder: string, sha256: string, pdf: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `${randomUUID()}.part`)
  await writeFile(temporary, pdf)
  await rename(temporary, join(folder, nameOf(sha256)))
}

/** Removes what was looked at longest ago until the rest has room. The newest file stays even where it alone is too large. */
async function makeRoom(folder: string, keptBytes: number): Promise<void> {
  const found = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name)
      const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }))
      return { path, size, mtimeMs }
    }),
  )
  let total = 0
  for (const [index, file] of found.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    total += file.size
    if (index > 0 && total > keptBytes) await rm(file.path, { force: true })
  }
}
