import type { RouterContextProvider } from "react-router"
import { newId } from "#platform/context.server.ts"
import { ctxContext, type PersonCtx } from "./request-context.ts"

/** What every signed-in page's loader begins with: the person's context, and a fresh request id for its forms. */
export function pageOf(context: Readonly<RouterContextProvider>): {
  ctx: PersonCtx
  form: { requestId: string; owner: string }
} {
  const ctx = context.get(ctxContext)
  return { ctx, form: { requestId: newId(), owner: ctx.actor.personId } }
}

/** A positive page number from the address; 1 when it is missing or nonsense. */
export function pageNumber(request: Request): number {
  const page = Number(new URL(request.url).searchParams.get("trang"))
  return Number.isInteger(page) && page > 0 ? page : 1
}

export const searchOf = (request: Request): string => new URL(request.url).search
