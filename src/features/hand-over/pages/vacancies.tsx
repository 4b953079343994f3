import { pageOf } from "#access/page.server.ts"
import { mayAdminister } from "#features/organisation/permissions.ts"
import { NotFound } from "#platform/errors.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, number, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { maySeeVacancies } from "../permissions.ts"
import { readVacancies } from "../read-hand-overs.server.ts"
import type { Route } from "./+types/vacancies"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeVacancies(ctx.actor)) throw new NotFound("vacancies")
  return { units: await readVacancies(ctx.db, ctx.today), mayGive: mayAdminister(ctx.actor) }
}

/** Units with open tasks and nobody who reports, or nobody who answers: their reports would stay out. */
export default function Vacancies({ loaderData: { units, mayGive } }: Route.ComponentProps) {
  const say = useSay()
  const yes = (has: boolean) => <Tag tone={has ? "good" : "bad"}>{say(has ? "vacancies.has" : "vacancies.hasNot")}</Tag>
  return (
    <>
      <PageHead
        crumbs={[
          mayGive
            ? { to: "/quan-tri/nguoi-dung", label: say("people.title") }
            : { to: "/tong-hop", label: say("nav.consolidation") },
        ]}
        title={say("vacancies.title")}
        lead={say("vacancies.lead")}
      />
      {units.length === 0 ? (
        <Empty>{say("vacancies.none")}</Empty>
      ) : (
        <>
          <p>{say("vacancies.count", { count: units.length })}</p>
          <TableScroll label={say("vacancies.title")}>
            <table className="stack">
              <thead>
                <tr>
                  <th>{say("unit.name")}</th>
                  <th>{say("role.reporter")}</th>
                  <th>{say("role.head")}</th>
                  <th className="number">{say("vacancies.tasks")}</th>
                </tr>
              </thead>
              <tbody>
                {units.map((unit) => (
                  <tr key={unit.unitId}>
                    <th scope="row">
                      {mayGive ? <a href={`/quan-tri/don-vi/${unit.unitId}`}>{unit.unitName}</a> : unit.unitName}
                    </th>
                    <td data-label={say("role.reporter")}>{yes(unit.hasWriter)}</td>
                    <td data-label={say("role.head")}>{yes(unit.hasHead)}</td>
                    <td className="number" data-label={say("vacancies.tasks")}>
                      {number(unit.tasks)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </>
      )}
    </>
  )
}
