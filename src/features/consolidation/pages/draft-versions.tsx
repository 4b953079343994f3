import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty } from "#ui/parts.tsx"
import { canEdit, narrativeKeys } from "../consolidation.ts"
import { instantInText } from "../draft-parts.tsx"
import { mayEditConsolidation, maySeeConsolidation } from "../permissions.ts"
import { readConsolidation, readNarrativeParts } from "../read-consolidation.server.ts"
import { readVersions } from "../read-draft.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import { saveNarrative } from "../work-on-consolidation.server.ts"
import type { Route } from "./+types/draft-versions"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const key = narrativeKeys.find((each) => each === params.part)
  if (!key) throw new NotFound("section")
  const head = await readConsolidation(ctx.db, round.id)
  const now = (await readNarrativeParts(ctx.db, round.id)).find((part) => part.key === key)
  const mayWork = mayEditConsolidation(ctx.actor, round) && head !== undefined && canEdit(head.status)
  return {
    round,
    key,
    now: now ? { body: now.body, version: now.version } : null,
    versions: (await readVersions(ctx.db, round.id, key)).map((each) => ({
      ...each,
      form: mayWork && each.version !== now?.version ? pageOf(context).form : null,
    })),
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const roundId = params.round!
  const wanted = Number(form.fields.version)
  const chosen = (await readVersions(ctx.db, roundId, params.part!)).find((each) => each.version === wanted)
  if (!chosen) throw new NotFound("version")
  const part = { roundId, key: params.part!, body: chosen.body, seenVersion: form.seenVersion }
  return answerWith(await saveNarrative(ctx, part), () => `/tong-hop/${roundId}/du-thao#part-${params.part}`)
})

/** Every text of one part that was saved, beside the one that stands there now; an older one can be taken again. */
export default function DraftVersions({ loaderData: { round, key, now, versions }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <RoundFrame round={round} current="/du-thao">
      <h2>
        {say("narrative.versions")}: {say(`narrative.${key}`)}
      </h2>
      <ErrorSummary state={actionData} />
      {versions.length === 0 && <Empty>{say("narrative.noVersions")}</Empty>}
      {versions.map((each) => (
        <details key={each.version} className="card">
          <summary>
            {say("narrative.version", {
              version: each.version,
              name: each.savedBy ?? "",
              at: instantInText(each.savedAt),
            })}
          </summary>
          <div className="split">
            <div>
              <h3>{say("narrative.then")}</h3>
              <p className="prose">{each.body || say("stale.empty")}</p>
            </div>
            <div>
              <h3>{say("narrative.present")}</h3>
              <p className="prose">{now?.body || say("stale.empty")}</p>
            </div>
          </div>
          {each.form && now && (
            <PostForm {...each.form} seenVersion={now.version} hidden={{ version: String(each.version) }}>
              <button type="submit" className="secondary">
                {say("narrative.takeAgain")}
              </button>
            </PostForm>
          )}
        </details>
      ))}
      <p>
        <a href={`/tong-hop/${round.id}/du-thao#part-${key}`}>{say("narrative.backToDraft")}</a>
      </p>
    </RoundFrame>
  )
}
