import { useSay } from "#ui/language.tsx"
import { Empty, Message, number, PageHead, TableScroll } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { readUnitGroups } from "../read-unit-groups.server.ts"
import type { Route } from "./+types/groups"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = adminPage(context)
  return { groups: await readUnitGroups(ctx.db), isSaved: new URL(request.url).searchParams.has("da-luu") }
}

export default function Groups({ loaderData: { groups, isSaved } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("nav.unitGroups")} lead={say("groups.lead", { count: groups.length })} />
      {isSaved && (
        <Message tone="good">
          <p>{say("form.saved")}</p>
        </Message>
      )}
      <p className="actions">
        <a className="button" href="/quan-tri/nhom-don-vi/them">
          {say("groups.add")}
        </a>
      </p>
      {groups.length === 0 ? (
        <Empty>{say("groups.none")}</Empty>
      ) : (
        <TableScroll label={say("nav.unitGroups")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("group.name")}</th>
                <th className="number">{say("group.members")}</th>
                <th>{say("plan.history")}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.id}>
                  <th scope="row">
                    <a href={`/quan-tri/nhom-don-vi/${group.id}`}>{group.name}</a>
                  </th>
                  <td className="number" data-label={say("group.members")}>
                    {number(group.memberIds.length)}
                  </td>
                  <td data-label={say("plan.history")}>
                    <a href={`/lich-su/${group.id}`}>
                      {say("history.show")}
                      <span className="visually-hidden"> {group.name}</span>
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  )
}
