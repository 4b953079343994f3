import type { ReactNode } from "react"
import type { Actor } from "#shared/actor.ts"
import { useLanguage, useSay } from "./language.tsx"
import type { Word } from "./words.ts"

type Entry = { to: string; word: Word; also?: readonly string[] }
type FrameProps = {
  actor: Actor
  navigation: readonly Entry[]
  isDemonstration: boolean
  path: string
  children: ReactNode
}

const isCurrent = (path: string, { to, also = [] }: Entry) =>
  [to, ...also].some((base) => path === base || path.startsWith(`${base}/`))

/** The frame of every signed-in page: name, search, seat, navigation by seat, and one main part. */
export function PageFrame({ actor, navigation, isDemonstration, path, children }: FrameProps) {
  const say = useSay()
  return (
    <>
      <a className="skip" href="#main">
        {say("frame.skip")}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <Brand to="/viec-cua-toi" />
          <search>
            <form className="search" action="/tim-kiem">
              <label className="visually-hidden" htmlFor="frame-search">
                {say("frame.search")}
              </label>
              <input id="frame-search" name="q" type="search" placeholder={say("frame.search")} />
              <button className="secondary" type="submit">
                {say("frame.find")}
              </button>
            </form>
          </search>
          <div className="who">
            <SeatChoice actor={actor} />
            <LanguageChoice path={path} />
            <form method="post" action="/dang-xuat">
              <button className="plain" type="submit">
                {say("frame.signOut")}
              </button>
            </form>
          </div>
        </div>
      </header>
      {isDemonstration && <DemonstrationNotice />}
      <div className="frame">
        <nav className="side" aria-label={say("frame.navigation")}>
          <ul>
            {navigation.map((entry) => (
              <li key={entry.to}>
                <a
                  href={entry.to}
                  aria-current={isCurrent(path, entry) ? (path === entry.to ? "page" : "true") : undefined}
                >
                  {say(entry.word)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main">{children}</main>
      </div>
      <Foot />
    </>
  )
}

export const Brand = ({ to }: { to: string }) => (
  <a className="brand" href={to}>
    Tiến <b>Độ</b>
  </a>
)

export const DemonstrationNotice = () => {
  const say = useSay()
  return (
    <aside className="notice" aria-label={say("frame.demonstrationLabel")}>
      <p>{say("frame.demonstration")}</p>
    </aside>
  )
}

export const Foot = () => {
  const say = useSay()
  return (
    <footer className="foot">
      <p>{say("frame.foot")}</p>
    </footer>
  )
}

function SeatChoice({ actor }: { actor: Actor }) {
  const say = useSay()
  const label = (seat: Actor["seat"]) =>
    `${say(`role.${seat.role}`)}${seat.isActing ? ` (${say("role.acting")})` : ""}, ${seat.unitName}`
  if (actor.seats.length === 1)
    return (
      <a className="name" href="/tai-khoan" title={`${actor.name}, ${label(actor.seat)}`}>
        {say(`role.${actor.seat.role}`)}, {actor.seat.unitName}
      </a>
    )
  return (
    <form method="post" action="/tai-khoan/vai-tro" className="row">
      <a href="/tai-khoan">{say("account.short")}</a>
      <label className="visually-hidden" htmlFor="frame-seat">
        {say("frame.seat")}
      </label>
      <select id="frame-seat" name="seat" defaultValue={actor.seat.id}>
        {actor.seats.map((seat) => (
          <option key={seat.id} value={seat.id}>
            {label(seat)}
          </option>
        ))}
      </select>
      <button className="plain" type="submit">
        {say("frame.switchSeat")}
      </button>
    </form>
  )
}

function LanguageChoice({ path }: { path: string }) {
  const other = useLanguage() === "vi" ? "en" : "vi"
  return (
    <form method="post" action="/tai-khoan/ngon-ngu">
      <input type="hidden" name="language" value={other} />
      <input type="hidden" name="back" value={path} />
      <button className="plain" type="submit" lang={other}>
        {other === "en" ? "English" : "Tiếng Việt"}
      </button>
    </form>
  )
}
