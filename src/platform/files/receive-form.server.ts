import { Readable, Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { done, type Outcome, type Refused, refused } from "#shared/outcome.ts"
import { safeFileName } from "./file-name.ts"
import { MB, maxFileBytes } from "./file-store.ts"

/** Bytes, except the counts. `maxFiles` counts file fields, filled in or not. */
export type UploadLimits = {
  maxFileBytes: number
  maxFiles: number
  maxTotalBytes: number
  maxFields: number
  maxFieldBytes: number
}

export const defaultUploadLimits: UploadLimits = {
  maxFileBytes,
  maxFiles: 10,
  maxTotalBytes: 100 * MB,
  maxFields: 500,
  maxFieldBytes: 256 * 1024,
}

export type ReceivedForm<File> = {
  /** The last value of each name. */
  fields: Record<string, string>
  /** Every name and value in the order sent, for names that come more than once. */
  entries: [string, string][]
  files: File[]
}

export type FormFile = { field: string; name: string; content: AsyncIterable<Uint8Array> }

/**
 * Reads a form (multipart or urlencoded) as it arrives; never the whole of it in memory. A form that announces more
 * than the total is refused before its body is read.
 *
 * After a refusal the rest of the body, never more than the total, is read and dropped: a browser shows the answer
 * only when it could send everything.
 *
 * Refusals: files.notAForm, files.formTooBig {limitMb}, files.tooMany {limit}, files.tooManyFields {limit},
 * files.fieldTooLong {field}, files.cutOff, and those of `keep`. What `keep` throws is thrown.
 */
export async function receiveForm<File>(
  request: Request,
  limits: UploadLimits,
  keep: (file: FormFile) => Promise<Outcome<File>>,
): Promise<Outcome<ReceivedForm<File>>> {
  const formTooBig = refused("files.formTooBig", { values: { limitMb: megabytesToTell(limits) } })
  if (Number(request.headers.get("content-length") ?? 0) > limits.maxTotalBytes) return formTooBig
  const contentType = request.headers.get("content-type") ?? ""
  if (!request.body || !formTypes.test(contentType)) {
    return refused("files.notAForm")
  }
  const reading = await formReading(contentType, limits, keep)
  let seen = 0
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      seen += chunk.length
      next(seen > limits.maxTotalBytes ? new TotalExceeded() : null, chunk)
    },
  })
  try {
    await pipeline(Readable.fromWeb(request.body as never), counted, reading.sink)
  } catch (error) {
    await reading.giveUp()
    if (error instanceof TotalExceeded) return formTooBig
    if (error instanceof KeepFailed) throw error.cause
    return reading.refusal() ?? refused("files.cutOff")
  }
  const files = await Promise.all(reading.kept)
  return reading.refusal() ?? done({ ...reading.form(), files: files.flatMap((file) => (file ? [file] : [])) })
}

/** A form for one file tells the limit of that file, not that of the form around it. */
const megabytesToTell = (limits: UploadLimits): number =>
  Math.floor(Math.min(limits.maxTotalBytes, limits.maxFileBytes * limits.maxFiles) / MB)

const formTypes = /^(multipart\/form-data;.*boundary="?[^"\s;]|application\/x-www-form-urlencoded\b)/i

class TotalExceeded extends Error {}
class KeepFailed extends Error {}

async function formReading<File>(
  contentType: string,
  limits: UploadLimits,
  keep: (file: FormFile) => Promise<Outcome<File>>,
) {
  const { Busboy } = await import("@fastify/busboy")
  let refusal: Refused | undefined
  const refuse = (with_: Refused) => {
    refusal ??= with_
  }
  const entries: [string, string][] = []
  const kept: Promise<File | undefined>[] = []
  const open: Readable[] = []
  const sink = Busboy({
    headers: { "content-type": contentType },
    limits: {
      fields: limits.maxFields,
      fieldSize: limits.maxFieldBytes,
      fieldNameSize: 200,
      files: limits.maxFiles,
      headerPairs: 20,
    },
  })
  sink.on("field", (name, value, nameTruncated, valueTruncated) => {
    if (nameTruncated || valueTruncated) refuse(refused("files.fieldTooLong", { field: name }))
    entries.push([name, value])
  })
  sink.on("file", (field, stream, rawName) => {
    // An empty file input is sent as a part without name and content.
    if (refusal || !rawName) return void stream.resume()
    const file = { field, name: safeFileName(rawName), content: stream.iterator({ destroyOnReturn: false }) }
    const keeping = keep(file).then((outcome) => {
      // What `keep` did not read must be read all the same, or the form after it never arrives.
      stream.resume()
      if (outcome.ok) return outcome.value
      refuse({ ok: false, refusal: { ...outcome.refusal, field } })
      return undefined
    })
    keeping.catch((error) => sink.destroy(new KeepFailed("a file could not be kept", { cause: error })))
    open.push(stream)
    // Whoever reads the file hears of its errors; a stream nobody reads any more must not end the process.
    stream.on("error", () => {})
    kept.push(keeping)
  })
  const tooMany = () => refuse(refused("files.tooMany", { values: { limit: limits.maxFiles } }))
  sink.on("filesLimit", tooMany)
  sink.on("fieldsLimit", () => refuse(refused("files.tooManyFields", { values: { limit: limits.maxFields } })))
  return {
    sink,
    kept,
    refusal: () => refusal,
    form: () => ({ entries, fields: Object.fromEntries(entries) }),
    /** Busboy leaves the file of a broken form open for ever: end it, so that its reader ends too. */
    giveUp: async () => {
      for (const stream of open) stream.destroy(new Error("the form broke off"))
      await Promise.allSettled(kept)
    },
  }
}
