/**
 * QR codes (ISO/IEC 18004) of short texts: byte mode, error correction M, versions 1 to 15. Written here so that no secret leaves the
 * server to be drawn and no library is needed for it.
 */
type Blocks = { correction: number; groups: readonly (readonly [count: number, bytes: number])[] }
/** Table 9 for level M, from version 1 on: bytes of correction in each block, and the blocks. */
const versions: readonly Blocks[] = [
  { correction: 10, groups: [[1, 16]] },
  { correction: 16, groups: [[1, 28]] },
  { correction: 26, groups: [[1, 44]] },
  { correction: 18, groups: [[2, 32]] },
  { correction: 24, groups: [[2, 43]] },
  { correction: 16, groups: [[4, 27]] },
  { correction: 18, groups: [[4, 31]] },
  {
    correction: 22,
    groups: [
      [2, 38],
      [2, 39],
    ],
  },
  {
    correction: 22,
    groups: [
      [3, 36],
      [2, 37],
    ],
  },
  {
    correction: 26,
    groups: [
      [4, 43],
      [1, 44],
    ],
  },
  {
    correction: 30,
    groups: [
      [1, 50],
      [4, 51],
    ],
  },
  {
    correction: 22,
    groups: [
      [6, 36],
      [2, 37],
    ],
  },
  {
    correction: 22,
    groups: [
      [8, 37],
      [1, 38],
    ],
  },
  {
    correction: 24,
    groups: [
      [4, 40],
      [5, 41],
    ],
  },
  {
    correction: 24,
    groups: [
      [5, 41],
      [5, 42],
    ],
  },
]
/** Annex E: centres of the alignment patterns. */
const alignment: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
  [6, 26, 46, 66],
  [6, 26, 48, 70],
]

/** @returns rows of dark (true) and light modules, without the quiet zone. @throws when the text is too long (412 bytes) */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = versions.findIndex((_, index) => bytes.length <= capacity(index + 1)) + 1
  if (version === 0) throw new Error(`too long for a QR code: ${bytes.length} bytes`)
  const stream = interleaved(version, dataBytes(bytes, version))
  const drawn = masks.map((_, mask) => draw(version, stream, mask))
  return drawn.reduce((best, each) => (penalty(each) < penalty(best) ? each : best))
}

const sizeOf = (version: number): number => 17 + 4 * version
const dataSize = (version: number): number =>
  versions[version - 1]!.groups.reduce((sum, [count, bytes]) => sum + count * bytes, 0)
const lengthBits = (version: number): number => (version < 10 ? 8 : 16)
const capacity = (version: number): number => Math.floor((dataSize(version) * 8 - 4 - lengthBits(version)) / 8)

function dataBytes(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >> bit) & 1)
  }
  put(0b0100, 4)
  put(bytes.length, lengthBits(version))
  for (const byte of bytes) put(byte, 8)
  const all = dataSize(version) * 8
  put(0, Math.min(4, all - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0; bits.length < all; pad++) put(pad % 2 === 0 ? 0xec : 0x11, 8)
  return Array.from({ length: all / 8 }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0),
  )
}

const exponents = new Uint8Array(512)
const logarithms = new Uint8Array(256)
for (let power = 0, value = 1; power < 255; power++) {
  exponents[power] = exponents[power + 255] = value
  logarithms[value] = power
  value = value & 128 ? (value << 1) ^ 0x11d : value << 1
}
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : exponents[logarithms[a]! + logarithms[b]!]!)

/** Reed–Solomon: what remains of the data when divided by the generator polynomial. */
function correctionOf(data: readonly number[], count: number): number[] {
  let generator = [1]
  for (let power = 0; power < count; power++) {
    const next = [...generator, 0]
    for (const [index, factor] of generator.entries()) next[index + 1]! ^= times(factor, exponents[power]!)
    generator = next
  }
  const rest = [...data, ...new Array<number>(count).fill(0)]
  for (const index of data.keys()) {
    const factor = rest[index]!
    for (const [offset, each] of generator.entries()) rest[index + offset]! ^= times(each, factor)
  }
  return rest.slice(data.length)
}

function interleaved(version: number, data: readonly number[]): number[] {
  const { correction, groups } = versions[version - 1]!
  let start = 0
  const blocks = groups.flatMap(([count, bytes]) =>
    Array.from({ length: count }, () => {
      start += bytes
      return data.slice(start - bytes, start)
    }),
  )
  const corrections = blocks.map((block) => correctionOf(block, correction))
  const byColumn = (rows: readonly (readonly number[])[]) =>
    Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) =>
      rows.flatMap((row) => row[column] ?? []),
    ).flat()
  return [...byColumn(blocks), ...byColumn(corrections)]
}

