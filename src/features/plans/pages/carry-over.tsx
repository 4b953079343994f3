import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, Message, PageHead, Paging, Tag } from "#ui/parts.tsx"
import { mayEditPlan } from "../permissions.ts"
import { type CarryLine, readCarryLines, readReplaceable, taskIdsByCode } from "../read-carry-over.server.ts"
import { type PlanHead, readPlan } from "../read-plan.server.ts"
import { type CarryDecision, confirmCarryOver, supersedePlan } from "../supersede-plan.server.ts"
import type { Route } from "./+types/carry-over"

const PAGE_SIZE = 20

const queryOf = (request: Request) => new URL(request.url).searchParams

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  const query = queryOf(request)
  const old = query.get("cu") ? await readPlan(ctx.db, query.get("cu")!) : null
  if (old && (!mayEditPlan(ctx.actor, old) || old.id === plan.id)) throw new NotFound("plan")
  const onlyOpen = !query.has("tat-ca")
  return {
    plan,
    old,
    others: old ? [] : (await readReplaceable(ctx.db, plan)).map(({ id: _, documentId: __, ...other }) => other),
    carry: old
      ? await readCarryLines(
          ctx.db,
          { oldPlanId: old.id, newPlanId: plan.id },
          { page: pageNumber(request), pageSize: PAGE_SIZE, onlyOpen },
        )
      : null,
    onlyOpen,
    search: searchOf(request),
    form,
    otherForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params, request }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const old = await readPlan(ctx.db, queryOf(request).get("cu") ?? "")
  const plans = { oldPlanId: old.id, newPlanId: plan.id }
  if (form.fields.do === "supersede") {
    const supersededOn = parseDay(form.fields.supersededOn ?? "")
    if (!supersededOn)
      return refused("form.noDay", { field: "supersededOn", values: { text: form.fields.supersededOn ?? "" } })
    return answerWith(await supersedePlan(ctx, { ...plans, supersededOn }), () => `/ke-hoach/${plan.slug}`)
  }
  const decisions = typedDecisions(form.fields, form.all("old"), await taskIdsByCode(ctx.db, plan.id))
  if (!decisions.ok) return decisions
  const outcome = await confirmCarryOver(ctx, { ...plans, decisions: decisions.value })
  return outcome.ok ? seeOther(`/ke-hoach/${plan.slug}/thay-the?cu=${old.slug}`) : outcome
})

/** For each listed task: one of the suggestions, none, or another task by its code. What was not chosen stays open. */
function typedDecisions(
  fields: Readonly<Record<string, string>>,
  listed: readonly string[],
  byCode: ReadonlyMap<string, string>,
): Outcome<CarryDecision[]> {
  const decisions: CarryDecision[] = []
  for (const oldTaskId of listed) {
    const chosen = fields[`to-${oldTaskId}`]
    const code = (fields[`code-${oldTaskId}`] ?? "").trim().toLowerCase()
    if (code !== "") {
      const newTaskId = byCode.get(code)
      if (!newTaskId) return refused("carryOver.noSuchCode", { field: `code-${oldTaskId}`, values: { code } })
      decisions.push({ oldTaskId, newTaskId })
    } else if (chosen === "none") decisions.push({ oldTaskId, newTaskId: null })
    else if (chosen) decisions.push({ oldTaskId, newTaskId: chosen })
  }
  return decisions.length === 0 ? refused("carryOver.nothingChosen") : done(decisions)
}

