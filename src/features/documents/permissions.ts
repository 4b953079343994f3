import { type Actor, actsAs, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor

/** Who keeps the register: the plan office and the office of the People's Committee. Everybody with a seat reads it. */
export const mayKeepDocuments = (actor: Who): boolean =>
  actor.seat === null || actsAs(actor, "planOffice", "director", "confirmer")
