import { crc32, deflateRawSync } from "node:zlib"

export type ZipPart = { path: string; content: Uint8Array }

/** Bounds of the plain ZIP format; what is larger needs its extension, which not every program of an office reads. */
export const ZIP_MAX_PARTS = 60_000
export const ZIP_MAX_BYTES = 3_900_000_000

/** What packing does not make smaller is stored as it is. */
const isPacked = (path: string) => /\.(docx|xlsx|odt|ods|pdf|png|jpe?g|webp|zip)$/i.test(path)

/**
 * A ZIP archive as its bytes, part after part, so that only one part is in memory at a time. Names are UTF-8; every part bears the same
 * instant, so that the same parts make the same archive.
 * @param at written as local time of the archive, as the format asks: give the instant shifted to the reader's zone
 */
export async function* zipBytes(parts: AsyncIterable<ZipPart>, at: Date): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { path, content } of parts) {
    if (directory.length >= ZIP_MAX_PARTS || offset + content.length > ZIP_MAX_BYTES)
      throw new Error(`archive too large at ${path}`)
    const body = isPacked(path) ? Buffer.from(content) : deflateRawSync(content)
    const name = Buffer.from(path.normalize("NFC"))
    const head = headOf(content, body, name, isPacked(path), at)
    const local = Buffer.concat([signature(0x04034b50), head, name])
    directory.push(directoryEntry(head, name, offset))
    offset += local.length + body.length
    yield local
    yield body
  }
  const entries = Buffer.concat(directory)
  yield entries
  yield endOf(directory.length, entries.length, offset)
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** The 26 bytes that the local header and the directory share. */
function headOf(content: Uint8Array, body: Buffer, name: Buffer, isStored: boolean, at: Date): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x800, 2) // names in UTF-8
  head.writeUInt16LE(isStored ? 0 : 8, 4)
  head.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 6)
  head.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 8)
  head.writeUInt32LE(crc32(content), 10)
  head.writeUInt32LE(body.length, 14)
  head.writeUInt32LE(content.length, 18)
  head.writeUInt16LE(name.length, 22)
  return head
}

function directoryEntry(head: Buffer, name: Buffer, offset: number): Buffer {
  const version = Buffer.alloc(2)
  version.writeUInt16LE(20)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return Buffer.concat([signature(0x02014b50), version, head, tail, name])
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(18)
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([signature(0x06054b50), end])
}
