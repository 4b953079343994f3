import type { Tx } from "#platform/context.server.ts"

/** Uploads between their dry run and the confirmation go over to another person. */
export const moveHeldImports = (tx: Tx, { from, to }: { from: string; to: string }) =>
  tx.updateTable("heldImport").set({ personId: to }).where("personId", "=", from).execute()
