import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import { ErrorSummary, type FormState, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days } from "#ui/parts.tsx"
import { isIssued } from "../consolidation.ts"
import { editionOf, issuePath } from "../edition-address.server.ts"
import { keepSignedFile } from "../keep-signed-file.server.ts"
import { mayEditConsolidation } from "../permissions.ts"
import { readConsolidation } from "../read-consolidation.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/signed-file"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const round = await readRound(ctx.db, params.round)
  const head = await readConsolidation(ctx.db, round.id, editionOf(params))
  if (!head || !isIssued(head.status) || !mayEditConsolidation(ctx.actor, round)) throw new NotFound("consolidation")
  const { number, notation, issuedOn, version } = head
  return { round, head: { number, notation, issuedOn, version }, form, back: issuePath(params) }
}

/** The file is on the disk before the transaction that claims it; what no transaction claims is swept. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const received = await receiveUpload(request, context.get(instanceContext).files)
  if (!received.ok) return data<FormState>({ fields: {}, refusal: received.refusal }, 422)
  const { fields, files } = received.value
  const file = files[0] && { sha256: files[0].sha256, size: files[0].size, mime: files[0].mime, name: files[0].name }
  const outcome = await keepSignedFile(
    { ...ctx, requestId: fields.requestId },
    {
      roundId: params.round!,
      edition: editionOf(params),
      seenVersion: Number(fields.seenVersion),
      file,
      isNotSecret: fields.isNotSecret === "1",
    },
  )
  return outcome.ok ? seeOther(issuePath(params)) : data<FormState>({ fields, refusal: outcome.refusal }, 422)
}

/** The signed report, kept beside the number and date that the document system gave. */
export default function SignedFilePage({ loaderData: { round, head, form, back }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <RoundFrame round={round} current="/ban-hanh">
      <h2>{say("signedFile.title")}</h2>
      <p>
        {say("issue.numbered", { number: `${head.number}/${head.notation}` })} <Days day={head.issuedOn} />
      </p>
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} seenVersion={head.version} enctype="multipart/form-data" className="card">
        <div className="field">
          <label htmlFor="file">{say("signedFile.file")}</label>
          <p className="hint" id="file-hint">
            {say("signedFile.hint")}
          </p>
          <input id="file" type="file" name="file" aria-describedby="file-hint" />
        </div>
        <label className="choice" id="isNotSecret">
          <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
        </label>
        <p className="actions">
          <button type="submit">{say("signedFile.keep")}</button>
          <a href={back}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </RoundFrame>
  )
}
