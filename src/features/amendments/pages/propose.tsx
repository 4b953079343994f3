import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { lastDayInForce } from "#features/plans/deadline.ts"
import type { IndicatorFacts, IndicatorPatch, TaskPatch } from "#features/plans/plan-change.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readTasksOfUnit, taskFactsNow } from "#features/plans/read-task-facts.server.ts"
import { readFactsAt, readIndicatorFactsAt } from "#features/plans/read-versions.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { IndicatorFields } from "../indicator-fields.tsx"
import { nameTargets } from "../name-targets.ts"
import {
  type IndicatorDraft,
  indicatorProposalKinds,
  kindWord,
  mayPropose,
  type ProposalKind,
  proposalKinds,
} from "../proposal.ts"
import { proposeAmendment, proposeIndicatorAmendment } from "../propose.server.ts"
import { SubjectSearch, searchedSubjects } from "../subject-search.tsx"
import { TaskFields } from "../task-fields.tsx"
import { typedIndicatorPatch, typedTaskPatch } from "../typed-change.ts"
import type { Route } from "./+types/propose"

const NEWEST = 1_000_000

function asked(request: Request) {
  const query = new URL(request.url).searchParams
  const isIndicator = query.get("muc") === "chi-tieu"
  const kinds: readonly ProposalKind[] = isIndicator ? indicatorProposalKinds : proposalKinds
  const kind = kinds.find((each) => each === query.get("loai"))
  return { kind, isIndicator, id: query.get("chon"), text: query.get("tim") ?? "" }
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const { unitId } = ctx.actor.seat
  if (!mayPropose(ctx.actor, unitId) || plan.supersededOn) throw new NotFound("plan")
  const { kind, isIndicator, id, text } = asked(request)
  const indicators = isIndicator
    ? await readIndicatorFactsAt(ctx.db, plan.id, NEWEST)
    : new Map<string, IndicatorFacts>()
  const facts = await readFactsAt(ctx.db, plan.id, NEWEST)
  const task = id && !isIndicator ? (facts.get(id) ?? null) : null
  const now = task && id ? await taskFactsNow(ctx.db, plan.id, id) : undefined
  const mine = await readTasksOfUnit(ctx.db, plan.id, unitId)
  const standing = [...facts.values()].filter((each) => each.retiredOn === null)
  return {
    plan: { slug: plan.slug, title: plan.title },
    kind: kind ?? null,
    isIndicator,
    id,
    text,
    task,
    indicator: id ? (indicators.get(id) ?? null) : null,
    last: now ? lastDayInForce(now.deadline, ctx.today) : null,
    found: searchedSubjects(
      isIndicator
        ? [...indicators]
            .filter(([, each]) => each.retiredOn === null)
            .map(([key, each]) => ({ id: key, code: each.code, title: each.title, groupId: "" }))
        : mine.map((each) => ({ ...each, groupId: "" })),
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
  const { kind, isIndicator, id } = asked(request)
  if (!kind) throw new NotFound("proposal")
  const { fields } = form
  if (isIndicator) return proposeIndicator(ctx, plan.id, { kind, id, fields })
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

async function proposeIndicator(
  ctx: Ctx,
  planId: string,
  { kind, id, fields }: { kind: ProposalKind; id: string | null; fields: Record<string, string> },
) {
  const before = id && kind !== "add" ? ((await readIndicatorFactsAt(ctx.db, planId, NEWEST)).get(id) ?? null) : null
  const patch = kind === "drop" ? done<IndicatorPatch>({}) : typedIndicatorPatch(fields, before)
  if (!patch.ok) return patch
  const outcome = await proposeIndicatorAmendment(ctx, {
    planId,
    indicatorId: kind === "add" ? null : id,
    kind: kind as IndicatorDraft["kind"],
    patch: patch.value,
    reason: fields.reason ?? "",
  })
  return answerWith(outcome, ({ proposalId }) => `/de-nghi/${proposalId}`)
}

function typedExtension(text: string): Outcome<TaskPatch> {
  const to = parseDay(text)
  return to
    ? done({ deadline: { text: formatDay(to), meaning: "byDay", from: null, to } })
    : refused("form.noDay", { field: "deadline", values: { text } })
}

export default function Propose({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, kind, isIndicator, id, text, task, indicator, last, found, groups, choices, form } = loaderData
  const subject = task ?? indicator
  const base = `/ke-hoach/${plan.slug}`
  const here = `${base}/de-nghi/moi`
  const isReady = kind !== null && (kind === "add" || subject !== null)
  const about = isIndicator ? "muc=chi-tieu&" : ""
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/de-nghi`, label: say("proposals.title") },
        ]}
        title={kind ? say(kindWord({ kind, indicator: isIndicator ? {} : null })) : say("proposals.add")}
        {...(subject ? { lead: [subject.code, subject.title].filter(Boolean).join(". ") } : {})}
      />
      <ErrorSummary state={actionData} />
      {kind === null && <KindChoice here={here} id={id} />}
      {kind !== null && !isReady && (
        <SubjectSearch
          text={text}
          found={found}
          hidden={{ loai: kind, ...(isIndicator ? { muc: "chi-tieu" } : {}) }}
          to={(chosen) => `${here}?${about}loai=${kind}&chon=${chosen}`}
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
          {isIndicator && kind !== "drop" && <IndicatorFields indicator={indicator} />}
          {!isIndicator && (kind === "change" || kind === "add") && (
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

/** What can be asked: of a task first, then of an indicator. */
function KindChoice({ here, id }: { here: string; id: string | null }) {
  const say = useSay()
  return (
    <>
      <ul className="plain-list">
        {proposalKinds.map((each) => (
          <li key={each} className="card">
            <a href={`${here}?loai=${each}${id ? `&chon=${id}` : ""}`}>{say(`proposal.kind.${each}`)}</a>
            <p className="hint">{say(`proposal.kindHint.${each}`)}</p>
          </li>
        ))}
      </ul>
      <h2>{say("compare.indicators")}</h2>
      <ul className="plain-list">
        {indicatorProposalKinds.map((each) => (
          <li key={each} className="card">
            <a href={`${here}?muc=chi-tieu&loai=${each}`}>{say(`proposal.indicatorKind.${each}`)}</a>
            <p className="hint">{say(`proposal.indicatorKindHint.${each}`)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
