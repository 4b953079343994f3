import { pageOf } from "#access/page.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { readPlan } from "../read-plan.server.ts"
import { readSourceText } from "../read-plan-parts.server.ts"
import type { Route } from "./+types/source"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  return renderOnly({
    plan: { slug: plan.slug, title: plan.title },
    texts: await readSourceText(ctx.db, plan.id),
    line: Number(new URL(request.url).searchParams.get("dong") ?? 0),
  })
}

/** The decision's own text with its line numbers: every field that was read leads here. */
export default function Source({ loaderData: { plan, texts, line } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[{ to: `/ke-hoach/${plan.slug}`, label: plan.title }]}
        title={say("source.title")}
        lead={say("source.lead")}
      />
      {texts.length === 0 && <Empty>{say("source.none")}</Empty>}
      {texts.map((text) => (
        <section key={text.name} aria-label={text.name} className="card">
          <h2>{text.name}</h2>
          <ol className="source-text">
            {text.text.split("\n").map((content, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are numbered places
              <li key={index} id={`dong-${index + 1}`} className={index + 1 === line ? "marked" : undefined}>
                {content || " "}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}
