import { redirect } from "react-router"
import { instanceContext } from "../instance.ts"
import type { Route } from "./+types/sign-out"

export const loader = () => redirect("/")

export async function action({ request, context }: Route.ActionArgs) {
  const answer = await context
    .get(instanceContext)
    .accounts.auth.api.signOut({ headers: request.headers, asResponse: true })
  const headers = new Headers(answer.headers.getSetCookie().map((cookie) => ["Set-Cookie", cookie] as [string, string]))
  return redirect("/dang-nhap", { status: 303, headers })
}
