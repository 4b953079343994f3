import { done, type Outcome, refused } from "#shared/outcome.ts"
import { detectType, textWatch } from "./detect-type.server.ts"
import { type AllowedMime, MB, maxFileBytes } from "./file-store.ts"
import {
  defaultUploadLimits,
  type FormFile,
  type ReceivedForm,
  receiveForm,
  type UploadLimits,
} from "./receive-form.server.ts"

export type ReceivedBytes = { field: string; name: string; mime: AllowedMime; bytes: Uint8Array }

/** One file of at most 25 MB and the fields around it. */
export const importLimits: UploadLimits = { ...defaultUploadLimits, maxFiles: 1, maxTotalBytes: maxFileBytes + 2 * MB }

/**
 * A form whose files are wanted in memory, to be read at once and not kept (imports). Nothing is stored. A 200 MB form
 * is refused by its announced length, before its body is read. Refusals as for `receiveUpload`.
 */
export function receiveBytes(
  request: Request,
  limits: Partial<UploadLimits> = {},
): Promise<Outcome<ReceivedForm<ReceivedBytes>>> {
  const all = { ...importLimits, ...limits }
  return receiveForm(request, all, (file) => collect(file, all.maxFileBytes))
}

async function collect({ field, name, content }: FormFile, maxBytes: number): Promise<Outcome<ReceivedBytes>> {
  const chunks: Uint8Array[] = []
  const text = textWatch()
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > maxBytes) return refused("files.tooBig", { values: { name, limitMb: Math.floor(maxBytes / MB) } })
    text.see(chunk)
    chunks.push(chunk)
  }
  if (size === 0) return refused("files.empty", { values: { name } })
  const bytes = new Uint8Array(Buffer.concat(chunks))
  const mime = await detectType(bytes, { isText: text.isText(), name })
  return mime ? done({ field, name, mime, bytes }) : refused("files.typeNotAllowed", { values: { name } })
}
