import type { Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Finding } from "./sample-check.ts"

/** An item of a sample with what its rules ask about, locked until the end of the command. @throws NotFound */
export async function lockItem(tx: Tx, itemId: string) {
  const item = await tx
    .selectFrom("sampleItem")
    .innerJoin("sampleCheck", "sampleCheck.id", "sampleItem.sampleCheckId")
    .innerJoin("round", "round.id", "sampleCheck.roundId")
    .innerJoin("plan", "plan.id", "round.planId")
    .innerJoin("entry", "entry.id", "sampleItem.entryId")
    .selectAll("sampleItem")
    .select([
      "sampleCheck.unitId as checkingUnitId",
      "sampleCheck.roundId",
      "plan.supersededOn",
      "plan.planOfficeUnitId",
      "plan.confirmerUnitId",
      "entry.reportId",
    ])
    .where("sampleItem.id", "=", itemId)
    .forUpdate("sampleItem")
    .executeTakeFirst()
  if (!item) throw new NotFound("sampleItem")
  return { ...item, finding: item.finding as Finding | null, result: item.result as Finding | null }
}
export type LockedItem = Awaited<ReturnType<typeof lockItem>>

/** Every object whose history should show what happens to an item. */
export const aboutItem = (item: LockedItem): string[] => [
  item.id,
  item.sampleCheckId,
  item.roundId,
  item.taskId,
  item.entryId,
  item.reportId,
  ...(item.claimId ? [item.claimId] : []),
]

type ItemChange = Partial<{
  checkerId: string | null
  finding: string
  findingReason: string
  foundOn: string
  foundBy: string | null
  explainBy: string | null
  explanation: string
  explainedOn: string
  explainedBy: string | null
  result: string
  resultReason: string
  concludedOn: string
  concludedBy: string | null
  isWithdrawn: boolean
}>

export const saveItem = (tx: Tx, item: { id: string; version: number }, change: ItemChange) =>
  tx
    .updateTable("sampleItem")
    .set({ ...change, version: item.version + 1 })
    .where("id", "=", item.id)
    .execute()
