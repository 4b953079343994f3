import { type Actor, actsAs, type SystemActor } from "#shared/actor.ts"

/** The program itself loads the demonstration and makes the first administrator; of people, only administrators. */
export const mayAdminister = (actor: Actor | SystemActor): boolean =>
  actor.seat === null || actsAs(actor, "administrator")
