import { pageOf } from "#access/page.server.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { searchTasks } from "../read-plan.server.ts"
import type { Route } from "./+types/search"

const LIMIT = 50

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const text = new URL(request.url).searchParams.get("q") ?? ""
  return { text, found: await searchTasks(ctx.db, text, LIMIT) }
}

export default function Search({ loaderData: { text, found } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        title={say("search.title")}
        lead={
          text
            ? say(found.length === LIMIT ? "search.atLeast" : "search.found", { count: found.length, text })
            : say("search.ask")
        }
      />
      {found.length === 0 && text ? <Empty>{say("search.none")}</Empty> : null}
      <ul className="plain-list">
        {found.map((task) => (
          <li key={task.id}>
            <a href={`/ke-hoach/${task.slug}/nhiem-vu/${task.id}`}>
              {task.code}. {task.title}
            </a>
            <br />
            <small>{task.planTitle}</small>
          </li>
        ))}
      </ul>
    </>
  )
}
