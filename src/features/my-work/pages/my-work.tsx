import { pageOf } from "#access/page.server.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Tag } from "#ui/parts.tsx"
import { nearness, readMyWork } from "../my-work.server.ts"
import type { Route } from "./+types/my-work"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { mine, waiting } = await readMyWork(ctx)
  return {
    waiting,
    mine: mine.map((item) => ({ ...item, nearness: item.dueOn && nearness(item.dueOn, ctx.today) })),
    seat: ctx.actor.seat,
  }
}

const tones = { late: "bad", soon: "warn", calm: "calm" } as const

export default function MyWork({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { mine, waiting, seat } = loaderData
  return (
    <>
      <PageHead title={say("nav.myWork")} lead={`${say(`role.${seat.role}`)}, ${seat.unitName}`} />
      {mine.length === 0 ? (
        <Empty>
          <p>{say("myWork.empty")}</p>
          <p>
            <a href="/ke-hoach">{say("myWork.toPlans")}</a>
          </p>
        </Empty>
      ) : (
        <ul className="plain-list">
          {mine.map((item) => (
            <li key={item.word + item.to} className="card row">
              <div className="grow">
                <strong>{say(`myWork.${item.word}.title`, item.values)}</strong>
                {item.title && <div>{capital(roundName(item.title))}</div>}
                {item.dueOn && item.nearness && (
                  <div className="soft">
                    {say("myWork.dueOn")} <Days day={item.dueOn} />{" "}
                    <Tag tone={tones[item.nearness]}>{say(`myWork.near.${item.nearness}`)}</Tag>
                  </div>
                )}
              </div>
              <a className="button" href={item.to}>
                {say(`myWork.${item.word}.action`)}
                <span className="visually-hidden">: {item.title}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{say("myWork.waiting")}</h2>
          <ul>
            {waiting.map((item) => (
              <li key={item.to}>
                <a href={item.to}>{capital(roundName(item.title))}</a>: {say(`myWork.wait.${item.word}`)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
