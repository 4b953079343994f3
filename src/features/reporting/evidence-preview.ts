/** How a proof is looked at in the page: as a picture, in the browser's PDF viewer, turned into PDF first, as text, or only as a download. */
export type PreviewKind = "picture" | "pdf" | "turned" | "text" | "none"

const kinds: Record<string, PreviewKind> = {
  "image/png": "picture",
  "image/jpeg": "picture",
  "image/webp": "picture",
  "application/pdf": "pdf",
  "text/plain": "text",
  "text/csv": "text",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "turned",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "turned",
  "application/vnd.oasis.opendocument.text": "turned",
  "application/vnd.oasis.opendocument.spreadsheet": "turned",
}

/** @param offersPdf whether this server turns Word and Excel files into PDF. A type that is not listed is never shown. */
export function previewKind(mime: string | null, offersPdf: boolean): PreviewKind {
  const kind = kinds[mime ?? ""] ?? "none"
  return kind === "turned" && !offersPdf ? "none" : kind
}

/** As much of a text as a page shows, in bytes; the download has all of it. */
export const SHOWN_TEXT = 200_000
