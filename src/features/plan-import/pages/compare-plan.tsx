import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { type PartCorrection, type PartDifference, partKinds } from "#features/plans/parts-correction.ts"
import { type CorrectedDifference, isEmptyCorrection } from "#features/plans/plan-correction.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { compareWithPlan, correctPlanFromFile } from "../correct-plan-from-file.server.ts"
import { Figures } from "../review-parts.tsx"
import { readHeldPlan } from "../review-plan.server.ts"
import type { Route } from "./+types/compare-plan"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const { plan, correction, shown } = await compareWithPlan(ctx, held)
  const { tasks, added, changed, gone, renamed, same } = correction
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    plan: { slug: plan.slug, title: plan.title },
    added: added.map((at) => ({ name: `${tasks[at]!.code}. ${tasks[at]!.task.title}` })),
    changed: changed.map(({ id, at, differences }) => ({
      id,
      name: `${tasks[at]!.code}. ${tasks[at]!.task.title}`,
      differences,
    })),
    gone: gone.map(({ id, code, title, hasWork }) => ({ id, name: `${code}. ${title}`, hasWork })),
    renamed,
    same,
    parts: correction.parts,
    isSame:
      isEmptyCorrection(correction) &&
      gone.length === 0 &&
      !partKinds.some((kind) => correction.parts[kind].gone.length > 0),
    shown,
    version: held.version,
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const outcome = await correctPlanFromFile(ctx, {
    uploadId: params.upload!,
    seenVersion: form.seenVersion,
    dropIds: form.all("drop"),
    shown: form.fields.shown ?? "",
  })
  return answerWith(outcome, ({ slug }) => `/ke-hoach/${slug}`)
})

export default function ComparePlan({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, plan, added, changed, gone, renamed, same, parts, isSame, shown, version, form } = loaderData
  const planBase = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: say("planImport.review") }]}
        title={say("correction.title")}
        lead={say("correction.lead")}
      />
      <ErrorSummary state={actionData} />
      <p>
        <a href={planBase}>{plan.title}</a>
      </p>
      <Figures
        figures={[
          [say("correction.added"), added.length],
          [say("correction.changed"), changed.length],
          [say("correction.gone"), gone.length],
          [say("correction.same"), same],
          [say("correction.parts"), partKinds.reduce((sum, kind) => sum + touched(parts[kind]), 0)],
        ]}
      />
      {isSame ? (
        <Empty>{say("correction.nothing")}</Empty>
      ) : (
        <PostForm {...form} seenVersion={version} state={actionData} hidden={{ shown }}>
          {renamed.map((group) => (
            <p key={group.id}>{say("correction.renamed", { before: group.before, after: group.after })}</p>
          ))}
          {changed.length > 0 && <h2>{say("correction.changed")}</h2>}
          {changed.map((task) => (
            <article key={task.id} className="card">
              <h3>
                <Tag tone="accent">{say("compare.what.changed")}</Tag>{" "}
                <a href={`${planBase}/nhiem-vu/${task.id}`}>{task.name}</a>
              </h3>
              <BeforeAfter differences={task.differences} label={task.name} />
            </article>
          ))}
          {added.length > 0 && <h2>{say("correction.added")}</h2>}
          <ul>
            {added.map((task) => (
              <li key={task.name}>{task.name}</li>
            ))}
          </ul>
          {gone.length > 0 && (
            <fieldset>
              <legend>{say("correction.gone")}</legend>
              <p className="hint">{say("correction.goneHint")}</p>
              {gone.map((task) => (
                <label key={task.id} className="choice">
                  <input type="checkbox" name="drop" value={task.id} disabled={task.hasWork} />{" "}
                  <span>
                    {task.name} {task.hasWork && <small>({say("correction.hasWork")})</small>}
                  </span>
                </label>
              ))}
            </fieldset>
          )}
          {partKinds.map((kind) => (
            <Part key={kind} kind={kind} part={parts[kind]} />
          ))}
          <p className="actions">
            <button type="submit">{say("correction.apply")}</button>
            <a href={base}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}

const touched = ({ added, changed, gone }: PartCorrection): number => added.length + changed.length + gone.length

/** Indicators, duties of agencies, or reporting rules: what changes, what is new, what the file no longer has. */
function Part({ kind, part }: { kind: (typeof partKinds)[number]; part: PartCorrection }) {
  const say = useSay()
  const { added, changed, gone } = part
  if (touched(part) === 0) return null
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind}>{say(`correction.${kind}`)}</h2>
      {changed.map((each) => (
        <article key={each.id} className="card">
          <h3>
            <Tag tone="accent">{say("compare.what.changed")}</Tag> {each.name}
          </h3>
          <BeforeAfter differences={each.differences} label={each.name} />
        </article>
      ))}
      {added.length > 0 && (
        <ul className="plain-list">
          {added.map((each) => (
            <li key={each.at}>
              <Tag tone="good">{say("compare.what.added")}</Tag> {each.name}
            </li>
          ))}
        </ul>
      )}
      {gone.length > 0 && (
        <fieldset>
          <legend>{say("correction.gone")}</legend>
          <p className="hint">{say(`correction.goneHint.${kind}`)}</p>
          {gone.map((each) => (
            <label key={each.id} className="choice">
              <input type="checkbox" name="drop" value={each.id} /> <span>{each.name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </section>
  )
}

function BeforeAfter({
  differences,
  label,
}: {
  differences: readonly (CorrectedDifference | PartDifference)[]
  label: string
}) {
  const say = useSay()
  return (
    <TableScroll label={label}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("compare.field")}</th>
            <th>{say("compare.before")}</th>
            <th>{say("compare.after")}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{say(`compare.field.${field}`)}</th>
              <td data-label={say("compare.before")}>{before || "–"}</td>
              <td data-label={say("compare.after")}>{after || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
