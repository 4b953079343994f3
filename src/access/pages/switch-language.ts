import { redirect } from "react-router"
import { LANGUAGE_COOKIE } from "../choice-cookies.ts"
import { setCookie } from "../cookies.ts"
import { instanceContext } from "../instance.ts"
import type { Route } from "./+types/switch-language"

const YEAR_SECONDS = 31_536_000
export const loader = () => redirect("/tai-khoan")

export async function action({ request, context }: Route.ActionArgs) {
  const form = new URLSearchParams(await request.text())
  const language = form.get("language") === "en" ? "en" : "vi"
  const back = form.get("back") ?? ""
  const isSecure = context.get(instanceContext).settings.publicUrl.startsWith("https:")
  return redirect(/^\/(?!\/)/.test(back) ? back : "/viec-cua-toi", {
    status: 303,
    headers: { "Set-Cookie": setCookie(LANGUAGE_COOKIE, language, YEAR_SECONDS, isSecure) },
  })
}
