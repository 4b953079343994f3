import { done, type Outcome } from "#shared/outcome.ts"
import type { FileStore, StoredFile } from "./file-store.ts"
import { defaultUploadLimits, type ReceivedForm, receiveForm, type UploadLimits } from "./receive-form.server.ts"

export type UploadedFile = StoredFile & { field: string; name: string }

/**
 * A form with its files put into the store, each checked by content. The files are not claimed yet: that is the
 * command's transaction. Refusals: those of receive-form.server.ts and of FileStore.put; files stored before a refusal
 * stay unclaimed and are swept.
 */
export function receiveUpload(
  request: Request,
  store: FileStore,
  limits: Partial<UploadLimits> = {},
): Promise<Outcome<ReceivedForm<UploadedFile>>> {
  const all = { ...defaultUploadLimits, ...limits }
  return receiveForm(request, all, async ({ field, name, content }) => {
    const stored = await store.put(content, { name, maxBytes: all.maxFileBytes })
    return stored.ok ? done({ field, name, ...stored.value }) : stored
  })
}
