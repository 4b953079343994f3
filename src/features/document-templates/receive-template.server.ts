import { buffer } from "node:stream/consumers"
import type { FileStore, StoredFile } from "#platform/files/file-store.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import { packageLimits } from "#platform/official-documents/word-package.server.ts"
import { done, type Outcome } from "#shared/outcome.ts"

type Received = {
  fields: Record<string, string>
  file: (StoredFile & { name: string; bytes: Uint8Array }) | undefined
}

/** The form of an upload: its Word file put into the store, and its bytes to be read. Refusals as for `receiveUpload`. */
export async function receiveTemplate(request: Request, store: FileStore): Promise<Outcome<Received>> {
  const limits = { maxFiles: 1, maxFileBytes: packageLimits.bytes, maxTotalBytes: packageLimits.bytes * 1.2 }
  const received = await receiveUpload(request, store, limits)
  if (!received.ok) return received
  const { fields, files } = received.value
  const [first] = files
  if (!first) return done({ fields, file: undefined })
  const { sha256, size, mime, name } = first
  const content = await store.open(sha256)
  if (!content) throw new Error(`file ${sha256} was put and is missing from the store`)
  return done({ fields, file: { sha256, size, mime, name, bytes: await buffer(content.stream) } })
}
