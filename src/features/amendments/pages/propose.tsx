import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { lastDayInForce } from "#features/plans/deadline.ts"
import type { TaskPatch } from "#features/plans/plan-change.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readTasksOfUnit, taskFactsNow } from "#features/plans/read-task-facts.server.ts"
import { readFactsAt } from "#features/plans/read-versions.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { nameTargets } from "../name-targets.ts"
import { mayPropose, type ProposalKind, proposalKinds } from "../proposal.ts"
import { proposeAmendment } from "../propose.server.ts"
import { SubjectSearch, searchedSubjects } from "../subject-search.tsx"
import { TaskFields } from "../task-fields.tsx"
import { typedTaskPatch } from "../typed-change.ts"
import type { Route } from "./+types/propose"

const NEWEST = 1_000_000

function asked(request: Request): { kind: ProposalKind | undefined; id: string | null; text: string } {
  const query = new URL(request.url).searchParams
  const kind = proposalKinds.find((each) => each === query.get("loai"))
  return { kind, id: query.get("chon"), text: query.get("tim") ?? "" }
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const { unitId } = ctx.actor.seat
  if (!mayPropose(ctx.actor, unitId) || plan.supersededOn) throw new NotFound("plan")
  const { kind, id, text } = asked(request)
  const facts = await readFactsAt(ctx.db, plan.id, NEWEST)
  const task = id ? (facts.get(id) ?? null) : null
  const now = id ? await taskFactsNow(ctx.db, plan.id, id) : undefined
  const mine = await readTasksOfUnit(ctx.db, plan.id, unitId)
  const standing = [...facts.values()].filter((each) => each.retiredOn === null)
  return {
    plan: { slug: plan.slug, title: plan.title },
    kind: kind ?? null,
    id,
    text,
    task,
    last: now ? lastDayInForce(now.deadline, ctx.today) : null,
    found: searchedSubjects(
      mine.map((each) => ({ ...each, groupId: "" })),
      text,
    ),
    groups: [...new Map(standing.map((each) => [each.groupId, `${each.groupCode}. ${each.groupTitle}`]))].map(
      ([value, label]) => ({ value, label }),
    ),
    choices: kind === "change" || kind === "add" ? await readUnitChoices(ctx.db) : { units: [], groups: [] },
    form,
  }
}

export const action = formAction(async ({ form, ctx, params, request }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { kind, id } = asked(request)
  if (!kind) throw new NotFound("proposal")
  const { fields } = form
  let patch: Outcome<TaskPatch> = done({})
  if (kind === "extend") patch = typedExtension(fields.deadline ?? "")
  if (kind === "change" || kind === "add") {
    const before = kind === "change" && id ? ((await readFactsAt(ctx.db, plan.id, NEWEST)).get(id) ?? null) : null
    const nameOf = nameTargets(await readUnitChoices(ctx.db))
    const typed = { fields, leads: form.all("lead"), coordinating: form.all("coordinating") }
    patch = typedTaskPatch(typed, before, { nameOf, issuedOn: ctx.today })
  }
  if (!patch.ok) return patch
  const outcome = await proposeAmendment(ctx, {
    planId: plan.id,
    taskId: kind === "add" ? null : id,
    kind,
    patch: patch.value,
    reason: fields.reason ?? "",
  })
  return answerWith(outcome, ({ proposalId }) => `/de-nghi/${proposalId}`)
})

function typedExtension(text: string): Outcome<TaskPatch> {
  const to = parseDay(text)
  return to
    ? done({ deadline: { text: formatDay(to), meaning: "byDay", from: null, to } })
    : refused("form.noDay", { field: "deadline", values: { text } })
}

export default function Propose({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, kind, id, text, task, last, found, groups, choices, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const here = `${base}/de-nghi/moi`
  const isReady = kind !== null && (kind === "add" || task !== null)
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/de-nghi`, label: say("proposals.title") },
        ]}
        title={kind ? say(`proposal.kind.${kind}`) : say("proposals.add")}
        {...(task ? { lead: `${task.code}. ${task.title}` } : {})}
      />
      <ErrorSummary state={actionData} />
      {kind === null && (
        <ul className="plain-list">
          {proposalKinds.map((each) => (
            <li key={each} className="card">
              <a href={`${here}?loai=${each}${id ? `&chon=${id}` : ""}`}>{say(`proposal.kind.${each}`)}</a>
              <p className="hint">{say(`proposal.kindHint.${each}`)}</p>
            </li>
          ))}
        </ul>
      )}
      {kind !== null && !isReady && (
        <SubjectSearch
          text={text}
          found={found}
          hidden={{ loai: kind }}
          to={(chosen) => `${here}?loai=${kind}&chon=${chosen}`}
        />
      )}
      {isReady && (
        <PostForm {...form} state={actionData} className="card">
          {kind === "extend" && (
            <>
              <p>
                {say("extension.now")}: <strong>{task?.deadline.text ?? "–"}</strong>
                {last && (
                  <>
                    {" "}
                    ({say("task.lastDay")} <Days day={last} />)
                  </>
                )}
              </p>
              <DayField name="deadline" label={say("extension.until")} hint={say("form.dayHint")} />
            </>
          )}
          {(kind === "change" || kind === "add") && (
            <TaskFields task={task} origin={null} groups={groups} choices={choices} />
          )}
          <TextArea name="reason" label={say("proposal.reason")} hint={say("proposal.reasonHint")} rows={4} />
          <p className="actions">
            <button type="submit">{say("proposal.send")}</button>
            <a href={`${base}/de-nghi`}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}
