import { Outlet, useLocation } from "react-router"
import { useLanguage, useSay } from "#ui/language.tsx"
import { Brand, DemonstrationNotice, Foot } from "#ui/page-frame.tsx"
import type { Route } from "./+types/public"
import { instanceContext } from "./instance.ts"

export function loader({ context }: Route.LoaderArgs) {
  return { isDemonstration: context.get(instanceContext).isDemonstration }
}

/** The frame of what everybody may read: no session, no script, one address for each language. */
export default function Public({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const isEnglish = useLanguage() === "en"
  const { pathname } = useLocation()
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
          </nav>
          <div className="who">
            <a href={other} lang={isEnglish ? "vi" : "en"} hrefLang={isEnglish ? "vi" : "en"}>
              {isEnglish ? "Tiếng Việt" : "English"}
            </a>
            <a href="/dang-nhap">{say("signIn.title")}</a>
          </div>
        </div>
      </header>
      {loaderData.isDemonstration && <DemonstrationNotice />}
      <div className="frame public">
        <main id="main">
          <Outlet />
        </main>
      </div>
      <Foot />
    </>
  )
}
