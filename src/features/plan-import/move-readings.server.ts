import type { Tx } from "#platform/context.server.ts"

/** Files that are being read, or were read and not yet reviewed, go over to another person. */
export const moveReadings = (tx: Tx, { from, to }: { from: string; to: string }) =>
  tx.updateTable("importReading").set({ personId: to }).where("personId", "=", from).execute()
