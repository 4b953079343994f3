import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { addChange } from "#features/plans/amend-plan.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { type ChangeKind, changeKinds, type PlanChange } from "#features/plans/plan-change.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readFactsAt, readIndicatorFactsAt, readVersion } from "#features/plans/read-versions.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { IndicatorFields } from "../indicator-fields.tsx"
import { nameTargets } from "../name-targets.ts"
import { SearchForm, SubjectSearch, searchedSubjects } from "../subject-search.tsx"
import { TaskFields } from "../task-fields.tsx"
import { emptyChange, typedIndicatorPatch, typedTaskPatch } from "../typed-change.ts"
import type { Route } from "./+types/change"

/** What the address asks for: which kind of change, on what. */
function asked(request: Request) {
  const query = new URL(request.url).searchParams
  const kind = changeKinds.find((each) => each === query.get("loai")) ?? "change"
  const subject = query.get("muc") === "indicator" ? ("indicator" as const) : ("task" as const)
  return { kind, subject, id: query.get("chon"), text: query.get("tim") ?? "" }
}

const needsSubject = (kind: ChangeKind): boolean => kind !== "add"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const version = await readVersion(ctx.db, plan.id, Number(params.number))
  if (!mayEditPlan(ctx.actor, plan) || version.state !== "draft") throw new NotFound("planVersion")
  const { kind, subject, id, text } = asked(request)
  const tasks = await readFactsAt(ctx.db, plan.id, version.number)
  const indicators = subject === "indicator" ? await readIndicatorFactsAt(ctx.db, plan.id, version.number) : new Map()
  const standing = [...tasks].filter(([, facts]) => facts.retiredOn === null && facts.droppedOn === null)
  const task = subject === "task" && id ? (tasks.get(id) ?? null) : null
  const indicator = subject === "indicator" && id ? (indicators.get(id) ?? null) : null
  const isChosen = task !== null || indicator !== null || !needsSubject(kind)
  return {
    plan: { slug: plan.slug, title: plan.title },
    version: { number: version.number, version: version.version },
    kind,
    subject,
    id,
    text,
    isChosen,
    task,
    indicator,
    groups: [...new Map(standing.map(([, facts]) => [facts.groupId, `${facts.groupCode}. ${facts.groupTitle}`]))].map(
      ([value, label]) => ({ value, label }),
    ),
    choices: isChosen && subject === "task" ? await readUnitChoices(ctx.db) : { units: [], groups: [] },
    found:
      isChosen && kind !== "merge"
        ? []
        : searchedSubjects(
            subject === "task"
              ? standing.map(([taskId, facts]) => ({
                  id: taskId,
                  code: facts.code,
                  title: facts.title,
                  groupId: facts.groupId,
                }))
              : [...indicators].map(([indicatorId, facts]) => ({
                  id: indicatorId,
                  code: facts.code,
                  title: facts.title,
                  groupId: "",
                })),
            text,
            kind === "merge" && task ? { not: id, first: task.groupId } : {},
          ),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params, request }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const version = await readVersion(ctx.db, plan.id, Number(params.number))
  const { kind, subject, id } = asked(request)
  const change: PlanChange = {
    ...emptyChange(kind, subject),
    subjectId: needsSubject(kind) ? id : null,
    otherIds: form.all("other"),
    note: form.fields.note?.trim() ?? "",
  }
  if (kind !== "drop") {
    const before = kind === "split" || !id ? null : id
    const patch =
      subject === "task"
        ? typedTaskPatch(
            { fields: form.fields, leads: form.all("lead"), coordinating: form.all("coordinating") },
            before ? ((await readFactsAt(ctx.db, plan.id, version.number)).get(before) ?? null) : null,
            { nameOf: nameTargets(await readUnitChoices(ctx.db)), issuedOn: version.issuedOn },
          )
        : typedIndicatorPatch(
            form.fields,
            before ? ((await readIndicatorFactsAt(ctx.db, plan.id, version.number)).get(before) ?? null) : null,
          )
    if (!patch.ok) return patch
    change.patch = patch.value
  }
  const outcome = await addChange(ctx, { versionId: version.id, seenVersion: form.seenVersion, change })
  return answerWith(outcome, () => `/ke-hoach/${plan.slug}/phien-ban/${version.number}`)
})

export default function Change({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, version, kind, subject, id, text, isChosen, task, indicator, groups, choices, found, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const here = `${base}/phien-ban/${version.number}`
  const to = (chosen: string) => `${here}/thay-doi?loai=${kind}&muc=${subject}&chon=${chosen}`
  const title = task ?? indicator
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: here, label: say("versions.number", { number: version.number }) },
        ]}
        title={say(subject === "indicator" && kind === "change" ? "amendment.add.indicator" : `amendment.add.${kind}`)}
        {...(title ? { lead: [title.code, title.title].filter(Boolean).join(". ") } : {})}
      />
      <ErrorSummary state={actionData} />
      {!isChosen && (
        <>
          {subject === "indicator" && (
            <p>
              <a href={`${here}/thay-doi?loai=add&muc=indicator`}>{say("amendment.newIndicator")}</a>
            </p>
          )}
          <SubjectSearch text={text} found={found} hidden={{ loai: kind, muc: subject }} to={to} />
        </>
      )}
      {isChosen && kind === "merge" && <SearchForm text={text} hidden={{ loai: kind, muc: subject, chon: id ?? "" }} />}
      {isChosen && (
        <PostForm {...form} state={actionData} seenVersion={version.version} className="card">
          {kind === "merge" && (
            <fieldset id="subject">
              <legend>{say("amendment.others")}</legend>
              <p className="hint">{say("amendment.othersHint")}</p>
              {found.map((each) => (
                <label className="choice" key={each.id}>
                  <input type="checkbox" name="other" value={each.id} /> <span>{`${each.code}. ${each.title}`}</span>
                </label>
              ))}
            </fieldset>
          )}
          {kind !== "drop" && subject === "task" && (
            <TaskFields task={kind === "split" ? null : task} origin={task} groups={groups} choices={choices} />
          )}
          {kind !== "drop" && subject === "indicator" && <IndicatorFields indicator={indicator} />}
          <TextArea name="note" label={`${say("amendment.note")} (${say("form.optional")})`} rows={2} />
          <p className="actions">
            <button type="submit">{say("amendment.save")}</button>
            {subject === "indicator" && kind === "change" && (
              <a href={`${here}/thay-doi?loai=drop&muc=indicator&chon=${id}`}>{say("amendment.dropIndicator")}</a>
            )}
            <a href={here}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}
