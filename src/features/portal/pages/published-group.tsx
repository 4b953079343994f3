import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { OutcomeTag } from "#features/plans/outcome-parts.tsx"
import type { OutcomeLine } from "#features/plans/task-outcome.ts"
import { NotFound } from "#platform/errors.ts"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead, TableScroll } from "#ui/parts.tsx"
import { AsOf, usePortalPath } from "../portal-parts.tsx"
import { readPublication } from "../read-published.server.ts"
import type { Route } from "./+types/published-group"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { report, content } = await readPublication(context.get(instanceContext).db, params.plan)
  const group = content.byGroup.find((each) => each.code === params.group)
  if (!group) throw new NotFound("group")
  return renderOnly({
    report,
    content: { ...content, narrative: [], tasks: [] },
    group,
    tasks: content.tasks.filter((task) => task.groupCode === group.code),
  })
}

export default function PublishedGroup({ loaderData: { report, content, group, tasks } }: Route.ComponentProps) {
  const say = useSay()
  const path = usePortalPath()
  const base = `/cong-khai/${report.planSlug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: path("/"), label: say("portal.results") },
          { to: path(base), label: report.planTitle },
        ]}
        title={`${group.code}. ${group.title}`}
        lead={say("tasks.count", { all: tasks.length })}
      />
      <AsOf report={report} content={content} />
      <TableScroll label={say("tasks.title")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("task.code")}</th>
              <th>{say("task.title")}</th>
              <th>{say("task.lead")}</th>
              <th>{say("task.deadline")}</th>
              <th>{say("task.state")}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.id}>
                <td data-label={say("task.code")}>{task.code}</td>
                <th scope="row">
                  <a href={path(`${base}/nhiem-vu/${task.id}`)}>{task.title}</a>
                </th>
                <td data-label={say("task.lead")}>{task.leads.join("; ")}</td>
                <td data-label={say("task.deadline")}>{task.deadline}</td>
                <td data-label={say("task.state")}>
                  <OutcomeTag line={task.outcome as OutcomeLine | null} />{" "}
                  {task.completedOn && <Days day={task.completedOn} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}
