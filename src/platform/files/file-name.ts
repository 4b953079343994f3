const maxNameLength = 200

/** Control characters, and those that turn the reading direction: "báo-cáo[RLO]fdp.exe" must not read as a PDF. */
const invisible = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

/**
 * The name of an uploaded file as it may be kept and offered again: no folders, NFC, at most 200 characters with its
 * ending preserved. "tep" when nothing is left.
 */
export function safeFileName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1)!
  const clean = last
    .normalize("NFC")
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .replace(/^[.\s]+|[.\s]+$/g, "")
  if (clean === "") return "tep"
  const letters = [...clean]
  if (letters.length <= maxNameLength) return clean
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? ""
  return letters.slice(0, maxNameLength - [...ending].length).join("") + ending
}

/**
 * The value of Content-Disposition for a download: the UTF-8 name of RFC 5987 and, for old programs, the name without
 * its Vietnamese marks.
 */
export const attachmentHeader = (name: string): string => dispositionHeader("attachment", name)

/** The same for a file that the browser shows itself. */
export const inlineHeader = (name: string): string => dispositionHeader("inline", name)

function dispositionHeader(kind: "attachment" | "inline", name: string): string {
  const safe = safeFileName(name)
  const plain = safe.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D")
  const ascii = plain.replace(/[^\x20-\x7E]|["\\%;]/g, "_")
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