export default function CarryOver({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, old, others, carry, onlyOpen, search, form, otherForm } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={old ? say("carryOver.of", { plan: nameOf(old) }) : say("carryOver.title")}
        lead={say("carryOver.lead")}
      />
      <ErrorSummary state={actionData} />
      {!old && <OtherPlans others={others} base={base} />}
      {old && carry && (
        <>
          <Message tone={carry.count.decided === carry.count.all ? "good" : "info"}>
            <p>{say("carryOver.progress", { decided: carry.count.decided, all: carry.count.all })}</p>
          </Message>
          <p>
            <a href={`${base}/thay-the?cu=${old.slug}${onlyOpen ? "&tat-ca=1" : ""}`}>
              {say(onlyOpen ? "carryOver.showAll" : "carryOver.showOpen")}
            </a>
          </p>
          {carry.lines.length === 0 ? (
            <Empty>{say("carryOver.allDecided")}</Empty>
          ) : (
            <PostForm {...form} state={actionData}>
              {carry.lines.map((line) => (
                <CarryChoice key={line.id} line={line} typed={actionData?.fields[`code-${line.id}`]} />
              ))}
              <button type="submit">{say("carryOver.confirm")}</button>
            </PostForm>
          )}
          <Paging page={carry.page} pages={carry.pages} search={search} />
          {carry.count.decided === carry.count.all && (
            <PostForm {...otherForm} state={actionData} hidden={{ do: "supersede" }} className="card">
              <h2>{say("carryOver.finish")}</h2>
              <p>{say("carryOver.finishText", { plan: nameOf(old) })}</p>
              <DayField
                name="supersededOn"
                label={say("carryOver.from")}
                hint={say("form.dayHint")}
                initial={plan.issuedOn && formatDay(plan.issuedOn)}
              />
              <button type="submit">{say("carryOver.supersede")}</button>
            </PostForm>
          )}
        </>
      )}
    </>
  )
}

const nameOf = (plan: Pick<PlanHead, "number" | "notation" | "title">): string =>
  plan.number ? `${plan.number}/${plan.notation}` : plan.title

type Others = Route.ComponentProps["loaderData"]["others"]
function OtherPlans({ others, base }: { others: Others; base: string }) {
  const say = useSay()
  if (others.length === 0) return <Empty>{say("carryOver.noOther")}</Empty>
  return (
    <>
      <h2>{say("carryOver.which")}</h2>
      <ul className="plain-list">
        {others.map((other) => (
          <li key={other.slug} className="card">
            <a href={`${base}/thay-the?cu=${other.slug}`}>
              {[other.number && `${other.number}/${other.notation}`, other.title].filter(Boolean).join(": ")}
            </a>{" "}
            {other.isNamed && <Tag tone="accent">{say("carryOver.named")}</Tag>}
          </li>
        ))}
      </ul>
    </>
  )
}

function CarryChoice({ line, typed }: { line: CarryLine; typed: string | undefined }) {
  const say = useSay()
  const name = `to-${line.id}`
  const first = line.decided === null ? "none" : (line.decided?.id ?? line.suggestions[0]?.id ?? "")
  const offered =
    line.decided && !line.suggestions.some((each) => each.id === line.decided?.id)
      ? [{ ...line.decided, share: 1 }, ...line.suggestions]
      : line.suggestions
  return (
    <fieldset className="card">
      <legend>{`${line.code}. ${line.title}`}</legend>
      <input type="hidden" name="old" value={line.id} />
      {line.decided !== undefined && <Tag tone="good">{say("carryOver.isConfirmed")}</Tag>}
      {offered.map((each) => (
        <label className="choice" key={each.id}>
          <input type="radio" name={name} value={each.id} defaultChecked={first === each.id} />{" "}
          <span>
            {`${each.code}. ${each.title}`}{" "}
            <small>{say("carryOver.share", { percent: Math.round(each.share * 100) })}</small>
          </span>
        </label>
      ))}
      <label className="choice">
        <input type="radio" name={name} value="none" defaultChecked={first === "none"} />{" "}
        <span>{say("carryOver.none")}</span>
      </label>
      <div className="field">
        <label htmlFor={`code-${line.id}`}>{say("carryOver.otherCode")}</label>
        <input id={`code-${line.id}`} name={`code-${line.id}`} defaultValue={typed} autoComplete="off" />
      </div>
    </fieldset>
  )
}
