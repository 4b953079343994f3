import { MB } from "#platform/files/file-store.ts"
import {
  defaultUploadLimits,
  type FormFile,
  type ReceivedForm,
  receiveForm,
} from "#platform/files/receive-form.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import { inMegabytes, sourceLimits } from "./source-limits.ts"

/** All files of one plan together. A form that announces more is refused before its body is read. */
const TOTAL_BYTES = 60 * MB
const PASTED_NAME = "van-ban-dan.txt"
const PASTED_BYTES = 2 * MB

/**
 * The files of a plan, in memory, judged by the reader and not by their names, and the fields around them. What was typed or pasted
 * instead of a file counts as one. Refusals: those of `receiveForm`, planImport.tooBig {file, limitMb}.
 */
export async function receiveSources(request: Request): Promise<Outcome<ReceivedForm<UploadedFile>>> {
  const limits = {
    ...defaultUploadLimits,
    maxFiles: sourceLimits.files,
    maxTotalBytes: TOTAL_BYTES,
    maxFieldBytes: PASTED_BYTES,
  }
  const received = await receiveForm(request, limits, collect)
  if (!received.ok) return received
  const { pasted } = received.value.fields
  if (!pasted?.trim()) return received
  const file = { name: PASTED_NAME, bytes: new TextEncoder().encode(pasted.normalize("NFC")) }
  return done({ ...received.value, files: [...received.value.files, file] })
}

async function collect({ name, content }: FormFile): Promise<Outcome<UploadedFile>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > sourceLimits.bytes)
      return refused("planImport.tooBig", { values: { file: name, limitMb: inMegabytes(sourceLimits.bytes) } })
    chunks.push(chunk)
  }
  return done({ name, bytes: new Uint8Array(Buffer.concat(chunks)) })
}
