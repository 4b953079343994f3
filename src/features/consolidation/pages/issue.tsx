import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, Tag } from "#ui/parts.tsx"
import { canMove, isFrozen, isIssued, type Status } from "../consolidation.ts"
import { EditionList } from "../edition-parts.tsx"
import { freezeConsolidation, issueConsolidation } from "../freeze-consolidation.server.ts"
import { readSignedFile } from "../keep-signed-file.server.ts"
import {
  mayDirect,
  mayEditConsolidation,
  mayProposePublication,
  mayReceive,
  maySeeConsolidation,
  mayTakeCaseFile,
} from "../permissions.ts"
import { proposePublication } from "../publish-report.server.ts"
import { readConsolidation, readPublicationOf } from "../read-consolidation.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import { readShownEditions } from "../shown-editions.server.ts"
import {
  handConsolidationToHead,
  receiveConsolidation,
  sendConsolidationBack,
} from "../work-on-consolidation.server.ts"
import type { Route } from "./+types/issue"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const head = await readConsolidation(ctx.db, round.id)
  const publication = (head && (await readPublicationOf(ctx.db, head.id))) ?? null
  const status = head?.status ?? "drafting"
  return {
    round,
    head: head ? { ...head, historySeq: head.historySeq?.toString() ?? null } : null,
    publication,
    editions: (await readShownEditions(ctx.db, round.id)).editions,
    signed: (await readSignedFile(ctx, round.id)) ?? null,
    may: {
      keepSigned: mayEditConsolidation(ctx.actor, round) && isIssued(status),
      hand: head !== undefined && mayEditConsolidation(ctx.actor, round) && canMove(status, "handToHead"),
      sendBack: mayDirect(ctx.actor, round) && canMove(status, "sendBack"),
      freeze: mayDirect(ctx.actor, round) && canMove(status, "freeze"),
      issue: mayDirect(ctx.actor, round) && canMove(status, "issue"),
      caseFile: mayTakeCaseFile(ctx.actor, round),
      receive: mayReceive(ctx.actor) && canMove(status, "receive"),
      propose:
        mayProposePublication(ctx.actor, round) &&
        isIssued(status) &&
        (!publication || publication.state === "refused"),
    },
    form,
    otherForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const seen = { roundId: params.round!, seenVersion: form.seenVersion }
  const { fields } = form
  const here = () => `/tong-hop/${params.round}/ban-hanh`
  switch (fields.do) {
    case "hand":
      return answerWith(await handConsolidationToHead(ctx, seen), here)
    case "sendBack":
      return answerWith(await sendConsolidationBack(ctx, { ...seen, reason: fields.reason ?? "" }), here)
    case "freeze":
      return answerWith(await freezeConsolidation(ctx, seen), here)
    case "issue":
      return answerWith(
        await issueConsolidation(ctx, {
          ...seen,
          number: fields.number ?? "",
          issuedOn: fields.issuedOn ?? "",
          signerName: fields.signerName ?? "",
        }),
        here,
      )
    case "receive":
      return answerWith(await receiveConsolidation(ctx, seen), here)
    case "propose":
      return answerWith(
        await proposePublication(ctx, {
          roundId: seen.roundId,
          isNotSecret: fields.isNotSecret === "1",
          correctionReason: fields.correctionReason ?? "",
        }),
        here,
      )
    default:
      throw new NotFound("action")
  }
})

const steps: readonly Exclude<Status, "withdrawn">[] = ["drafting", "withHead", "frozen", "issued", "received"]

