import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
const SMALLEST = 1_400 // one packet; nothing is gained below it

export type Encoding = "br" | "gzip" | "identity"

/** What the client takes, the best first. */
export function encodingFor(acceptEncoding: string | null): Encoding {
  const taken = acceptEncoding ?? ""
  return /\bbr\b/.test(taken) ? "br" : /\bgzip\b/.test(taken) ? "gzip" : "identity"
}

/** @param effort "quick" for a page that is made for one person, "best" for bytes that are kept */
export async function compress(bytes: Uint8Array, encoding: Encoding, effort: "quick" | "best"): Promise<Uint8Array> {
  if (encoding === "br")
    return brotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: effort === "best" ? 10 : 2,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    })
  return encoding === "gzip" ? zip(bytes, { level: effort === "best" ? 9 : 1 }) : bytes
}

/** Compresses a page for a client that takes it; slow lines in the mountains need it more than the processor does. */
export async function compressed(response: Response, acceptEncoding: string | null): Promise<Response> {
  const type = response.headers.get("content-type") ?? ""
  const encoding = encodingFor(acceptEncoding)
  if (!/^text\/|json|svg/.test(type) || response.headers.has("content-encoding") || !response.body) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.append("Vary", "Accept-Encoding")
  if (bytes.length < SMALLEST || encoding === "identity")
    return new Response(bytes as BodyInit, { status: response.status, headers })
  headers.set("Content-Encoding", encoding)
  return new Response((await compress(bytes, encoding, "quick")) as BodyInit, { status: response.status, headers })
}
