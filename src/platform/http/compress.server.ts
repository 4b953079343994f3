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

/** What a request is answered with: a page as bytes, or what a resource streams. */
export type Answer = { status: number; headers: Headers; body: Uint8Array | ReadableStream | null }

/** Compresses a page for a client that takes it; slow lines in the mountains need it more than the processor does. */
export async function compressed(answer: Answer, acceptEncoding: string | null): Promise<Response> {
  const { status, headers } = answer
  const respond = (body: Answer["body"]) => new Response(body as BodyInit | null, { status, headers })
  const isText = /^text\/|json|svg/.test(headers.get("content-type") ?? "")
  if (!isText || headers.has("content-encoding") || !answer.body) return respond(answer.body)
  headers.append("Vary", "Accept-Encoding")
  const bytes = answer.body instanceof Uint8Array ? answer.body : await readWhole(answer.body)
  const encoding = encodingFor(acceptEncoding)
  if (bytes.length < SMALLEST || encoding === "identity") return respond(bytes)
  headers.set("Content-Encoding", encoding)
  headers.delete("Content-Length")
  return respond(await compress(bytes, encoding, "quick"))
}

export const readWhole = async (body: ReadableStream): Promise<Uint8Array> =>
  new Uint8Array(await new Response(body).arrayBuffer())
