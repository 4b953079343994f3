import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { pageOf } from "../page.server.ts"
import type { Route } from "./+types/account"

export function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return { name: ctx.actor.name, seats: ctx.actor.seats, current: ctx.actor.seat.id }
}

export default function Account({ loaderData: { name, seats, current } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("account.title")} lead={name} />
      <h2>{say("account.seats")}</h2>
      <ul className="plain-list">
        {seats.map((seat) => (
          <li key={seat.id} className="row">
            <span className="grow">
              <strong>{say(`role.${seat.role}`)}</strong>
              {seat.isActing && ` (${say("role.acting")})`}, {seat.unitName}
            </span>
            {seat.id === current ? (
              say("account.current")
            ) : (
              <form method="post" action="/tai-khoan/vai-tro">
                <input type="hidden" name="seat" value={seat.id} />
                <button type="submit" className="secondary">
                  {say("frame.switchSeat")}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <h2>{say("calendar.title")}</h2>
      <p>
        <a href="/tai-khoan/lich">{say("calendar.open")}</a>
      </p>
      <h2>{say("account.security")}</h2>
      <p>
        <a href="/tai-khoan/xac-thuc-hai-buoc">{say("account.secondFactor")}</a>
      </p>
    </>
  )
}
