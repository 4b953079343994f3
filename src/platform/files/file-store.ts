import type { Outcome } from "#shared/outcome.ts"

/** A file is known by its content; its name and who may read it belong to the record that claims it. */
export type StoredFile = { sha256: string; size: number; mime: AllowedMime }

/**
 * Content-addressed store. A file is put first and claimed by a transaction afterwards; what no transaction claims is
 * swept (sweep-orphans.server.ts). Putting the same content twice is harmless.
 */
export interface FileStore {
  /**
   * Stores a stream, of which no more than the limit is read. When this resolves with a file, it is on the disk.
   * @param name as the person knows it: named in refusals, and its ending tells .csv from .txt
   * Refusals: files.empty, files.tooBig {name, limitMb}, files.typeNotAllowed {name}. Throws when the disk fails.
   */
  put(content: AsyncIterable<Uint8Array>, options?: { name?: string; maxBytes?: number }): Promise<Outcome<StoredFile>>
  /** The content, or undefined when the store has no such file. @param sha256 64 lowercase hex digits */
  open(sha256: string): Promise<FileContent | undefined>
  has(sha256: string): Promise<boolean>
  /** Hashes of the files last put before an instant. */
  putBefore(instant: Date): AsyncIterable<string>
  /** Removes a file unless it was put again since the instant. Says whether it is gone. */
  removeIfPutBefore(sha256: string, instant: Date): Promise<boolean>
}

export type FileContent = { size: number; stream: ReadableStream<Uint8Array> }

export const MB = 1024 * 1024

/** 25 MB: a scanned decision with its annexes; the mail gateways of the province refuse more. */
export const maxFileBytes = 25 * MB

/** What may be stored, by content and never by name or by what the browser says. Archives and programs are not here. */
export const allowedTypes = {
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "text/plain": "txt",
  "text/csv": "csv",
} as const

export type AllowedMime = keyof typeof allowedTypes

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
