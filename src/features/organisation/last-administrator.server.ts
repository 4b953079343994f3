import type { Tx } from "#platform/context.server.ts"

/**
 * Whether nobody would be left who can give seats: asked after seats have ended inside the same transaction, which the refusal then
 * rolls back. A seat with a last day does not count, nor does a person who has ended.
 * @param ended the seats that this command ended; without an administrator's seat among them there is nothing to ask
 */
export async function isLastAdministrator(tx: Tx, ended: readonly { role: string }[]): Promise<boolean> {
  if (!ended.some((seat) => seat.role === "administrator")) return false
  const left = await tx
    .selectFrom("seat")
    .innerJoin("person", "person.id", "seat.personId")
    .select("seat.id")
    .where("seat.role", "=", "administrator")
    .where("seat.toOn", "is", null)
    .where("person.endedOn", "is", null)
    .limit(1)
    .executeTakeFirst()
  return !left
}
