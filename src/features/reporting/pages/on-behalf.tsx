import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import { NotFound } from "#platform/errors.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, type FormState, PostForm, TextField } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { enterOnBehalf } from "../enter-on-behalf.server.ts"
import { mayEnterOnBehalf } from "../permissions.ts"
import { readReportToEnter } from "../read-report.server.ts"
import { canMove } from "../report.ts"
import { reportTitle } from "../report-parts.tsx"
import type { Route } from "./+types/on-behalf"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReportToEnter(ctx, params.report)
  if (!mayEnterOnBehalf(ctx.actor, report) || !canMove(report, "edit")) throw new NotFound("report")
  return { report, today: ctx.today, form }
}

/** The scan is on the disk before the transaction that claims it; what no transaction claims is swept. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const received = await receiveUpload(request, context.get(instanceContext).files)
  if (!received.ok) return data<FormState>({ fields: {}, refusal: received.refusal }, 422)
  const { fields, files } = received.value
  const file = files[0] && { sha256: files[0].sha256, size: files[0].size, mime: files[0].mime, name: files[0].name }
  const [issuedOn, receivedOn] = [parseDay(fields.issuedOn ?? ""), parseDay(fields.receivedOn ?? "")]
  const outcome =
    issuedOn === undefined || receivedOn === undefined
      ? noDay(issuedOn === undefined ? "issuedOn" : "receivedOn", fields)
      : await enterOnBehalf(
          { ...ctx, requestId: fields.requestId },
          {
            reportId: params.report!,
            seenVersion: Number(fields.seenVersion),
            number: fields.number ?? "",
            issuedOn,
            receivedOn,
            signer: fields.signer ?? "",
            file,
            isNotSecret: fields.isNotSecret === "1",
          },
        )
  return outcome.ok ? seeOther(`/bao-cao/${params.report}`) : data<FormState>({ fields, refusal: outcome.refusal }, 422)
}

const noDay = (field: string, fields: Record<string, string>) =>
  refused("form.noDay", { field, values: { text: fields[field] ?? "" } })

export default function OnBehalf({ loaderData: { report, today, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <>
      <PageHead
        crumbs={[{ to: `/tong-hop/${report.roundId}`, label: reportTitle(say, roundName, report) }]}
        title={say("onBehalf.title", { unit: report.unitName })}
        lead={say("onBehalf.lead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm
        {...form}
        state={actionData}
        seenVersion={report.version}
        enctype="multipart/form-data"
        className="card"
      >
        <TextField name="number" label={say("onBehalf.number")} hint={say("onBehalf.numberHint")} />
        <div className="row">
          <DayField name="issuedOn" label={say("document.issuedOn")} hint={say("form.dayHint")} />
          <DayField
            name="receivedOn"
            label={say("onBehalf.receivedOn")}
            hint={say("onBehalf.receivedHint")}
            initial={formatDay(today)}
          />
        </div>
        <TextField name="signer" label={say("document.signer")} />
        <div className="field">
          <label htmlFor="file">{say("onBehalf.scan")}</label>
          <input id="file" type="file" name="file" />
        </div>
        <label className="choice" id="isNotSecret">
          <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
        </label>
        <p className="actions">
          <button type="submit">{say("onBehalf.begin")}</button>
          <a href={`/tong-hop/${report.roundId}`}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
