import { pageOf } from "#access/page.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readVersions, type VersionLine, versionOn } from "#features/plans/read-versions.server.ts"
import { type Day, formatDay, parseDay } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import type { Route } from "./+types/versions"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const typed = new URL(request.url).searchParams.get("ngay") ?? ""
  const on = parseDay(typed)
  return {
    plan: { slug: plan.slug, title: plan.title },
    versions: await readVersions(ctx.db, plan.id),
    typed,
    asked: on ? { on, number: (await versionOn(ctx.db, plan.id, on)) ?? null } : null,
    mayEdit: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null,
    today: ctx.today,
  }
}

export default function Versions({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, versions, typed, asked, mayEdit, today } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const recorded = versions.filter((each) => each.appliedAt !== null)
  const draft = versions.find((each) => each.state === "draft")
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("versions.title")}
        lead={say("versions.lead", { count: recorded.length })}
      />
      <p className="actions">
        {mayEdit && !draft && (
          <a className="button" href={`${base}/phien-ban/moi`}>
            {say("versions.add")}
          </a>
        )}
        {mayEdit && draft && (
          <a className="button" href={`${base}/phien-ban/${draft.number}`}>
            {say("versions.continueDraft", { number: draft.number })}
          </a>
        )}
        <a className="button secondary" href={`${base}/de-nghi`}>
          {say("proposals.title")}
        </a>
      </p>
      <VersionTable versions={versions} base={base} today={today} />
      <form className="filters row" method="get">
        <div className="field">
          <label htmlFor="ngay">{say("versions.onDay")}</label>
          <p className="hint">{say("form.dayHint")}</p>
          <input id="ngay" name="ngay" defaultValue={typed} autoComplete="off" />
        </div>
        <div className="field">
          <button type="submit" className="secondary">
            {say("versions.find")}
          </button>
        </div>
      </form>
      {typed !== "" && <Answer typed={typed} asked={asked} base={base} />}
      {recorded.length > 1 && (
        <form className="filters row" method="get" action={`${base}/so-sanh`}>
          {(["tu", "den"] as const).map((name, index) => (
            <div className="field" key={name}>
              <label htmlFor={name}>{say(index === 0 ? "compare.from" : "compare.to")}</label>
              <select id={name} name={name} defaultValue={String(recorded[index === 0 ? 1 : 0]!.number)}>
                {recorded.map((version) => (
                  <option key={version.id} value={version.number}>
                    {`${say("versions.number", { number: version.number })} (${formatDay(version.effectiveOn)})`}
                  </option>
                ))}
              </select>
            </div>
          ))}
          <div className="field">
            <button type="submit" className="secondary">
              {say("compare.show")}
            </button>
          </div>
        </form>
      )}
    </>
  )
}

type Asked = { on: Day; number: number | null } | null
function Answer({ typed, asked, base }: { typed: string; asked: Asked; base: string }) {
  const say = useSay()
  if (!asked) return <Message tone="warn">{<p>{say("refusal.form.noDay", { text: typed })}</p>}</Message>
  if (asked.number === null)
    return <Message tone="info">{<p>{say("versions.noneOn", { day: formatDay(asked.on) })}</p>}</Message>
  return (
    <Message tone="info">
      <p>
        {say("versions.inForceOn", { day: formatDay(asked.on) })}{" "}
        <a href={`${base}/phien-ban/${asked.number}/toan-van`}>{say("versions.number", { number: asked.number })}</a>
      </p>
    </Message>
  )
}

function VersionTable({ versions, base, today }: { versions: VersionLine[]; base: string; today: Day }) {
  const say = useSay()
  const current = versions.find((each) => each.appliedAt !== null && each.effectiveOn <= today)?.number
  return (
    <TableScroll label={say("versions.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("versions.version")}</th>
            <th>{say("versions.document")}</th>
            <th>{say("versions.effectiveOn")}</th>
            <th className="number">{say("versions.changes")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.id}>
              <th scope="row">
                <a href={`${base}/phien-ban/${version.number}`}>{say("versions.number", { number: version.number })}</a>
              </th>
              <td data-label={say("versions.document")}>
                <a href={`/van-ban/${version.documentId}`}>
                  {version.documentNumber ? `${version.documentNumber}/${version.notation}` : version.documentTitle}
                </a>
                {version.issuedOn && (
                  <>
                    , <Days day={version.issuedOn} />
                  </>
                )}
              </td>
              <td data-label={say("versions.effectiveOn")}>
                <Days day={version.effectiveOn} />
              </td>
              <td className="number" data-label={say("versions.changes")}>
                {version.number === 1 ? "–" : version.changes}
              </td>
              <td data-label={say("task.state")}>
                <VersionTag version={version} isCurrent={version.number === current} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

export function VersionTag({ version, isCurrent }: { version: VersionLine; isCurrent: boolean }) {
  const say = useSay()
  if (version.state === "draft") return <Tag tone="warn">{say("versions.state.draft")}</Tag>
  if (version.appliedAt === null) return <Tag tone="accent">{say("versions.state.waiting")}</Tag>
  return isCurrent ? (
    <Tag tone="good">{say("versions.state.current")}</Tag>
  ) : (
    <Tag tone="calm">{say("versions.state.past")}</Tag>
  )
}
