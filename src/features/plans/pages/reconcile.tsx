import { type ActionFunctionArgs, data } from "react-router"
import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { done, refused } from "#shared/outcome.ts"
import { ErrorSummary, type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { type Reconciled, readForeignList, reconcile } from "../foreign-list.ts"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import { readTaskLines } from "../read-task-lines.server.ts"
import { readOwnTasks, setExternalRefs } from "../set-external-refs.server.ts"
import type { Route } from "./+types/reconcile"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  const own = await readOwnTasks(ctx.db, plan.id)
  return {
    plan: { slug: plan.slug, title: plan.title },
    coded: own.filter((task) => task.externalRef !== null).length,
    all: own.length,
    isSaved: new URL(request.url).searchParams.has("da-luu"),
    form,
    otherForm: pageOf(context).form,
  }
}

type Answer = FormState & { found?: Reconciled; unread?: number }

/** A pasted list is compared and answered at once; nothing of it is kept but the codes that a person confirms. */
export async function action(args: ActionFunctionArgs) {
  let answer: Answer | undefined
  const other = await formAction(async ({ form, ctx, params }) => {
    const plan = await readPlan(ctx.db, params.plan!)
    if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
    if (form.fields.do === "save") {
      const refs = form.all("pair").map((pair) => {
        const at = pair.indexOf(" ")
        return { taskId: pair.slice(0, at), externalRef: pair.slice(at + 1) || null }
      })
      const outcome = await setExternalRefs(ctx, { planId: plan.id, refs })
      return answerWith(outcome, () => `/ke-hoach/${plan.slug}/doi-chieu?da-luu=1`)
    }
    const { tasks, unread } = readForeignList(form.fields.list ?? "")
    if (tasks.length === 0) return refused("reconcile.emptyList", { field: "list" })
    const states = new Map((await readTaskLines(ctx.db, plan.id, ctx.today)).map((line) => [line.id, line.workflow]))
    const own = (await readOwnTasks(ctx.db, plan.id)).map((task) => ({ ...task, state: states.get(task.id) ?? "" }))
    answer = { fields: form.fields, found: reconcile(own, tasks), unread }
    return done({})
  })(args)
  return answer ? data<Answer>(answer) : other
}

export default function Reconcile({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, coded, all, isSaved, form, otherForm } = loaderData
  const answer = actionData as Answer | undefined
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("reconcile.title")}
        lead={say("reconcile.lead", { coded, all })}
      />
      <ErrorSummary state={actionData} />
      {isSaved && !actionData && (
        <Message tone="good">
          <p>{say("form.saved")}</p>
        </Message>
      )}
      {answer?.found && <Found found={answer.found} unread={answer.unread ?? 0} base={base} form={otherForm} />}
      <PostForm {...form} state={actionData} className="card">
        <TextArea name="list" label={say("reconcile.list")} hint={say("reconcile.listHint")} rows={8} />
        <button type="submit">{say("reconcile.compare")}</button>
      </PostForm>
    </>
  )
}

type Form = Route.ComponentProps["loaderData"]["form"]
function Found({ found, unread, base, form }: { found: Reconciled; unread: number; base: string; form: Form }) {
  const say = useSay()
  const { both, theirs, ours } = found
  const suggested = theirs.filter((each) => each.alike !== null)
  return (
    <>
      <Message tone="info">
        <p>
          {say("reconcile.result", {
            both: both.length,
            suggested: suggested.length,
            theirs: theirs.length - suggested.length,
            ours: ours.length,
          })}
          {unread > 0 && ` ${say("reconcile.unread", { count: unread })}`}
        </p>
      </Message>
      {suggested.length > 0 && (
        <PostForm {...form} hidden={{ do: "save" }} className="card">
          <fieldset>
            <legend>{say("reconcile.suggested")}</legend>
            {suggested.map(({ foreign, alike }) => (
              <label className="choice" key={foreign.ref}>
                <input
                  type="checkbox"
                  name="pair"
                  value={`${alike!.id} ${foreign.ref}`}
                  defaultChecked={alike!.share > 0.8}
                />{" "}
                <span>
                  <strong>{foreign.ref}</strong> {foreign.title} → {`${alike!.code}. ${alike!.title}`}{" "}
                  <small>{say("carryOver.share", { percent: Math.round(alike!.share * 100) })}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <button type="submit">{say("reconcile.save")}</button>
        </PostForm>
      )}
      {both.length > 0 && (
        <TableScroll label={say("reconcile.both")}>
          <table className="stack">
            <caption>{say("reconcile.both")}</caption>
            <thead>
              <tr>
                <th>{say("reconcile.ref")}</th>
                <th>{say("task.title")}</th>
                <th>{say("reconcile.ourState")}</th>
                <th>{say("reconcile.theirState")}</th>
              </tr>
            </thead>
            <tbody>
              {both.map(({ own, foreign, sameTitle }) => (
                <tr key={own.id}>
                  <th scope="row">{foreign.ref}</th>
                  <td data-label={say("task.title")}>
                    <a href={`${base}/nhiem-vu/${own.id}`}>{`${own.code}. ${own.title}`}</a>{" "}
                    {!sameTitle && <Tag tone="warn">{say("reconcile.otherTitle")}</Tag>}
                  </td>
                  <td data-label={say("reconcile.ourState")}>
                    {own.state && say(`workflow.${own.state as "completed"}`)}
                  </td>
                  <td data-label={say("reconcile.theirState")}>{foreign.state || "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <details className="card">
        <summary>{say("reconcile.onlyTheirs", { count: theirs.length - suggested.length })}</summary>
        <ul>
          {theirs
            .filter((each) => each.alike === null)
            .map(({ foreign }) => (
              <li key={foreign.ref}>
                <strong>{foreign.ref}</strong> {foreign.title}
              </li>
            ))}
        </ul>
      </details>
      <details className="card">
        <summary>{say("reconcile.onlyOurs", { count: ours.length })}</summary>
        <ul>
          {ours.map((task) => (
            <li key={task.id}>
              <a href={`${base}/nhiem-vu/${task.id}`}>{`${task.code}. ${task.title}`}</a>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
