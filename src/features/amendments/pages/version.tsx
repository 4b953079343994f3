import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { discardVersion, recordVersion, removeChange } from "#features/plans/amend-plan.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readVersion } from "#features/plans/read-versions.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead } from "#ui/parts.tsx"
import { ChangeCard } from "../change-card.tsx"
import { readShownChanges } from "../read-changes.server.ts"
import type { Route } from "./+types/version"
import { VersionTag } from "./versions.tsx"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const version = await readVersion(ctx.db, plan.id, Number(params.number))
  const mayEdit = mayEditPlan(ctx.actor, plan) && plan.supersededOn === null && version.state === "draft"
  const changes = await readShownChanges(ctx.db, plan.id, version)
  return {
    plan: { slug: plan.slug, title: plan.title },
    version,
    changes: changes.map((change) => ({ ...change, form: mayEdit ? pageOf(context).form : null })),
    mayEdit,
    form,
    otherForm: pageOf(context).form,
    isAhead: version.effectiveOn > ctx.today,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { id } = await readVersion(ctx.db, plan.id, Number(params.number))
  const seen = { versionId: id, seenVersion: form.seenVersion }
  const base = `/ke-hoach/${plan.slug}/phien-ban`
  switch (form.fields.do) {
    case "remove":
      return answerWith(
        await removeChange(ctx, { ...seen, changeId: form.fields.change ?? "" }),
        () => `${base}/${params.number}`,
      )
    case "record":
      return answerWith(await recordVersion(ctx, seen), () => `${base}/${params.number}`)
    case "discard":
      return answerWith(await discardVersion(ctx, seen), () => base)
    default:
      throw new NotFound("action")
  }
})

const adds = ["change", "add", "drop", "merge", "split"] as const

export default function Version({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, version, changes, mayEdit, form, otherForm, isAhead } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const here = `${base}/phien-ban/${version.number}`
  const name = version.documentNumber ? `${version.documentNumber}/${version.notation}` : version.documentTitle
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/phien-ban`, label: say("versions.title") },
        ]}
        title={say("versions.ofDocument", { number: version.number, document: name })}
      />
      <p>
        <VersionTag version={version} isCurrent={!isAhead && version.state === "recorded"} />{" "}
        <a href={`/van-ban/${version.documentId}`}>{name}</a>, <Days day={version.issuedOn} /> ·{" "}
        {say("versions.effectiveOn")} <Days day={version.effectiveOn} />
        {version.recordedByName && ` · ${say("versions.recordedBy", { name: version.recordedByName })}`}
      </p>
      {version.summary && <p className="prose">{version.summary}</p>}
      <ErrorSummary state={actionData} />
      {mayEdit && (
        <p className="actions">
          {adds.map((kind) => (
            <a key={kind} className="button secondary" href={`${here}/thay-doi?loai=${kind}`}>
              {say(`amendment.add.${kind}`)}
            </a>
          ))}
          <a className="button secondary" href={`${here}/thay-doi?loai=change&muc=indicator`}>
            {say("amendment.add.indicator")}
          </a>
        </p>
      )}
      {version.appliedAt !== null && (
        <p className="actions">
          <a href={`${here}/toan-van`}>{say("versions.wholeText")}</a>
          {version.number > 1 && (
            <a href={`${base}/so-sanh?tu=${version.number - 1}&den=${version.number}`}>{say("compare.withBefore")}</a>
          )}
        </p>
      )}
      <h2>{say("versions.changesCount", { count: changes.length })}</h2>
      {changes.length === 0 ? (
        <Empty>{say(version.number === 1 ? "versions.firstHasNone" : "versions.noChanges")}</Empty>
      ) : (
        <ol className="plain-list">
          {changes.map((change) => (
            <li key={change.id}>
              <ChangeCard change={change} base={base}>
                {change.form && (
                  <PostForm {...change.form} seenVersion={version.version} hidden={{ do: "remove", change: change.id }}>
                    <button type="submit" className="plain">
                      {say("amendment.remove")}
                    </button>
                  </PostForm>
                )}
              </ChangeCard>
            </li>
          ))}
        </ol>
      )}
      {mayEdit && changes.length > 0 && (
        <PostForm {...form} seenVersion={version.version} hidden={{ do: "record" }} className="card">
          <Message tone="info">
            <p>{say(isAhead ? "versions.recordAhead" : "versions.recordNow")}</p>
          </Message>
          <button type="submit">{say("versions.record")}</button>
        </PostForm>
      )}
      {mayEdit && (
        <PostForm {...otherForm} seenVersion={version.version} hidden={{ do: "discard" }}>
          <button type="submit" className="plain">
            {say("versions.discard")}
          </button>
        </PostForm>
      )}
      <p>
        <a href={`/lich-su/${version.id}`}>{say("plan.history")}</a>
      </p>
    </>
  )
}
