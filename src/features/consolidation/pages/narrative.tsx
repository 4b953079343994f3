import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message } from "#ui/parts.tsx"
import { canEdit, type NarrativeKey, narrativeKeys } from "../consolidation.ts"
import { textContradictions } from "../contradictions.ts"
import {
  Contradictions,
  DraftText,
  FieldHelp,
  instantInText,
  PartComments,
  PartSources,
  Theirs,
} from "../draft-parts.tsx"
import { addNarrativeComment, partQuote, resolveNarrativeComment } from "../edit-draft.server.ts"
import { fewMarks, fieldChoices, textPieces } from "../figure-fields.ts"
import { alikeQuotes, numberQuotes } from "../narrative.ts"
import { mayEditConsolidation, maySeeConsolidation } from "../permissions.ts"
import { readBasis } from "../read-basis.server.ts"
import { readConsolidation, readNarrativeParts, readSnapshot } from "../read-consolidation.server.ts"
import { readComments, readReportContradictions } from "../read-draft.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import { type SourcePage, sourcePage } from "../source-page.ts"
import { beginConsolidation, draftNarrative, saveNarrative } from "../work-on-consolidation.server.ts"
import type { Route } from "./+types/narrative"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const head = await readConsolidation(ctx.db, round.id)
  const snapshot = await readSnapshot(ctx.db, round.id)
  const basis = snapshot ? undefined : await readBasis(ctx, ctx.db, round, head)
  const figures = snapshot?.figures ?? (await basis!.readFigures())
  const quotes = snapshot?.quotes ?? numberQuotes(await basis!.readQuotes(), head?.marks).quotes
  const marks = new Set(quotes.map((quote) => quote.mark))
  const saved = await readNarrativeParts(ctx.db, round.id)
  const bodies = snapshot?.narrative ?? saved.map((part) => ({ ...part, key: part.key as NarrativeKey }))
  const comments = await readComments(ctx.db, round.id)
  const mayWork = mayEditConsolidation(ctx.actor, round) && head !== undefined && canEdit(head.status)
  const wanted = Number(new URL(request.url).searchParams.get("nguon")) || null
  const sources = new Map(
    narrativeKeys.map((key) => [key, sourcePage(alikeQuotes(quotes, key, head?.parted), wanted)] as const),
  )
  const newForm = () => (mayWork ? pageOf(context).form : null)
  return renderOnly({
    round,
    head: head ? { status: head.status, returnReason: head.returnReason } : null,
    mayEdit: mayEditConsolidation(ctx.actor, round),
    mayWork,
    isFrozen: head !== undefined && !canEdit(head.status),
    fields: fieldChoices(figures),
    inText: textContradictions(bodies, figures, quotes),
    inReports: await readReportContradictions(ctx.db, round.id),
    shown: new Set([...sources.values()].flatMap((page) => page.groups.flat().map((quote) => quote.mark))),
    parts: narrativeKeys.map((key) => {
      const page = sources.get(key)!
      const part = saved.find((each) => each.key === key)
      const body = bodies.find((each) => each.key === key)?.body ?? ""
      const joined = page.groups.filter((same) => same.length > 1).flat()
      return {
        key,
        body: part?.body ?? "",
        version: part?.version ?? 0,
        editedBy: part?.editedBy ?? null,
        editedAt: part?.editedAt ?? null,
        lines: body === "" ? [] : body.split("\n").map((line) => fewMarks(textPieces(line, figures, marks))),
        page,
        partForms: mayWork ? Object.fromEntries(joined.map((quote) => [quote.mark, pageOf(context).form])) : {},
        comments: comments.filter((each) => each.key === key).map((each) => ({ ...each, form: newForm() })),
        forms: [newForm(), newForm(), newForm()] as const,
      }
    }),
    form,
  })
}

