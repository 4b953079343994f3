import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readProvisional } from "#features/plans/read-provisional.server.ts"
import { ErrorSummary, PostForm, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead, TableScroll } from "#ui/parts.tsx"
import { annexRows, choicesFor, typedMapping, unknownCodes } from "../held-annex.ts"
import { documentDay } from "../held-plan.ts"
import { readKnownNames } from "../known-names.server.ts"
import { agencyNames } from "../match-agencies.ts"
import { commitHeldAnnex, discardHeldAnnex, mapAnnex, readHeldAnnex } from "../review-annex.server.ts"
import { DeadlineText, Figures, Issues, Missing } from "../review-parts.tsx"
import { shortPlace } from "../source-view.ts"
import type { Route } from "./+types/annex-review"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const held = await readHeldAnnex(ctx, plan, params.upload)
  const provisional = await readProvisional(ctx.db, plan.id)
  const codeOf = new Map(provisional.map((task) => [task.id, task.code]))
  const rows = annexRows(held.reading).map((row) => {
    const [chosen, ...others] = held.mapping[row.path] ?? []
    return {
      ...row,
      children: [],
      place: shortPlace(row.source),
      chosen: chosen ?? "",
      otherCodes: others.map((id) => codeOf.get(id)).join(", "),
      choices: choicesFor(row, provisional, chosen),
    }
  })
  const mapped = new Set(Object.values(held.mapping).flat())
  const names = agencyNames(rows, await readKnownNames(ctx.db, ctx.today, documentDay(held.reading.documents)), {})
  return {
    plan: { slug: plan.slug, title: plan.title },
    rows,
    provisional,
    unmapped: provisional.filter((task) => !mapped.has(task.id)),
    unknownCodes: unknownCodes(held.reading, provisional),
    unknownNames: names.filter((each) => each.target === null).map((each) => each.name),
    issues: held.reading.issues
      .filter((issue) => issue.code !== "document-head-missing")
      .map((issue) => ({ ...issue, anchor: null })),
    version: held.version,
    form,
    discardForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const base = `/ke-hoach/${plan.slug}`
  const uploadId = params.upload!
  if (form.fields.do === "discard") return answerWith(await discardHeldAnnex(ctx, uploadId), () => `${base}/phu-luc`)
  const held = await readHeldAnnex(ctx, plan, uploadId)
  const provisional = await readProvisional(ctx.db, plan.id)
  const mapping = typedMapping(annexRows(held.reading), provisional, (path) => ({
    chosen: form.fields[`row-${path}`] ?? "",
    codes: form.fields[`codes-${path}`] ?? "",
  }))
  if (!mapping.ok) return mapping
  const input = { uploadId, seenVersion: form.seenVersion, mapping: mapping.value }
  if (form.fields.do === "map") return answerWith(await mapAnnex(ctx, input), () => `${base}/phu-luc/${uploadId}`)
  return answerWith(await commitHeldAnnex(ctx, input), () => base)
})

const SHORT_TITLE = 70
const short = (title: string) => (title.length > SHORT_TITLE ? `${title.slice(0, SHORT_TITLE)}…` : title)

export default function AnnexReview({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, rows, provisional, unmapped, unknownNames, unknownCodes, issues, version, form, discardForm } =
    loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/phu-luc`, label: say("annex.title") },
        ]}
        title={say("annex.check")}
        lead={say("annex.checkLead")}
      />
      <ErrorSummary state={actionData} />
      <Issues issues={issues} />
      <Figures
        figures={[
          [say("annex.newTasks"), rows.length],
          [say("annex.replaced"), provisional.length - unmapped.length],
          [say("annex.left"), unmapped.length],
        ]}
      />
      {unknownCodes.length > 0 && <p>{say("annex.unknownCodes", { codes: unknownCodes.join(", ") })}</p>}
      {unknownNames.length > 0 && <p>{say("annex.unknownNames", { names: unknownNames.slice(0, 20).join("; ") })}</p>}
      <PostForm {...form} seenVersion={version} state={actionData}>
        <Rows {...loaderData} />
        <p className="actions">
          <button type="submit" name="do" value="commit">
            {say("annex.commit", { count: rows.length })}
          </button>
          <button type="submit" name="do" value="map" className="secondary">
            {say("annex.saveMapping")}
          </button>
        </p>
      </PostForm>
      {unmapped.length > 0 && (
        <details className="card">
          <summary>{say("annex.leftList", { count: unmapped.length })}</summary>
          <ul>
            {unmapped.map((task) => (
              <li key={task.id}>
                {task.code}. {task.title}
              </li>
            ))}
          </ul>
        </details>
      )}
      <PostForm {...discardForm} hidden={{ do: "discard" }}>
        <button type="submit" className="plain">
          {say("planImport.discard")}
        </button>
      </PostForm>
    </>
  )
}

function Rows({ rows }: Route.ComponentProps["loaderData"]) {
  const say = useSay()
  return (
    <TableScroll label={say("annex.rows")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("planImport.taskTitle")}</th>
            <th>{say("task.lead")}</th>
            <th>{say("task.deadline")}</th>
            <th>{say("annex.replaces")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.path}>
              <th scope="row">
                {row.code && `${row.code}. `}
                {row.title} <small>{row.place}</small>
              </th>
              <td data-label={say("task.lead")}>{row.leads.length > 0 ? row.leads.join("; ") : <Missing />}</td>
              <td data-label={say("task.deadline")}>
                <DeadlineText deadline={row.deadline} />
              </td>
              <td className="mapping">
                <SelectField
                  name={`row-${row.path}`}
                  label={say("annex.replacesOf", { task: row.code ?? row.title })}
                  initial={row.chosen}
                  options={[
                    { value: "", label: say("annex.none") },
                    ...row.choices.map((task) => ({ value: task.id, label: `${task.code}. ${short(task.title)}` })),
                  ]}
                />
                <TextField
                  name={`codes-${row.path}`}
                  label={say("annex.otherCodes", { task: row.code ?? row.title })}
                  initial={row.otherCodes}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
