import { plain } from "./vietnamese-text.ts"

export type Decoded =
  | { ok: true; text: string; encoding: string }
  | { ok: false; reason: "binary" | "notUnicode"; line: number }

/**
 * Bytes as text. UTF-8 and UTF-16 with their mark are certain; windows-1258 is taken only when the outcome reads as Vietnamese;
 * anything else (Latin-1, TCVN3, VNI) would give wrong letters and is refused with the line where it shows.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const marked = markedEncoding(bytes)
  if (marked) return decodeAs(bytes, marked)
  const utf8 = tryDecode(bytes, "utf-8")
  if (utf8 !== null) {
    if (hasControls(utf8)) return { ok: false, reason: "binary", line: 1 }
    return looksLikeTcvn3(utf8)
      ? { ok: false, reason: "notUnicode", line: firstForeignLine(utf8) }
      : { ok: true, text: utf8, encoding: "utf-8" }
  }
  const wide = bytes.length % 2 === 0 ? unmarkedUtf16(bytes) : null
  if (wide) return decodeAs(bytes, wide)
  const text = tryDecode(bytes, "windows-1258")?.normalize("NFC") ?? ""
  if (!hasControls(text) && readsAsVietnamese(text)) return { ok: true, text, encoding: "windows-1258" }
  return { ok: false, reason: hasControls(text) ? "binary" : "notUnicode", line: firstBrokenLine(bytes) }
}

function decodeAs(bytes: Uint8Array, encoding: string): Decoded {
  const text = tryDecode(bytes, encoding)
  return text === null || hasControls(text) ? { ok: false, reason: "binary", line: 1 } : { ok: true, text, encoding }
}

const tryDecode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8"
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le"
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null
}

/** Text of mostly Latin letters in UTF-16 has a zero in every second byte. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4000)
  let even = 0
  let odd = 0
  for (const [i, byte] of sample.entries()) if (byte === 0) i % 2 === 0 ? even++ : odd++
  if (odd > sample.length * 0.2 && even < sample.length * 0.02) return "utf-16le"
  return even > sample.length * 0.2 && odd < sample.length * 0.02 ? "utf-16be" : null
}

const hasControls = (text: string): boolean => /[\0\x01-\x08\x0e-\x1a\x1c-\x1f]/.test(text)

/** Old ABC fonts (TCVN3) put Vietnamese letters at the places of "®", "©", "¬", "Þ". */
const looksLikeTcvn3 = (text: string): boolean => {
  const strange = text.match(/[®©¬¸µ¶·¹¨»¾¼½Æ®ÊÇÈÉË£¢¥¤]\p{L}|\p{L}[®©¬¸µ¶·¹¨»¾¼½Þ×Ø]/gu)?.length ?? 0
  const letters = text.match(/[ăâđêôơưạảấầậềệốồộớờợứừự]/giu)?.length ?? 0
  return strange > 20 && strange > letters
}

const COMMON = /(?<![\p{L}])(?:của|và|các|thực hiện|quy định|nhiệm vụ|kế hoạch|tỉnh|theo|về)(?![\p{L}])/giu

const readsAsVietnamese = (text: string): boolean => {
  const words = text.split(/\s+/).length
  const common = text.match(COMMON)?.length ?? 0
  return common >= 5 && common >= words * 0.03 && /ke hoach|nhiem vu|quyet dinh/.test(plain(text.slice(0, 200_000)))
}

function firstBrokenLine(bytes: Uint8Array): number {
  let line = 1
  let start = 0
  for (const [i, byte] of bytes.entries()) {
    if (byte !== 10) continue
    if (tryDecode(bytes.subarray(start, i), "utf-8") === null) return line
    line++
    start = i + 1
  }
  return line
}

const firstForeignLine = (text: string): number =>
  Math.max(1, text.split("\n").findIndex((line) => /[®©¬¸µ¶·¹¨»¾¼½]/.test(line)) + 1)
