import { mayAdminister } from "#features/organisation/permissions.ts"
import { type Actor, actsAs, actsFor, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor

/** The head answers for who does what in the unit; an administrator when somebody leaves. */
export const mayHandOver = (actor: Who, unitId: string): boolean =>
  mayAdminister(actor) || actsFor(actor, unitId, "head", "director")
/** The people of the unit, administrators and inspectors. */
export const mayReadHandOver = (actor: Who, unitId: string): boolean =>
  mayAdminister(actor) || actsAs(actor, "inspector") || actor.seat?.unitId === unitId
/** Who must know which units have nobody who reports, or answers. */
export const maySeeVacancies = (actor: Who): boolean =>
  actsAs(actor, "planOffice", "director", "administrator", "confirmer", "inspector")