type Mask = (row: number, column: number) => boolean
const masks: readonly Mask[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

function draw(version: number, stream: readonly number[], mask: number): boolean[][] {
  const size = sizeOf(version)
  const modules = Array.from({ length: size }, () => new Array<boolean | null>(size).fill(null))
  const set = (row: number, column: number, dark: boolean) => {
    if (row >= 0 && column >= 0 && row < size && column < size) modules[row]![column] = dark
  }
  drawPatterns(version, size, set)
  drawFormat(size, mask, set)
  if (version >= 7) drawVersion(version, size, set)
  let bit = 0
  for (const [row, column] of zigzag(size)) {
    if (modules[row]![column] !== null) continue
    const dark = ((stream[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
    bit++
    modules[row]![column] = (dark === 1) !== masks[mask]!(row, column)
  }
  return modules as boolean[][]
}

type Set = (row: number, column: number, dark: boolean) => void

function drawPatterns(version: number, size: number, set: Set): void {
  for (let at = 8; at < size - 8; at++) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  for (const [top, left] of [
    [0, 0],
    [0, size - 7],
    [size - 7, 0],
  ] as const)
    for (let row = -1; row <= 7; row++)
      for (let column = -1; column <= 7; column++) {
        const ring = Math.max(Math.abs(row - 3), Math.abs(column - 3))
        set(top + row, left + column, ring !== 2 && ring !== 4)
      }
  const centres = alignment[version - 1]!
  const last = centres.at(-1)
  for (const row of centres)
    for (const column of centres) {
      const isInCorner = (row === 6 && column === 6) || (row === 6 && column === last) || (row === last && column === 6)
      if (isInCorner) continue
      for (let down = -2; down <= 2; down++)
        for (let right = -2; right <= 2; right++)
          set(row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1)
    }
}

/** BCH remainder, to be put behind `value`. */
function withRemainder(value: number, generator: number, bits: number): number {
  let rest = value << bits
  for (let shift = 31 - Math.clz32(rest); rest >= 1 << bits; shift = 31 - Math.clz32(rest))
    rest ^= generator << (shift - bits)
  return (value << bits) | rest
}

/** Level M has the bits 00, so that the mask alone is the value. */
function drawFormat(size: number, mask: number, set: Set): void {
  const bits = withRemainder(mask, 0x537, 10) ^ 0x5412
  for (let index = 0; index < 15; index++) {
    const dark = ((bits >> index) & 1) === 1
    set(index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, 8, dark)
    set(8, index < 8 ? size - 1 - index : index === 8 ? 7 : 14 - index, dark)
  }
  set(size - 8, 8, true)
}

function drawVersion(version: number, size: number, set: Set): void {
  const bits = withRemainder(version, 0x1f25, 12)
  for (let index = 0; index < 18; index++) {
    const dark = ((bits >> index) & 1) === 1
    set(Math.floor(index / 3), size - 11 + (index % 3), dark)
    set(size - 11 + (index % 3), Math.floor(index / 3), dark)
  }
}

/** Two columns at a time from the right, up and down in turn; column 6 is the timing pattern. */
function* zigzag(size: number): Generator<[number, number]> {
  let isUp = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--
    for (let step = 0; step < size; step++) {
      const row = isUp ? size - 1 - step : step
      yield [row, right]
      yield [row, right - 1]
    }
    isUp = !isUp
  }
}

/** How hard a drawing is to read (7.8.3): long runs, squares, what looks like a finder, too much of one colour. */
function penalty(modules: readonly (readonly boolean[])[]): number {
  const lines = [...modules, ...modules.map((_, column) => modules.map((row) => row[column]!))]
  const text = lines.map((line) => line.map((dark) => (dark ? "1" : "0")).join(""))
  const runs = text.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []).reduce((sum, run) => sum + run.length - 2, 0)
  const finders = text.reduce((sum, line) => sum + (line.match(/(?=10111010000|00001011101)/g)?.length ?? 0) * 40, 0)
  let squares = 0
  for (let row = 1; row < modules.length; row++)
    for (let column = 1; column < modules.length; column++) {
      const dark = modules[row]![column]
      if (
        dark === modules[row - 1]![column] &&
        dark === modules[row]![column - 1] &&
        dark === modules[row - 1]![column - 1]
      )
        squares += 3
    }
  const share = modules.flat().filter(Boolean).length / modules.length ** 2
  return runs + finders + squares + Math.floor(Math.abs(share - 0.5) * 20) * 10
}