export const action = formAction(async ({ form, ctx, params }) => {
  const roundId = params.round!
  const { fields, seenVersion } = form
  const key = fields.key ?? ""
  const to = ({ key: part }: { key: string }) => `/tong-hop/${roundId}/du-thao#part-${part}`
  switch (fields.do) {
    case "begin":
      return answerWith(await beginConsolidation(ctx, { roundId }), () => `/tong-hop/${roundId}/du-thao`)
    case "draft":
      return answerWith(await draftNarrative(ctx, { roundId, key: key as NarrativeKey, seenVersion }), to)
    case "part":
      return answerWith(await partQuote(ctx, { roundId, mark: Number(fields.mark), seenVersion }), to)
    case "comment":
      return answerWith(await addNarrativeComment(ctx, { roundId, key, body: fields.comment ?? "" }), to)
    case "resolve":
      return answerWith(await resolveNarrativeComment(ctx, { roundId, commentId: fields.commentId ?? "" }), to)
    default:
      return answerWith(await saveNarrative(ctx, { roundId, key, body: fields.body ?? "", seenVersion }), to)
  }
})

/** The text of the report, part by part, beside what units sent; each mark and each figure leads to its source. */
export default function Narrative({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, head, parts, mayEdit, mayWork, isFrozen, fields, inText, inReports, shown, form } = loaderData
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
      {isFrozen && <Message tone="info">{<p>{say("refusal.consolidation.frozen")}</p>}</Message>}
      {head && <Contradictions inText={inText} inReports={inReports} shown={shown} roundId={round.id} />}
      {mayWork && <FieldHelp fields={fields} />}
      {head &&
        parts.map((part) => (
          <section key={part.key} id={`part-${part.key}`} className="card" aria-labelledby={`title-${part.key}`}>
            <h2 id={`title-${part.key}`}>{say(`narrative.${part.key}`)}</h2>
            <div className={part.forms[0] ? "split" : undefined}>
              <div>
                {part.forms[0] && part.forms[1] ? (
                  <PartEditor
                    part={part}
                    forms={[part.forms[0], part.forms[1]]}
                    state={actionData?.fields.key === part.key ? actionData : undefined}
                  />
                ) : (
                  part.lines.length === 0 && <p className="soft">{say("section.empty")}</p>
                )}
                {part.version > 0 && (
                  <p>
                    {part.editedBy &&
                      say("narrative.savedBy", {
                        name: part.editedBy,
                        at: part.editedAt ? instantInText(part.editedAt) : "",
                      })}{" "}
                    <a href={`/tong-hop/${round.id}/du-thao/${part.key}`}>
                      {say("narrative.versions")}
                      <span className="visually-hidden">: {say(`narrative.${part.key}`)}</span>
                    </a>
                  </p>
                )}
              </div>
              <div>
                {part.lines.length > 0 && (
                  <>
                    <h3>{say("narrative.asRead")}</h3>
                    <DraftText lines={part.lines} shown={shown} roundId={round.id} />
                  </>
                )}
                <PartSources page={part.page} forms={part.partForms} roundId={round.id} seenVersion={part.version} />
                <PartComments
                  partKey={part.key}
                  comments={part.comments}
                  addForm={part.forms[2]}
                  state={
                    actionData?.fields.do === "comment" && actionData.fields.key === part.key ? actionData : undefined
                  }
                />
              </div>
            </div>
          </section>
        ))}
    </RoundFrame>
  )
}

type PageForm = { requestId: string; owner: string }
type Part = {
  key: NarrativeKey
  body: string
  version: number
  editedBy: string | null
  editedAt: Date | null
  page: SourcePage
}

function PartEditor({
  part,
  forms,
  state,
}: {
  part: Part
  forms: readonly [PageForm, PageForm]
  state: FormState | undefined
}) {
  const say = useSay()
  const { count } = part.page
  const isSave = state?.fields.do === "save"
  return (
    <>
      {isSave && state.refusal?.code === "stale" && <Theirs part={part} />}
      <PostForm
        {...forms[0]}
        seenVersion={part.version}
        hidden={{ do: "save", key: part.key }}
        state={isSave ? state : undefined}
      >
        <TextArea name="body" id={`body-${part.key}`} label={say("narrative.text")} initial={part.body} rows={10} />
        <button type="submit">{say("narrative.save")}</button>
      </PostForm>
      {count > 0 && (
        <PostForm {...forms[1]} seenVersion={part.version} hidden={{ do: "draft", key: part.key }}>
          <button type="submit" className="secondary">
            {say(part.body ? "narrative.redraft" : "narrative.draft", { count })}
          </button>
        </PostForm>
      )}
    </>
  )
}
