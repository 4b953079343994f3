import { done, type Outcome, refused } from "#shared/outcome.ts"
import { readExcelDocument } from "./excel-document.server.ts"
import { readPdfDocument } from "./pdf-document.server.ts"
import { readPlainText } from "./plain-text.ts"
import type { ReadIssue } from "./plan-reading.ts"
import type { OnProgress } from "./reading-progress.ts"
import { inMegabytes, sourceLimits } from "./source-limits.ts"
import { openPackage } from "./source-package.server.ts"
import type { SourceBlock, SourceFormat, SourceText } from "./source-text.ts"
import { decodeText } from "./text-encoding.ts"
import { readWordDocument } from "./word-document.server.ts"

export type UploadedFile = { name: string; bytes: Uint8Array }

/**
 * Turns a file into the neutral form, its type found by content and not by name. Refusals, all with {file}:
 * planImport.empty, .tooBig {limitMb}, .zipBomb {limitMb}, .encrypted, .oldOffice, .unsupported, .encoding {line}, .scanned,
 * .tooManyPages {limit}, .damaged.
 */
export async function openSourceFile(
  { name, bytes }: UploadedFile,
  onProgress?: OnProgress,
): Promise<Outcome<SourceText>> {
  if (bytes.length === 0 || (bytes.length < 4096 && isBlank(bytes)))
    return refused("planImport.empty", { values: { file: name } })
  if (bytes.length > sourceLimits.bytes) {
    return refused("planImport.tooBig", { values: { file: name, limitMb: inMegabytes(sourceLimits.bytes) } })
  }
  const opened = await openByContent(name, bytes, onProgress)
  if (!opened.ok) return opened
  // A "line" of tens of thousands of letters is data, not text, and costly to search.
  if (opened.value.blocks.some(isOverlong)) return refused("planImport.unsupported", { values: { file: name } })
  opened.value.issues.push(...nameIssue(opened.value))
  return opened
}

const isOverlong = (block: SourceBlock): boolean =>
  block.kind === "line"
    ? block.text.length > sourceLimits.lineLetters
    : block.rows.some((row) => row.cells.some((cell) => cell.text.length > sourceLimits.lineLetters))

/** Found before any pattern is tried on it. */
function holdsOverlongLine(text: string): boolean {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from)
    const length = (end < 0 ? text.length : end) - from
    if (length > sourceLimits.lineLetters * 3) return true
    from += length + 1
  }
  return false
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13))
const startsWith = (bytes: Uint8Array, hex: string): boolean =>
  Buffer.from(bytes.subarray(0, hex.length / 2)).toString("hex") === hex

async function openByContent(file: string, bytes: Uint8Array, onProgress?: OnProgress): Promise<Outcome<SourceText>> {
  if (startsWith(bytes, "504b0304") || startsWith(bytes, "504b0506")) return openOffice(file, bytes, onProgress)
  if (startsWith(bytes, "d0cf11e0"))
    return refused(isLockedOffice(bytes) ? "planImport.encrypted" : "planImport.oldOffice", { values: { file } })
  if (Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-")) return readPdfDocument(bytes, file, onProgress)
  if (startsWith(bytes, "7b5c727466")) return refused("planImport.unsupported", { values: { file } })
  const decoded = decodeText(bytes)
  if (!decoded.ok) {
    return decoded.reason === "binary"
      ? refused("planImport.unsupported", { values: { file } })
      : refused("planImport.encoding", { values: { file, line: decoded.line } })
  }
  if (holdsOverlongLine(decoded.text)) return refused("planImport.unsupported", { values: { file } })
  const source = readPlainText(decoded.text, file, /\.(?:md|markdown)$/i.test(file) ? "markdown" : "text")
  if (decoded.encoding === "windows-1258") source.issues.push(encodingIssue(file))
  return done(source)
}

async function openOffice(file: string, bytes: Uint8Array, onProgress?: OnProgress): Promise<Outcome<SourceText>> {
  const opened = await openPackage(bytes, file)
  if (!opened.ok) return opened
  const { names } = opened.value
  try {
    if (names.has("word/document.xml")) return await readWordDocument(opened.value, file)
    if (names.has("xl/workbook.xml")) return await readExcelDocument(bytes, file, onProgress)
    return refused("planImport.unsupported", { values: { file } })
  } finally {
    opened.value.close()
  }
}

/** Office wraps a workbook or document with a password into the compound file of old versions. */
const isLockedOffice = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from("EncryptedPackage", "utf16le"))

const EXTENSIONS: Record<SourceFormat, RegExp> = {
  text: /\.(?:txt|text|csv|tsv)$/i,
  markdown: /\.(?:md|markdown)$/i,
  word: /\.docx$/i,
  excel: /\.xlsx$/i,
  pdf: /\.pdf$/i,
}
const FORMAT_NAMES: Record<SourceFormat, string> = {
  text: "văn bản thuần",
  markdown: "Markdown",
  word: "Word (.docx)",
  excel: "Excel (.xlsx)",
  pdf: "PDF",
}

/** "ke-hoach.pdf" that is a Word file is read as what it is; the person is told. */
function nameIssue(source: SourceText): ReadIssue[] {
  const { file, format } = source
  if (EXTENSIONS[format].test(file) || !Object.values(EXTENSIONS).some((extension) => extension.test(file))) return []
  return [
    {
      severity: "warning",
      code: "file-type-differs",
      message: `Tệp "${file}" có nội dung là ${FORMAT_NAMES[format]}, không đúng với phần mở rộng của tên tệp; đã đọc theo nội dung.`,
      source: { file },
    },
  ]
}

const encodingIssue = (file: string): ReadIssue => ({
  severity: "warning",
  code: "encoding-converted",
  message: `Tệp "${file}" không dùng bảng mã Unicode mà dùng windows-1258; đã chuyển đổi, cần đối chiếu với bản gốc.`,
  source: { file },
})
