import { data } from "react-router"
import { pageOf } from "#access/page.server.ts"
import { seeOther } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { receiveBytes } from "#platform/files/receive-bytes.server.ts"
import { isId } from "#shared/id.ts"
import { type Outcome, refused } from "#shared/outcome.ts"
import { ErrorSummary, type FormState, PostForm } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Message, PageHead } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { fillReport } from "../fill-report.server.ts"
import { noteWork } from "../note-work.server.ts"
import { mayWrite } from "../permissions.ts"
import { readReport } from "../read-report.server.ts"
import { canMove } from "../report.ts"
import { reportTitle } from "../report-parts.tsx"
import type { Route } from "./+types/report-excel"

const MB = 1024 * 1024
const SHOWN = 100

async function openReport({ context, params }: Pick<Route.LoaderArgs, "context" | "params">) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (!mayWrite(ctx.actor, report) || report.roundKind !== "calendar") throw new NotFound("report")
  return { ctx, form, report }
}

export async function loader(args: Route.LoaderArgs) {
  const { ctx, form, report } = await openReport(args)
  if (canMove(report, "edit")) await noteWork(ctx, ctx.db, report)
  const { id, roundKind, roundName, unitName } = report
  return { report: { id, roundKind, roundName, unitName }, isOpen: canMove(report, "edit"), form }
}

export async function action(args: Route.ActionArgs) {
  const { ctx, report } = await openReport(args)
  const refuse = (outcome: Outcome<unknown>) =>
    data<FormState>({ fields: {}, ...(outcome.ok ? {} : { refusal: { field: "file", ...outcome.refusal } }) }, 422)
  const received = await receiveBytes(args.request, { maxTotalBytes: 7 * MB, maxFileBytes: 5 * MB })
  if (!received.ok) return refuse(received)
  const [file] = received.value.files
  if (!file) return refuse(refused("reportSheet.noFile"))
  const { requestId } = received.value.fields
  if (requestId !== undefined && !isId(requestId)) throw new NotFound("request")
  const outcome = await fillReport({ ...ctx, requestId }, { reportId: report.id, bytes: file.bytes })
  return outcome.ok ? seeOther(`/bao-cao/${report.id}`) : refuse(outcome)
}

/** The whole report in Excel: given out, filled in where there is no line, taken back with every wrong cell named. */
export default function ReportExcel({ loaderData: { report, isOpen, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const fault = actionData?.refusal
  const cells = fault?.code === "reportSheet.faults" ? (fault.details ?? []) : []
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/bao-cao", label: say("nav.reports") },
          { to: `/bao-cao/${report.id}`, label: reportTitle(say, roundName, report) },
        ]}
        title={say("reportSheet.title")}
        lead={report.unitName}
      />
      {cells.length === 0 && <ErrorSummary state={actionData} />}
      {cells.length > 0 && (
        <Message tone="bad" title={say("reportSheet.faultsTitle", { count: cells.length })}>
          <p>{say("reportSheet.nothingSaved")}</p>
          <ul>
            {cells.slice(0, SHOWN).map((cell) => (
              <li key={`${cell.values?.address}${cell.code}`}>
                <strong>{say("reportSheet.cell", { address: String(cell.values?.address ?? "") })}</strong>:{" "}
                {sayCode(say, "refusal", cell.code, cell.values)}
              </li>
            ))}
          </ul>
        </Message>
      )}
      <section className="card" aria-labelledby="tai-ve">
        <h2 id="tai-ve">{say("reportSheet.download")}</h2>
        <p>{say("reportSheet.downloadLead")}</p>
        <a className="button secondary" href={`/bao-cao/${report.id}/bao-cao.xlsx`}>
          {say("reportSheet.downloadFile")}
        </a>
      </section>
      {isOpen && (
        <section className="card" aria-labelledby="tai-len">
          <h2 id="tai-len">{say("reportSheet.upload")}</h2>
          <p>{say("reportSheet.uploadLead")}</p>
          <PostForm {...form} state={actionData} enctype="multipart/form-data">
            <div className="field">
              <label htmlFor="file">{say("openingState.file")}</label>
              <input id="file" name="file" type="file" accept=".xlsx" aria-invalid={fault ? true : undefined} />
            </div>
            <button type="submit">{say("reportSheet.take")}</button>
          </PostForm>
        </section>
      )}
    </>
  )
}
