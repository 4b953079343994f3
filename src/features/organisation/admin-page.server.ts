import type { RouterContextProvider } from "react-router"
import { pageOf } from "#access/page.server.ts"
import { NotFound } from "#platform/errors.ts"
import { mayAdminister } from "./permissions.ts"

/** What a page of the administration begins with; for anybody else it does not exist. @throws NotFound */
export function adminPage(context: Readonly<RouterContextProvider>): ReturnType<typeof pageOf> {
  const page = pageOf(context)
  if (!mayAdminister(page.ctx.actor)) throw new NotFound("administration")
  return page
}
