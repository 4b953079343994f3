import { redirect } from "react-router"
import { NotFound } from "#platform/errors.ts"
import { SEAT_COOKIE } from "../choice-cookies.ts"
import { setCookie } from "../cookies.ts"
import { instanceContext } from "../instance.ts"
import { ctxContext } from "../request-context.ts"
import type { Route } from "./+types/switch-seat"

const YEAR_SECONDS = 31_536_000
export const loader = () => redirect("/tai-khoan")

/** Acts in another of one's own seats from now on; the history names the seat of every act. */
export async function action({ request, context }: Route.ActionArgs) {
  const { actor } = context.get(ctxContext)
  const wanted = new URLSearchParams(await request.text()).get("seat")
  const seat = actor.seats.find((each) => each.id === wanted)
  if (!seat) throw new NotFound("seat")
  const isSecure = context.get(instanceContext).settings.publicUrl.startsWith("https:")
  return redirect("/viec-cua-toi", {
    status: 303,
    headers: { "Set-Cookie": setCookie(SEAT_COOKIE, seat.id, YEAR_SECONDS, isSecure) },
  })
}
