import type { Readable } from "node:stream"
import type { Entry, ZipFile } from "yauzl"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { inMegabytes, sourceLimits } from "./source-limits.ts"

/** The parts of a .docx or .xlsx, checked against ZIP bombs before anything is unpacked. */
export type SourcePackage = {
  names: ReadonlySet<string>
  /** Undefined when there is no such part. Throws when the ZIP is damaged there. */
  stream(name: string): Promise<Readable | undefined>
  close(): void
}

/** A part that nobody reads to its end may still find itself broken: unheard, that would end the process. */
export function heard<Part extends Readable | undefined>(part: Part): Part {
  part?.on("error", () => {})
  return part
}

/**
 * Refusals: planImport.damaged {file}, planImport.zipBomb {file, limitMb}, planImport.encrypted {file}.
 * yauzl ends an entry that unpacks to more than it announced, so the announced sizes can be trusted as upper bounds.
 */
export async function openPackage(bytes: Uint8Array, file: string): Promise<Outcome<SourcePackage>> {
  const { fromBufferPromise } = await import("yauzl")
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch {
    return refused("planImport.damaged", { values: { file } })
  }
  const bomb = refused("planImport.zipBomb", { values: { file, limitMb: inMegabytes(sourceLimits.unpackedBytes) } })
  if (zip.entryCount > sourceLimits.entries) return bomb
  const entries = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      if (entry.isEncrypted()) return refused("planImport.encrypted", { values: { file } })
      entries.set(entry.fileName, entry)
    }
  } catch {
    return refused("planImport.damaged", { values: { file } })
  }
  const { unpackedBytes, ratio, ratioFromBytes } = sourceLimits
  if (unpacked > unpackedBytes || (unpacked > ratioFromBytes && unpacked > bytes.length * ratio)) return bomb
  return done({
    names: new Set(entries.keys()),
    stream: async (name) => {
      const entry = entries.get(name)
      return entry && heard(await zip.openReadStreamPromise(entry))
    },
    close: () => zip.close(),
  })
}
