import { inflateSync, constants as zlib } from "node:zlib"
import { sourceLimits } from "./source-limits.ts"

/** What the streams of a PDF may unpack to: one of them, and all together. */
type StreamLimits = { streamBytes: number; unpackedBytes: number }

/**
 * Whether packed streams unpack to more than is read. pdf.js unpacks a stream as a whole before anything can stop it, so this
 * is asked first and stops at the limit. Pictures are left out: a scanned stamp may be large, and none is drawn. What cannot be unpacked here is left to
 * pdf.js and to the limits of the reading worker.
 */
export function unpacksTooLarge(bytes: Uint8Array, limits: StreamLimits = sourceLimits): boolean {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let left = limits.unpackedBytes
  for (const stream of packedStreams(pdf)) {
    const size = unpackedSize(stream, Math.min(left, limits.streamBytes))
    if (size === "tooLarge") return true
    left -= size
  }
  return false
}

type PackedStream = { data: Buffer; layers: number }

/** The longest dictionary in front of a stream that is looked at. */
const DICTIONARY_BYTES = 4_096

function* packedStreams(pdf: Buffer): Generator<PackedStream> {
  let ended = 0
  for (let at = pdf.indexOf("stream"); at >= 0; at = pdf.indexOf("stream", ended)) {
    const start = afterLineEnd(pdf, at + "stream".length)
    const end = pdf.indexOf("endstream", start)
    const dictionary = pdf.toString("latin1", Math.max(ended, at - DICTIONARY_BYTES), at)
    ended = end < 0 ? pdf.length : end + "endstream".length
    const own = dictionary.slice(dictionary.lastIndexOf(" obj") + 1)
    const layers = own.match(/\/(?:FlateDecode|Fl)(?![A-Za-z])/g)?.length ?? 0
    if (layers > 0 && !/\/Subtype\s*\/Image(?![A-Za-z])/.test(own))
      yield { data: pdf.subarray(start, end < 0 ? undefined : end), layers }
  }
}

function afterLineEnd(pdf: Buffer, at: number): number {
  const behindReturn = pdf[at] === 13 ? at + 1 : at
  return pdf[behindReturn] === 10 ? behindReturn + 1 : behindReturn
}

/** Packed twice is packed a thousand times a thousand: each layer counts. */
function unpackedSize({ data, layers }: PackedStream, limit: number): number | "tooLarge" {
  let unpacked = data
  for (let layer = 0; layer < layers; layer++) {
    try {
      unpacked = inflateSync(unpacked, { maxOutputLength: Math.max(1, limit), finishFlush: zlib.Z_SYNC_FLUSH })
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "tooLarge" : 0
    }
  }
  return unpacked.length
}
