import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { momentAt } from "#shared/day.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message } from "#ui/parts.tsx"
import { canEdit, type NarrativeKey, narrativeKeys } from "../consolidation.ts"
import { numberQuotes } from "../narrative.ts"
import { mayEditConsolidation, maySeeConsolidation } from "../permissions.ts"
import { readConsolidation, readNarrativeParts, readSnapshot } from "../read-consolidation.server.ts"
import { readFigures } from "../read-figures.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import { beginConsolidation, draftNarrative, saveNarrative } from "../work-on-consolidation.server.ts"
import type { Route } from "./+types/narrative"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const head = await readConsolidation(ctx.db, round.id)
  const snapshot = await readSnapshot(ctx.db, round.id)
  const quotes =
    snapshot?.quotes ??
    numberQuotes((await readFigures(ctx.db, round, momentAt(ctx.now, ctx.timeZone))).quotes, head?.marks).quotes
  const isOpen = head !== undefined && canEdit(head.status)
  return renderOnly({
    round,
    head: head ? { status: head.status, returnReason: head.returnReason } : null,
    parts: await readNarrativeParts(ctx.db, round.id),
    quotes,
    mayEdit: mayEditConsolidation(ctx.actor, round),
    isOpen,
    forms: Object.fromEntries(narrativeKeys.map((key) => [key, [pageOf(context).form, pageOf(context).form] as const])),
    form,
  })
}

export const action = formAction(async ({ form, ctx, params }) => {
  const roundId = params.round!
  const { fields, seenVersion } = form
  const to = (key: string) => () => `/tong-hop/${roundId}/du-thao#part-${key}`
  if (fields.do === "begin")
    return answerWith(await beginConsolidation(ctx, { roundId }), () => `/tong-hop/${roundId}/du-thao`)
  if (fields.do === "draft")
    return answerWith(
      await draftNarrative(ctx, { roundId, key: fields.key as NarrativeKey, seenVersion }),
      to(fields.key ?? ""),
    )
  return answerWith(
    await saveNarrative(ctx, { roundId, key: fields.key ?? "", body: fields.body ?? "", seenVersion }),
    to(fields.key ?? ""),
  )
})

/** The text of the report, part by part, beside what units sent; each mark leads to its source. */
export default function Narrative({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, head, parts, quotes, mayEdit, isOpen, forms, form } = loaderData
  return (
    <RoundFrame round={round} current="/du-thao">
      <ErrorSummary state={actionData} />
      {!head && (
        <div className="card">
          <p>{say("narrative.notBegun")}</p>
          {mayEdit && (
            <PostForm {...form} hidden={{ do: "begin" }}>
              <button type="submit">{say("narrative.begin")}</button>
            </PostForm>
          )}
        </div>
      )}
      {head?.returnReason && (
        <Message tone="warn" title={say("narrative.sentBack")}>
          <p>{head.returnReason}</p>
        </Message>
      )}
      {head && !isOpen && <Message tone="info">{<p>{say("refusal.consolidation.frozen")}</p>}</Message>}
      {head &&
        narrativeKeys.map((key) => {
          const part = parts.find((each) => each.key === key)
          const mine = quotes.filter((quote) => quote.key === key)
          const isThis = actionData?.fields.key === key
          const [saveForm, draftForm] = forms[key]!
          return (
            <section key={key} id={`part-${key}`} className="card" aria-labelledby={`title-${key}`}>
              <h2 id={`title-${key}`}>{say(`narrative.${key}`)}</h2>
              <div className="split">
                <div>
                  {mayEdit && isOpen ? (
                    <>
                      {isThis && actionData?.refusal?.code === "stale" && part && (
                        <Message tone="warn" title={say("stale.theirs")}>
                          <p className="prose">{part.body || say("stale.empty")}</p>
                        </Message>
                      )}
                      <PostForm
                        {...saveForm}
                        seenVersion={part?.version ?? 0}
                        hidden={{ do: "save", key }}
                        state={isThis ? actionData : undefined}
                      >
                        <TextArea
                          name="body"
                          id={`body-${key}`}
                          label={say("narrative.text")}
                          initial={part?.body}
                          rows={8}
                        />
                        <button type="submit">{say("narrative.save")}</button>
                      </PostForm>
                      {mine.length > 0 && (
                        <PostForm {...draftForm} seenVersion={part?.version ?? 0} hidden={{ do: "draft", key }}>
                          <button type="submit" className="secondary">
                            {say(part?.body ? "narrative.redraft" : "narrative.draft", { count: mine.length })}
                          </button>
                        </PostForm>
                      )}
                    </>
                  ) : (
                    <p className="prose">{part?.body || <span className="soft">{say("section.empty")}</span>}</p>
                  )}
                </div>
                <details>
                  <summary>{say("narrative.sources", { count: mine.length })}</summary>
                  <ol className="plain-list">
                    {mine.map((quote) => (
                      <li key={quote.mark} id={`nguon-${quote.mark}`}>
                        <strong>[{quote.mark}]</strong> {quote.text}{" "}
                        <span className="source">
                          <a
                            href={`/tong-hop/${round.id}/bao-cao/${quote.reportId}${quote.entryId ? `#muc-${quote.entryId}` : ""}`}
                          >
                            {quote.unitName}
                          </a>
                          {quote.taskCode && `, ${say("task.one")} ${quote.taskCode}`}
                        </span>
                      </li>
                    ))}
                  </ol>
                </details>
              </div>
            </section>
          )
        })}
    </RoundFrame>
  )
}
