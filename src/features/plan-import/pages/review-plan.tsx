import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead, Tag } from "#ui/parts.tsx"
import { findPlanOf } from "../correct-plan-from-file.server.ts"
import { gapsOf, mainDocument, type ReviewGroup, type ReviewTask, reviewGroups } from "../held-plan.ts"
import { readKnownNames } from "../known-names.server.ts"
import { agencyNames } from "../match-agencies.ts"
import {
  DeadlineText,
  Declared,
  Fact,
  Figures,
  Issues,
  Missing,
  PlaceLink,
  PlanThere,
  SourcePane,
} from "../review-parts.tsx"
import { dropTask, readHeldPlan } from "../review-plan.server.ts"
import { anchorOf } from "../source-view.ts"
import type { Route } from "./+types/review-plan"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const { reading, sources, version } = held
  const groups = reviewGroups(held).map((group) => ({
    ...group,
    tasks: group.tasks.map((task) => ({ ...task, children: [], anchor: anchorOf(task.source, sources) })),
  }))
  const tasks = groups.flatMap((group) => group.tasks)
  const names = agencyNames(
    tasks.filter((task) => !task.isDropped),
    await readKnownNames(ctx.db, ctx.today),
    held.corrections.names,
  )
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    version,
    form,
    sources,
    groups,
    document: mainDocument(held) ?? null,
    planThere: (await findPlanOf(ctx, ctx.db, held)) ?? null,
    declared: reading.plan.declared,
    issues: reading.issues.map((issue) => ({ ...issue, anchor: anchorOf(issue.source, sources) })),
    counts: {
      ...gapsOf(tasks),
      groups: groups.filter((group) => group.tasks.some((task) => !task.isDropped)).length,
      indicators: reading.plan.indicators.length,
      rules: reading.plan.reporting.length,
      unknownNames: names.filter((each) => each.target === null && each.choice === null).length,
    },
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const { path, do: what } = form.fields
  if (what !== "drop" && what !== "restore") throw new NotFound("action")
  const outcome = await dropTask(ctx, {
    uploadId: params.upload!,
    seenVersion: form.seenVersion,
    path: path ?? "",
    isDropped: what === "drop",
  })
  return answerWith(outcome, () => `/nhap-ke-hoach/${params.upload}#viec-${path}`)
})

export default function ReviewPlan({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, groups, counts, issues, declared, sources, document } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/nhap-ke-hoach", label: say("planImport.title") }]}
        title={say("planImport.review")}
        lead={say("planImport.reviewLead")}
      />
      <ErrorSummary state={actionData} />
      <PlanThere plan={loaderData.planThere} base={base} />
      <Issues issues={issues} />
      <Figures
        figures={[
          [say("planImport.count.groups"), counts.groups],
          [say("planImport.count.tasks"), counts.tasks],
          [say("planImport.count.withoutLead"), counts.withoutLead],
          [say("planImport.count.withoutDeadline"), counts.withoutDeadline],
          [say("planImport.count.indicators"), counts.indicators],
          [say("planImport.count.rules"), counts.rules],
        ]}
      />
      <Declared declared={declared} />
      {counts.unknownNames > 0 && (
        <Message tone="info">
          <p>
            {say("planImport.unknownNames", { count: counts.unknownNames })}{" "}
            <a href={`${base}/co-quan`}>{say("planImport.matchNames")}</a>
          </p>
        </Message>
      )}
      <p className="actions">
        <a className="button" href={`${base}/kiem-tra`}>
          {say("planImport.toCheck")}
        </a>
        <a href={`${base}/co-quan`}>{say("planImport.matchNames")}</a>
      </p>
      <div className="split panes">
        <div>
          <DocumentCard document={document} base={base} />
          {groups.map((group) => (
            <GroupPart key={group.at} group={group} {...loaderData} />
          ))}
        </div>
        <SourcePane sources={sources} />
      </div>
    </>
  )
}