/** From the finished text to the issued, received and published report: one step after the other. */
export default function Issue({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, head, publication, editions, signed, may, form, otherForm } = loaderData
  const at = (steps as readonly (Status | undefined)[]).indexOf(head?.status)
  const correction = editions.find((each) => each.isCurrent)?.correction
  return (
    <RoundFrame round={round} current="/ban-hanh">
      <ErrorSummary state={actionData} />
      <ol className="plain-list">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === at ? "step" : undefined}>
            <Tag tone={index < at ? "good" : index === at ? "accent" : "calm"}>
              {say(`consolidation.status.${step}`)}
            </Tag>
            {step === "issued" && head?.number && (
              <>
                {" "}
                {say("issue.numbered", { number: `${head.number}/${head.notation}` })} <Days day={head.issuedOn} />
              </>
            )}
          </li>
        ))}
      </ol>
      {!head && <Message tone="info">{<p>{say("narrative.notBegun")}</p>}</Message>}
      {head && isFrozen(head.status) && (
        <div className="card">
          <h2>{say("issue.files")}</h2>
          <ul>
            <li>
              <DocumentLinks
                word={`/tong-hop/${round.id}/tep/bao-cao.docx`}
                label={say("issue.word")}
                pdfLabel={say("issue.pdf")}
              />
            </li>
            <li>
              <DocumentLinks
                word={`/tong-hop/${round.id}/tep/to-trinh.docx`}
                label={say("issue.submission")}
                pdfLabel={say("issue.submissionPdf")}
              />
            </li>
            <li>
              <a href={`/tong-hop/${round.id}/tep/so-lieu.xlsx`}>{say("issue.excel")}</a>
            </li>
            <li>
              <DocumentLinks
                word={`/tong-hop/${round.id}/tep/don-vi-cham.docx`}
                label={say("issue.lateUnits")}
                pdfLabel={say("issue.lateUnitsPdf")}
              />
            </li>
            {signed && (
              <li>
                <a href={`/tong-hop/${round.id}/ban-ky/tep`}>
                  {say("signedFile.title")}: {signed.name}
                </a>
              </li>
            )}
          </ul>
          {may.keepSigned && (
            <p>
              <a href={`/tong-hop/${round.id}/ban-ky`}>{say(signed ? "signedFile.replace" : "signedFile.add")}</a>
            </p>
          )}
          <p>
            <a href={`/tong-hop/${round.id}/so-sanh`}>{say("since.link")}</a>
          </p>
          <p className="source">
            {say("issue.hash", { hash: head.snapshotHash?.slice(0, 16) ?? "" })}{" "}
            {head.historySeq &&
              say("issue.chain", { seq: head.historySeq, hash: head.historyHash?.slice(0, 16) ?? "" })}
          </p>
        </div>
      )}
      {head && !isFrozen(head.status) && (
        <p>
          <DocumentLinks
            word={`/tong-hop/${round.id}/tep/bao-cao.docx`}
            label={say("issue.draftWord")}
            pdfLabel={say("issue.draftPdf")}
          />{" "}
          ·{" "}
          <DocumentLinks
            word={`/tong-hop/${round.id}/tep/don-vi-cham.docx`}
            label={say("issue.lateUnits")}
            pdfLabel={say("issue.lateUnitsPdf")}
          />
        </p>
      )}
      {may.hand && (
        <PostForm {...form} seenVersion={head!.version} hidden={{ do: "hand" }} className="card">
          <p>{say("issue.handText")}</p>
          <button type="submit">{say("issue.hand")}</button>
        </PostForm>
      )}
      {may.freeze && (
        <PostForm {...form} seenVersion={head!.version} hidden={{ do: "freeze" }} className="card">
          <p>{say("issue.freezeText")}</p>
          <button type="submit">{say("issue.freeze")}</button>
        </PostForm>
      )}
      {may.sendBack && (
        <PostForm
          {...otherForm}
          seenVersion={head!.version}
          hidden={{ do: "sendBack" }}
          className="card"
          state={actionData}
        >
          <TextArea name="reason" label={say("preview.backNote")} rows={2} />
          <button type="submit" className="secondary">
            {say("issue.sendBack")}
          </button>
        </PostForm>
      )}
      {may.issue && (
        <PostForm {...form} seenVersion={head!.version} hidden={{ do: "issue" }} className="card" state={actionData}>
          <h2>{say("issue.issueTitle")}</h2>
          <p>{say("issue.issueText")}</p>
          <TextField name="number" label={say("issue.number")} hint={say("issue.numberHint")} />
          <TextField name="issuedOn" label={say("issue.date")} hint={say("form.dayHint")} />
          <TextField name="signerName" label={say("issue.signer")} />
          <button type="submit">{say("issue.issue")}</button>
        </PostForm>
      )}
      {may.receive && (
        <PostForm {...form} seenVersion={head!.version} hidden={{ do: "receive" }} className="card">
          <p>{say("issue.receiveText")}</p>
          <button type="submit">{say("issue.receive")}</button>
        </PostForm>
      )}
      {may.propose && (
        <PostForm {...otherForm} hidden={{ do: "propose" }} className="card" state={actionData}>
          <h2>{say("publication.proposeTitle")}</h2>
          <p>{say("publication.proposeText")}</p>
          {correction && (
            <TextArea
              name="correctionReason"
              label={say("publication.correctionReason")}
              hint={say("publication.correctionReasonHint")}
              initial={correction.reason}
              rows={2}
            />
          )}
          <label className="choice" id="isNotSecret">
            <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
          </label>
          <button type="submit">{say("publication.propose")}</button>
        </PostForm>
      )}
      {publication && (
        <p>
          {say("nav.publications")}:{" "}
          <a href="/cong-bo">{say(`publication.state.${publication.state as "proposed"}`)}</a>
        </p>
      )}
      {head && (editions.length > 1 || isIssued(head.status)) && (
        <section className="card" aria-labelledby="editions">
          <h2 id="editions">{say("edition.title")}</h2>
          <EditionList editions={editions} roundId={round.id} />
          <p>
            <a href={`/tong-hop/${round.id}/dinh-chinh`}>{say("correction.log")}</a>
          </p>
        </section>
      )}
      <p>
        {head && <a href={`/lich-su/${head.id}`}>{say("plan.history")}</a>}{" "}
        {may.caseFile && <a href={`/tong-hop/${round.id}/ho-so.zip`}>{say("issue.caseFile")}</a>}
      </p>
    </RoundFrame>
  )
}
