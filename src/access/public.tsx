import type { ReactNode } from "react"
import { useLanguage, useSay } from "#ui/language.tsx"
import { Brand, DemonstrationNotice, Foot } from "#ui/page-frame.tsx"
import type { Route } from "./+types/public"
import { instanceContext } from "./instance.ts"

export function loader({ context, request }: Route.LoaderArgs) {
  const { pathname } = new URL(request.url)
  return { pathname, isDemonstration: context.get(instanceContext).isDemonstration }
}

/** The frame of what everybody may read: no session, no script, one address for each language. */
export default function Public({ loaderData, children }: Route.ComponentProps & { children: ReactNode }) {
  const say = useSay()
  const isEnglish = useLanguage() === "en"
  const { pathname, isDemonstration } = loaderData
  const home = isEnglish ? "/en" : "/"
  const other = isEnglish ? pathname.replace(/^\/en/, "") || "/" : `/en${pathname === "/" ? "" : pathname}`
  return (
    <>
      <a className="skip" href="#main">
        {say("frame.skip")}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <Brand to={home} />
          <nav aria-label={say("frame.navigation")} className="row">
            <a href={home}>{say("portal.results")}</a>
            <a href={`${isEnglish ? "/en" : ""}/du-lieu-mo`}>{say("portal.openData")}</a>
            <a href={`${isEnglish ? "/en" : ""}/dinh-chinh`}>{say("portal.corrections")}</a>
          </nav>
          <div className="who">
            <a href={other} lang={isEnglish ? "vi" : "en"} hrefLang={isEnglish ? "vi" : "en"}>
              {isEnglish ? "Tiếng Việt" : "English"}
            </a>
            <a href="/dang-nhap">{say("signIn.title")}</a>
          </div>
        </div>
      </header>
      {isDemonstration && <DemonstrationNotice />}
      <div className="frame public">
        <main id="main">{children}</main>
      </div>
      <Foot />
    </>
  )
}