function DocumentCard({ document, base }: Pick<Route.ComponentProps["loaderData"], "document" | "base">) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="document">
      <h2 id="document">{say("planImport.document")}</h2>
      <dl className="facts">
        <Fact label={say("planImport.number")}>
          {document?.number ? `${document.number}/${document.notation ?? ""}` : <Missing />}
        </Fact>
        <Fact label={say("planImport.issuedOn")}>
          {document?.issuedOn ? <Days day={document.issuedOn} /> : <Missing />}
        </Fact>
        <Fact label={say("planImport.issuer")}>{document?.issuer ?? <Missing />}</Fact>
        <Fact label={say("planImport.documentTitle")}>{document?.title ?? <Missing />}</Fact>
      </dl>
      <a href={`${base}/van-ban`}>{say("planImport.editDocument")}</a>
    </section>
  )
}

type Shown = Route.ComponentProps["loaderData"]

function GroupPart({ group, ...more }: { group: Shown["groups"][number] } & Shown) {
  const say = useSay()
  const name = groupName(group)
  return (
    <section aria-labelledby={`nhom-${group.at}`}>
      <h2 id={`nhom-${group.at}`}>
        {name} {group.isChanged && <Tag tone="accent">{say("planImport.changed")}</Tag>}
      </h2>
      <p>
        {say("planImport.groupTasks", { count: group.tasks.filter((task) => !task.isDropped).length })} ·{" "}
        <a href={`${more.base}/nhom/${group.at}`}>
          {say("planImport.editGroup")}
          <span className="visually-hidden"> {name}</span>
        </a>
      </p>
      <ol className="plain-list">
        {group.tasks.map((task) => (
          <TaskPart key={task.path} task={task} {...more} />
        ))}
      </ol>
    </section>
  )
}

const groupName = (group: Pick<ReviewGroup, "code" | "title">): string =>
  group.code ? `${group.code}. ${group.title}` : group.title

function TaskPart({ task, base, version, form }: { task: ReviewTask & { anchor: string | null } } & Shown) {
  const say = useSay()
  const name = task.code ? `${task.code}. ${task.title}` : task.title
  const list = (names: readonly string[]) => (names.length === 0 ? null : names.join("; "))
  return (
    <li id={`viec-${task.path}`} className={task.depth > 0 ? "part" : undefined}>
      <h3>{task.isDropped ? <del>{name}</del> : name}</h3>
      <p>
        <PlaceLink place={task.source} anchor={task.anchor} />{" "}
        {task.provisional && <Tag tone="calm">{say("planImport.provisional")}</Tag>}{" "}
        {task.isChanged && <Tag tone="accent">{say("planImport.changed")}</Tag>}{" "}
        {task.isDropped && <Tag tone="warn">{say("planImport.dropped")}</Tag>}
      </p>
      {!task.isDropped && (
        <dl className="facts">
          <Fact label={say("task.lead")}>{list(task.leads) ?? <Missing />}</Fact>
          {task.coordinating.length > 0 && <Fact label={say("task.coordinating")}>{list(task.coordinating)}</Fact>}
          <Fact label={say("task.deadline")}>
            <DeadlineText deadline={task.deadline} />
          </Fact>
          <Fact label={say("task.product")}>{task.product ?? <Missing />}</Fact>
        </dl>
      )}
      <div className="row">
        {!task.isDropped && (
          <a href={`${base}/viec/${task.path}`}>
            {say("planImport.editTask")}
            <span className="visually-hidden"> {name}</span>
          </a>
        )}
        <PostForm
          {...form}
          requestId={requestIdFor(form.requestId, task.path)}
          seenVersion={version}
          hidden={{ do: task.isDropped ? "restore" : "drop", path: task.path }}
        >
          <button type="submit" className="plain">
            {say(task.isDropped ? "planImport.restore" : "planImport.drop")}
            <span className="visually-hidden"> {name}</span>
          </button>
        </PostForm>
      </div>
    </li>
  )
}

/** One request id for each form of the page: the last twelve digits tell them apart. */
function requestIdFor(requestId: string, path: string): string {
  const digits = path.split(".").reduce((sum, part) => sum * 1_000 + Number(part) + 1, 0)
  return requestId.slice(0, -12) + digits.toString(16).padStart(12, "0").slice(-12)
}
