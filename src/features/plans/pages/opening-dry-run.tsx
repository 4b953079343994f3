import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, Message, number, PageHead, TableScroll } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import type { CellFault, OpeningChange } from "../opening-sheet.ts"
import { dropOpeningSheet, dryRunOpening, enterOpeningSheet } from "../opening-upload.server.ts"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import type { Route } from "./+types/opening-dry-run"

/** A page, not a download: the first of a long list show what kind it is. */
const SHOWN = 200

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  const { fileName, changes, faults, same, shown } = await dryRunOpening(ctx, plan, params.upload)
  return {
    plan: { slug: plan.slug, title: plan.title },
    fileName,
    faults: faults.slice(0, SHOWN),
    changes: changes.slice(0, SHOWN),
    counts: { faults: faults.length, changes: changes.length, same },
    shown,
    form,
    dropForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const base = `/ke-hoach/${plan.slug}/hien-trang`
  const uploadId = params.upload!
  if (form.fields.do === "drop") return answerWith(await dropOpeningSheet(ctx, uploadId), () => `${base}/excel`)
  const outcome = await enterOpeningSheet(ctx, { planId: plan.id, uploadId, shown: form.fields.shown ?? "" })
  return answerWith(outcome, () => `${base}?da-luu=1`)
})

export default function OpeningDryRun({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, fileName, faults, changes, counts, shown, form, dropForm } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/hien-trang`, label: say("openingState.title") },
          { to: `${base}/hien-trang/excel`, label: say("openingState.excel") },
        ]}
        title={say("openingState.dryRun")}
        lead={say("openingState.dryRunLead", { name: fileName })}
      />
      <ErrorSummary state={actionData} />
      {counts.faults > 0 && <Faults faults={faults} count={counts.faults} />}
      <dl className="figures compact">
        {(["changes", "same", "faults"] as const).map((what) => (
          <div key={what}>
            <dt>{say(`openingState.count.${what}`)}</dt>
            <dd>{number(counts[what])}</dd>
          </div>
        ))}
      </dl>
      {counts.changes > 0 ? (
        <Changes changes={changes} more={counts.changes - changes.length} />
      ) : (
        counts.faults === 0 && <Empty>{say("openingState.nothing")}</Empty>
      )}
      <div className="actions">
        {counts.faults === 0 && counts.changes > 0 && (
          <PostForm {...form} state={actionData} hidden={{ shown }}>
            <button type="submit">{say("openingState.apply", { count: counts.changes })}</button>
          </PostForm>
        )}
        <PostForm {...dropForm} hidden={{ do: "drop" }}>
          <button type="submit" className="secondary">
            {say(counts.faults > 0 ? "openingState.again" : "openingState.drop")}
          </button>
        </PostForm>
      </div>
    </>
  )
}

function Faults({ faults, count }: { faults: readonly CellFault[]; count: number }) {
  const say = useSay()
  return (
    <Message tone="bad" title={say("openingState.faultsTitle", { count })}>
      <p>{say("openingState.faultsLead")}</p>
      <ul>
        {faults.map((fault) => (
          <li key={fault.address + fault.code}>
            <strong>{say("openingState.cell", { address: fault.address })}</strong>{" "}
            {sayCode(say, "refusal", fault.code, fault.values)}
          </li>
        ))}
      </ul>
      {count > faults.length && <p>{say("openingState.more", { count: count - faults.length })}</p>}
    </Message>
  )
}

function Changes({ changes, more }: { changes: readonly OpeningChange[]; more: number }) {
  const say = useSay()
  const word = (field: string, text: string) => (field === "state" ? sayCode(say, "openingState.state", text) : text)
  return (
    <>
      <TableScroll label={say("openingState.count.changes")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("openingState.task")}</th>
              <th>{say("unit.name")}</th>
              <th>{say("openingState.change")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.assignmentId}>
                <th scope="row">{change.task}</th>
                <td data-label={say("unit.name")}>{change.unitName}</td>
                <td data-label={say("openingState.change")}>
                  {change.differences.map(({ field, before, after }) => (
                    <div key={field}>
                      {say(`openingState.field.${field}`)}: {before && <del>{word(field, before)}</del>}{" "}
                      {after && <ins>{word(field, after)}</ins>}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more > 0 && <p>{say("openingState.more", { count: more })}</p>}
    </>
  )
}
