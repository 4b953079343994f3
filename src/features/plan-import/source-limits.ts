const MB = 1024 * 1024

/** What one import may cost. Beyond any of these a file is refused, never read in part. */
export const sourceLimits = {
  bytes: 25 * MB,
  /** Of a .docx or .xlsx after unpacking, all parts together. */
  unpackedBytes: 100 * MB,
  /** Of one stream of a .pdf; the largest page of text and lines seen stays far below. */
  streamBytes: 24 * MB,
  /** Unpacked ÷ packed; Word files reach about 20, ZIP bombs hundreds. Small files are not judged by it. */
  ratio: 150,
  ratioFromBytes: 8 * MB,
  entries: 2_000,
  pages: 500,
  rows: 20_000,
  /** Letters of one line or cell. Longer ones are no text that a person wrote, and costly to search. */
  lineLetters: 20_000,
  /** Elements inside each other in one XML part. Word itself stays below a hundred. */
  depth: 400,
  files: 20,
  seconds: 60,
  memoryMb: 512,
  /** By which the process may grow while it reads, streams outside the heap included. */
  processMb: 1_500,
  /** Cells that merged areas of one sheet may cover. */
  mergedCells: 400_000,
} as const

export type SourceLimits = typeof sourceLimits
export const inMegabytes = (bytes: number): number => Math.floor(bytes / MB)
