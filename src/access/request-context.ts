import { createContext } from "react-router"
import type { Ctx } from "#platform/context.server.ts"
import type { Actor } from "#shared/actor.ts"
import type { Language } from "#ui/words.ts"

/** A signed-in person's context: what commands and reads get. Set by the gates; a page outside them has none. */
export type PersonCtx = Ctx & {
  actor: Actor
  /** Where the history stood when the request began: while it has not moved, nothing has changed (remembered.server.ts). */
  historyHead: string
}
export const ctxContext = createContext<PersonCtx>()

export const languageContext = createContext<Language>("vi")
