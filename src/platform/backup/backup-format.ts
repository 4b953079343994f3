/**
 * A backup is gzipped text, one JSON value a line: the head; each table's columns, then its rows, every value as PostgreSQL writes it in
 * text; each stored file, then its bytes in parts; the end, without which the archive was cut off. Nothing in it depends on the
 * version of PostgreSQL, and `zcat` shows it.
 */
export const FORMAT = 1

export type BackupHead = {
  tiendo: "backup"
  format: number
  at: string
  /** The schema that the rows belong to. */
  migrations: string[]
  history: { seq: string; hash: string }
}
export type BackupLine =
  | BackupHead
  | { table: string; columns: string[] }
  | Row
  | { file: string; size: number }
  | { bytes: string }
  | { end: true; rows: number; files: number }
export type Row = (string | null)[]

export type BackupCounts = { tables: Record<string, number>; rows: number; files: number; missingFiles: string[] }

/** Schemas whose tables are kept. The queue (pgboss) is not: what it holds follows from events and schedules. */
export const SCHEMAS = ["public", "auth", "history"] as const
/** `migration` is made by migrating, `rate_limit` is forgotten by every crash. */
export const LEFT_OUT = ["public.migration", "public.rate_limit"] as const

export const quoted = (table: string): string =>
  table
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".")
