import { createContext } from "react-router"

/** Where a request's fault is noted, so that the answer gets its status in one place (processes/web.ts). */
export const problemContext = createContext<{ status?: number }>({})

const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "08006",
  "08001",
  "53300",
])
const AWAY_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

/** The database is starting again or cannot be reached; nothing was decided about the request. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return AWAY.has(String((error as { code?: unknown }).code ?? "")) || AWAY_MESSAGE.test(error.message)
}

/** The status of a thrown error: the two that mean something, a database that is away, and everything else, which is a bug. */
export function statusOf(error: unknown): 404 | 409 | 503 | 500 {
  const name = error instanceof Error ? error.name : ""
  if (name === "NotFound") return 404
  if (name === "Stale") return 409
  return isDatabaseAway(error) ? 503 : 500
}
