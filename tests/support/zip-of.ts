import { crc32, deflateRawSync } from "node:zlib"

/**
 * A ZIP with these parts, for files no program of ours would write: broken ones, hand-made workbooks, bombs.
 * @param announcedSize what the directory says each part unpacks to, when that is not the truth
 */
export function zipOf(parts: Record<string, string | Uint8Array>, announcedSize?: number): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content as string)
    const packed = deflateRawSync(data)
    const fileName = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(0x800, 2) // names in UTF-8
    shared.writeUInt16LE(8, 4) // deflate
    shared.writeUInt32LE(crc32(data), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(announcedSize ?? data.length, 18)
    shared.writeUInt16LE(fileName.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    bodies.push(signature(0x04034b50), shared, fileName, packed)
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), shared, place, fileName)
    offset += 30 + fileName.length + packed.length
  }
  const end = Buffer.alloc(18)
  const listing = Buffer.concat(directory)
  end.writeUInt16LE(Object.keys(parts).length, 4)
  end.writeUInt16LE(Object.keys(parts).length, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  return new Uint8Array(Buffer.concat([...bodies, listing, signature(0x06054b50), end]))
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
