import { Readable } from "node:stream"
import { attachmentHeader, inlineHeader } from "./file-name.ts"
import type { FileContent, FileStore } from "./file-store.ts"

/** Uploaded content is a stranger's: never shown inside the site, never guessed at, no script, no frame. */
const guard = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
}

/**
 * A stored file as a download. Whether this person may read it was decided before. Answers 304 to a browser that has
 * it; the permission is asked again each time (no-cache). Throws when the store has lost the file.
 */
export async function fileResponse(
  request: Request,
  store: FileStore,
  file: { sha256: string; name: string; mime: string },
): Promise<Response> {
  const etag = `"${file.sha256}"`
  const headers = { ...guard, ETag: etag, "Cache-Control": "private, no-cache" }
  if (hasTag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers })
  const content = await store.open(file.sha256)
  if (!content) throw new Error(`file ${file.sha256} is claimed but missing from the store`)
  const isHead = request.method === "HEAD"
  if (isHead) await content.stream.cancel()
  return new Response(isHead ? null : content.stream, {
    headers: { ...headers, ...nameAndType(file), "Content-Length": String(content.size) },
  })
}

/** Types that a browser shows without running anything of them in our name. Never SVG, never HTML. */
const shownTypes = new Set(["image/png", "image/jpeg", "image/webp", "application/pdf"])
export const isShownInline = (mime: string): boolean => shownTypes.has(mime)

/**
 * A PDF without `sandbox`: viewers of browsers before 2024 do not open there. It is a PDF by its content, the browser may not guess another
 * type, no script may come from anywhere, and what a PDF itself runs stays in the viewer, which is not of our origin.
 */
const pdfGuard = {
  "Content-Security-Policy": "default-src 'none'; object-src 'self'; frame-ancestors 'self'",
  "X-Frame-Options": "SAMEORIGIN",
}

/**
 * A file that the browser shows itself, in a page of ours or alone. Whether this person may read it was decided before.
 * @param file of a type that `isShownInline`
 */
export function shownResponse(
  request: Request,
  content: FileContent,
  file: { sha256: string; name: string; mime: string },
): Response {
  if (!isShownInline(file.mime)) throw new Error(`${file.mime} is never shown inline`)
  const etag = `"${file.sha256}-${file.mime}"`
  const headers = {
    ...guard,
    ...(file.mime === "application/pdf" ? pdfGuard : {}),
    ETag: etag,
    "Cache-Control": "private, no-cache",
    "Content-Disposition": inlineHeader(file.name),
    "Content-Type": file.mime,
  }
  const isKnown = hasTag(request.headers.get("if-none-match"), etag)
  if (isKnown || request.method === "HEAD") {
    void content.stream.cancel()
    return new Response(null, { status: isKnown ? 304 : 200, headers })
  }
  return new Response(content.stream, { headers: { ...headers, "Content-Length": String(content.size) } })
}

/** Why there is nothing to be shown, as plain words inside the frame where the file would be. */
export function nothingToShow(words: string): Response {
  return new Response(words, {
    status: 503,
    headers: { ...guard, ...pdfGuard, "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  })
}

/** Bytes made for this request, a report or an export, as a download that no cache keeps. */
export function bytesResponse(file: { name: string; mime: string }, bytes: Uint8Array): Response {
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      ...guard,
      ...nameAndType(file),
      "Content-Length": String(bytes.length),
      "Cache-Control": "private, no-store",
    },
  })
}

/** The same for what is made while it is sent: its length is not known before. */
export function streamResponse(file: { name: string; mime: string }, bytes: AsyncIterable<Uint8Array>): Response {
  return new Response(Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array>, {
    headers: { ...guard, ...nameAndType(file), "Cache-Control": "private, no-store" },
  })
}

const nameAndType = (file: { name: string; mime: string }) => ({
  "Content-Disposition": attachmentHeader(file.name),
  "Content-Type": file.mime.startsWith("text/") ? `${file.mime}; charset=utf-8` : file.mime,
})

const hasTag = (header: string | null, etag: string): boolean =>
  header?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) ?? false
