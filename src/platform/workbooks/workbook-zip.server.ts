import type { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import type { Entry, ZipFile } from "yauzl"

const maxEntries = 2_000
/** What a workbook may unpack to. 50 000 rows of long text stay well below. */
const maxUnpackedBytes = 300 * 1024 * 1024

/** The file is not what it says, or unpacks to more than anybody typed. */
export class NotAWorkbook extends Error {}

const notAWorkbook = (what: string) => (cause: unknown) => {
  throw new NotAWorkbook(what, { cause })
}

export type WorkbookZip = {
  /** A part's content, undefined when there is none. */
  text(name: string): Promise<string | undefined>
  stream(name: string): Promise<Readable | undefined>
  close(): void
}

/**
 * The parts of a workbook. The sizes announced are added up before anything is unpacked, and yauzl ends an entry that
 * holds more than it announced: a ZIP bomb gets no further than this.
 */
export async function openWorkbookZip(bytes: Uint8Array): Promise<WorkbookZip> {
  const { fromBufferPromise } = await import("yauzl")
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).catch(
    notAWorkbook("no ZIP"),
  )
  const entries = await announcedEntries(zip)
  const stream = async (name: string) => {
    const entry = entries.get(name)
    return entry && (await zip.openReadStreamPromise(entry).catch(notAWorkbook("unreadable part")))
  }
  return {
    stream,
    text: async (name) => {
      const part = await stream(name)
      return part && (await buffer(part).catch(notAWorkbook("broken part"))).toString("utf8")
    },
    close: () => zip.close(),
  }
}

async function announcedEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > maxEntries) throw new NotAWorkbook("too many parts")
  const entries = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw new NotAWorkbook("broken ZIP", { cause: error })
  }
  if (unpacked > maxUnpackedBytes) throw new NotAWorkbook("unpacks to too much")
  return entries
}
