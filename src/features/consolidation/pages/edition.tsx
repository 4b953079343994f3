import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { OutcomeBar, RateFigures, TotalsTable } from "#features/plans/outcome-parts.tsx"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message } from "#ui/parts.tsx"
import { canMove, isIssued } from "../consolidation.ts"
import { currentSnapshot } from "../current-snapshot.server.ts"
import { instantInText } from "../draft-parts.tsx"
import { editionOf } from "../edition-address.server.ts"
import { Differences, EditionLineText } from "../edition-parts.tsx"
import { readSignedFile } from "../keep-signed-file.server.ts"
import { mayEditConsolidation, mayReceive, maySeeConsolidation } from "../permissions.ts"
import { readConsolidation } from "../read-consolidation.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import { readDifferences, readShownEditions } from "../shown-editions.server.ts"
import { receiveConsolidation } from "../work-on-consolidation.server.ts"
import type { Route } from "./+types/edition"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const head = await readConsolidation(ctx.db, round.id, editionOf(params))
  if (!head) throw new NotFound("edition")
  const { editions } = await readShownEditions(ctx.db, round.id)
  const { snapshot } = await currentSnapshot(ctx, round, head.edition)
  const { totals, rates, byGroup } = snapshot.figures
  return renderOnly({
    round,
    edition: editions.find((each) => each.id === head.id)!,
    corrects: editions.find((each) => each.id === head.correctsId)?.edition ?? null,
    snapshot: { narrative: snapshot.narrative, figures: { totals, rates, byGroup } },
    frozenAt: head.frozenAt,
    hash: head.snapshotHash,
    history: { id: head.id, seq: head.historySeq?.toString() ?? null, hash: head.historyHash },
    differences: (await readDifferences(ctx.db, head)) ?? null,
    signed: (await readSignedFile(ctx, round.id, head.edition))?.name ?? null,
    may: {
      keepSigned: mayEditConsolidation(ctx.actor, round) && isIssued(head.status),
      receive: mayReceive(ctx.actor) && canMove(head.status, "receive"),
    },
    version: head.version,
    form,
  })
}

export const action = formAction(async ({ form, ctx, params }) =>
  answerWith(
    await receiveConsolidation(ctx, {
      roundId: params.round!,
      edition: editionOf(params)!,
      seenVersion: form.seenVersion,
    }),
    () => `/tong-hop/${params.round}/ban/${params.edition}`,
  ),
)

/** One version of the report as it was frozen: its text, its figures, its files, and what it changed. */
export default function EditionPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, edition, corrects, snapshot, frozenAt, hash, history, differences, signed, may } = loaderData
  const base = `/tong-hop/${round.id}/ban/${edition.edition}`
  const nameOf = (number: number) => say("edition.name", { edition: number })
  return (
    <RoundFrame round={round} current="/ban-hanh">
      <h2>{nameOf(edition.edition)}</h2>
      <ErrorSummary state={actionData} />
      <p>
        <EditionLineText edition={edition} />
      </p>
      {edition.correctedBy && (
        <Message tone="warn">
          <p>
            {say("edition.wasCorrected")}{" "}
            <a href={`/tong-hop/${round.id}/ban/${edition.correctedBy}`}>{nameOf(edition.correctedBy)}</a>
          </p>
        </Message>
      )}
      {!frozenAt && (
        <Message tone="info">
          <p>{say("edition.notFrozen")}</p>
        </Message>
      )}
      {edition.correction && (
        <section className="card" aria-labelledby="why">
          <h3 id="why">{say("edition.why", { edition: corrects ?? "" })}</h3>
          <p className="prose">{edition.correction.reason}</p>
          <p className="soft">
            {say("edition.who", {
              proposer: edition.correction.proposedBy,
              at: instantInText(edition.correction.proposedAt),
              decider: edition.correction.decidedBy ?? "–",
              decidedAt: edition.correction.decidedAt ? instantInText(edition.correction.decidedAt) : "–",
            })}
          </p>
          {edition.status === "withdrawn" && (
            <p>
              {say("correction.withdrawReason")}: {edition.correction.decisionReason}
            </p>
          )}
          {differences && corrects && (
            <>
              <h3>{say("edition.differences", { edition: corrects })}</h3>
              <Differences differences={differences} first={nameOf(corrects)} second={nameOf(edition.edition)} />
            </>
          )}
        </section>
      )}
      <section className="card" aria-labelledby="files">
        <h3 id="files">{say("issue.files")}</h3>
        <ul>
          <li>
            <DocumentLinks
              word={`${base}/tep/bao-cao.docx`}
              label={say(frozenAt ? "issue.word" : "issue.draftWord")}
              pdfLabel={say(frozenAt ? "issue.pdf" : "issue.draftPdf")}
            />
          </li>
          <li>
            <a href={`${base}/tep/so-lieu.xlsx`}>{say("issue.excel")}</a>
          </li>
          {signed && (
            <li>
              <a href={`${base}/ban-ky/tep`}>
                {say("signedFile.title")}: {signed}
              </a>
            </li>
          )}
        </ul>
        {may.keepSigned && (
          <p>
            <a href={`${base}/ban-ky`}>{say(signed ? "signedFile.replace" : "signedFile.add")}</a>
          </p>
        )}
        {hash && (
          <p className="source">
            {say("issue.hash", { hash: hash.slice(0, 16) })}{" "}
            {history.seq && say("issue.chain", { seq: history.seq, hash: history.hash?.slice(0, 16) ?? "" })}
          </p>
        )}
      </section>
      {may.receive && (
        <PostForm {...loaderData.form} seenVersion={loaderData.version} className="card">
          <p>{say("issue.receiveText")}</p>
          <button type="submit">{say("issue.receive")}</button>
        </PostForm>
      )}
      <h3>{say("desk.figures")}</h3>
      <dl className="figures">
        <RateFigures rates={snapshot.figures.rates} />
      </dl>
      <OutcomeBar totals={snapshot.figures.totals} />
      <TotalsTable
        caption={say("figures.byGroup")}
        first={say("plan.group")}
        rows={snapshot.figures.byGroup.map((group) => ({
          key: group.code,
          label: `${group.code}. ${group.title}`,
          totals: group.totals,
        }))}
        sum={snapshot.figures.totals}
      />
      {snapshot.narrative.map((part) => (
        <section key={part.key} className="card" aria-labelledby={`part-${part.key}`}>
          <h3 id={`part-${part.key}`}>{say(`narrative.${part.key}`)}</h3>
          <p className="prose" lang="vi">
            {part.body}
          </p>
        </section>
      ))}
      <p>
        <a href={`/tong-hop/${round.id}/dinh-chinh`}>{say("correction.log")}</a> ·{" "}
        <a href={`/lich-su/${history.id}`}>{say("plan.history")}</a>
      </p>
    </RoundFrame>
  )
}
