import { instanceContext } from "#access/instance.ts"
import { OutcomeTag } from "#features/plans/outcome-parts.tsx"
import type { OutcomeLine } from "#features/plans/task-outcome.ts"
import { NotFound } from "#platform/errors.ts"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { AsOf, usePortalPath } from "../portal-parts.tsx"
import { readPublication } from "../read-published.server.ts"
import type { Route } from "./+types/published-task"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { report, content } = await readPublication(context.get(instanceContext).db, params.plan)
  const task = content.tasks.find((each) => each.id === params.task)
  if (!task) throw new NotFound("task")
  return { report, content: { ...content, tasks: [], narrative: [], byGroup: [] }, task }
}

export default function PublishedTask({ loaderData: { report, content, task } }: Route.ComponentProps) {
  const say = useSay()
  const path = usePortalPath()
  const base = `/cong-khai/${report.planSlug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: path(base), label: report.planTitle },
          {
            to: path(`${base}/nhom/${encodeURIComponent(task.groupCode)}`),
            label: `${say("plan.group")} ${task.groupCode}`,
          },
        ]}
        title={`${task.code}. ${task.title}`}
      />
      <p>
        <OutcomeTag line={task.outcome as OutcomeLine | null} />
      </p>
      <dl className="facts card">
        <dt>{say("task.lead")}</dt>
        <dd>{task.leads.join("; ") || say("tasks.noLead")}</dd>
        <dt>{say("task.deadline")}</dt>
        <dd>{task.deadline ?? say("tasks.noDeadline")}</dd>
        <dt>{say("task.product")}</dt>
        <dd>{task.product ?? "–"}</dd>
        <dt>{say("entry.percent")}</dt>
        <dd>{task.percentDone === null ? "–" : `${task.percentDone} %`}</dd>
        <dt>{say("task.completedOn")}</dt>
        <dd>
          <Days day={task.completedOn} />
        </dd>
      </dl>
      <AsOf report={report} content={content} />
    </>
  )
}
