import { data, type MiddlewareFunction, redirect } from "react-router"
import { isId } from "#shared/id.ts"
import { type Instance, instanceContext } from "./instance.ts"
import { openRequest } from "./open-request.server.ts"
import { keptFields } from "./post.server.ts"
import { ctxContext } from "./request-context.ts"

const SECOND_FACTOR_PATH = "/tai-khoan/xac-thuc-hai-buoc"

/**
 * Everything nested under the signed-in layout needs a person with a seat. A post that comes after its session ended answers with
 * sign-in that carries the typed fields; a seat that must have a second factor is led to set it up first.
 */
export const signedInGate: MiddlewareFunction<Response> = async ({ request, context, params }, next) => {
  if (hasNoSuchId(params)) throw data(null, 404)
  const { pathname, search } = new URL(request.url)
  const instance = context.get(instanceContext)
  const visitor = await openRequest(instance, request).catch(async (error) => {
    if (await answers(instance.db)) throw error
    throw data(request.method === "POST" ? { kept: { path: pathname, fields: await keptFields(request) } } : null, 503)
  })
  if (visitor.kind === "anonymous") {
    if (request.method === "POST") throw data({ kept: { path: pathname, fields: await keptFields(request) } }, 401)
    throw redirect(`/dang-nhap?next=${encodeURIComponent(pathname + search)}`)
  }
  if (visitor.kind === "withoutSeat") throw redirect("/dang-nhap?khong-vai-tro=1")
  if (visitor.needsSecondFactor && !pathname.startsWith("/tai-khoan/") && pathname !== "/dang-xuat")
    throw redirect(SECOND_FACTOR_PATH)
  context.set(ctxContext, visitor.ctx)
  const response = await next()
  response.headers.set("x-tiendo-person", visitor.ctx.actor.personId)
  return response
}

/** Does the database answer? The accounts library hides what went wrong behind an error of its own. */
const answers = (db: Instance["db"]): Promise<boolean> =>
  db
    .selectFrom("setting")
    .select("key")
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    )

const IDS = [
  "report",
  "entry",
  "task",
  "round",
  "evidence",
  "subject",
  "person",
  "unit",
  "group",
  "upload",
  "proposal",
  "submission",
  "document",
  "documentFile",
  "unitPlan",
  "step",
  "opinion",
  "template",
  "obstacle",
  "item",
  "handOver",
]

/** An address whose id cannot be one of ours leads nowhere. */
const hasNoSuchId = (params: Record<string, string | undefined>): boolean =>
  IDS.some((name) => params[name] !== undefined && !isId(params[name]))
