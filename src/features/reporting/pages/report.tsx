import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { readLatenessCauses } from "#features/plans/read-task-obstacles.server.ts"
import { NotFound } from "#platform/errors.ts"
import { momentAt, parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead, Tag } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { Answers } from "../answer-parts.tsx"
import { askExtension, withdrawExtension } from "../extend-report.server.ts"
import { ExtensionBox } from "../extension-parts.tsx"
import { handToHead } from "../move-report.server.ts"
import { maySubmit, mayWrite } from "../permissions.ts"
import { DueMoment } from "../planned-rounds.tsx"
import { readAnswers } from "../read-answers.server.ts"
import { readEntries, readSections } from "../read-entries.server.ts"
import { readExtensionsOf } from "../read-extensions.server.ts"
import { readReport } from "../read-report.server.ts"
import { readTemplate } from "../read-template.server.ts"
import { readReportSeconds } from "../read-work.server.ts"
import { canMove, isBy, missingParts, standing } from "../report.ts"
import { readCompleteness } from "../report-completeness.server.ts"
import { EntryText, PaperNote, reportTitle, StandingTag, StatusTag } from "../report-parts.tsx"
import { keepUnanswered } from "../save-entry.server.ts"
import { useSectionTitle } from "../section-parts.tsx"
import type { Route } from "./+types/report"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  const entries = await readEntries(ctx.db, report.id)
  const completeness = await readCompleteness(ctx.db, report.id)
  const may = mayWrite(ctx.actor, report)
  const taskIds = entries.map((entry) => entry.taskId)
  return renderOnly({
    report,
    causes: await readLatenessCauses(ctx.db, taskIds, report.unitId),
    entries,
    sections: await readSections(ctx.db, report.id),
    template: await readTemplate(ctx.db, report.templateId),
    missing: missingParts(completeness),
    canKeep: completeness.entries.some((entry) => entry.answer === null && entry.hasPrevious),
    standing: standing(report, report, momentAt(ctx.now, ctx.timeZone)),
    mayEdit: may && canMove(report, "edit"),
    mayHand: may && !maySubmit(ctx.actor, report) && canMove(report, "handToHead"),
    maySend: maySubmit(ctx.actor, report) && canMove(report, "submit"),
    answers: report.roundKind === "request" ? await readAnswers(ctx.db, report.roundId, report.id) : null,
    extensions: await readExtensionsOf(ctx.db, report.id),
    mayAskExtension:
      may &&
      !report.isPlanClosed &&
      !report.timeliness &&
      !report.extendedTo &&
      isBy(momentAt(ctx.now, ctx.timeZone), report),
    form,
    extensionForm: pageOf(context).form,
    withdrawForm: pageOf(context).form,
    mayWrite: may,
    workSeconds: report.unitId === ctx.actor.seat.unitId ? await readReportSeconds(ctx.db, report.id) : 0,
  })
}

export const action = formAction(async ({ form, ctx, params }) => {
  const reportId = params.report!
  if (form.fields.do === "keep")
    return answerWith(await keepUnanswered(ctx, { reportId }), () => `/bao-cao/${reportId}`)
  if (form.fields.do === "hand")
    return answerWith(await handToHead(ctx, { reportId, seenVersion: form.seenVersion }), () => `/bao-cao/${reportId}`)
  if (form.fields.do === "askExtension") {
    const untilOn = parseDay(form.fields.untilOn ?? "")
    if (!untilOn) return refused("form.noDay", { field: "untilOn", values: { text: form.fields.untilOn ?? "" } })
    const asked = await askExtension(ctx, { reportId, untilOn, reason: form.fields.reason ?? "" })
    return answerWith(asked, () => `/bao-cao/${reportId}#gia-han`)
  }
  if (form.fields.do === "withdrawExtension")
    return answerWith(
      await withdrawExtension(ctx, { extensionId: form.fields.extension ?? "", seenVersion: form.seenVersion }),
      () => `/bao-cao/${reportId}#gia-han`,
    )
  throw new NotFound("action")
})

export default function ReportPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { report, entries, answers, missing, standing, mayEdit, mayHand, maySend, canKeep, form } = loaderData
  const answered = entries.filter((entry) => entry.answer !== null).length
  return (
    <>
      <PageHead
        crumbs={[{ to: "/bao-cao", label: say("nav.reports") }]}
        title={reportTitle(say, roundName, report)}
        lead={`${report.unitName} · ${report.planTitle}`}
      />
      <p>
        <StatusTag status={report.status} /> <StandingTag standing={standing} /> {say("report.dueOn")}{" "}
        <DueMoment day={report.dueOn} time={report.dueTime} />
        {report.extendedTo && (
          <>
            {", "}
            {say("report.extendedTo")} <Days day={report.extendedTo} />
          </>
        )}{" "}
        ·{" "}
        {answers
          ? say("request.filled", { n: answers.filter((each) => each.value !== "").length, all: answers.length })
          : say("report.answered", { n: answered, all: entries.length })}
      </p>
      {loaderData.workSeconds > 0 && (
        <p className="soft">
          {say("report.workTime", { minutes: Math.max(1, Math.round(loaderData.workSeconds / 60)) })}
        </p>
      )}
      <PaperNote report={report} />
      <ErrorSummary state={actionData} />
      <Sent report={report} />
      {report.status === "returned" && (
        <Message tone="bad" title={say("report.returnedTitle")}>
          <p>{report.reason ?? say("report.returnedEntries")}</p>
        </Message>
      )}
      {report.status === "drafting" && report.reason && (
        <Message tone="warn" title={say("report.sentBackTitle")}>
          <p>{report.reason}</p>
        </Message>
      )}
      <div className="actions">
        {canKeep && mayEdit && (
          <PostForm {...form} hidden={{ do: "keep" }}>
            <button type="submit" className="secondary">
              {say("report.keepAll")}
            </button>
          </PostForm>
        )}
        {mayEdit && report.roundKind === "calendar" && (
          <a className="button" href={`/bao-cao/${report.id}/tung-viec`}>
            {say("report.oneByOne")}
          </a>
        )}
        <a className="button secondary" href={`/bao-cao/${report.id}/xem-truoc`}>
          {say("report.preview")}
        </a>
        <DocumentLinks word={`/bao-cao/${report.id}/word`} label={say("report.word")} pdfLabel={say("report.pdf")} />
        {mayEdit && !answers && <a href={`/bao-cao/${report.id}/excel`}>{say("reportSheet.title")}</a>}
        <a href={`/lich-su/${report.id}`}>{say("plan.history")}</a>
      </div>
      <ExtensionBox
        extensions={loaderData.extensions}
        mayAsk={loaderData.mayAskExtension && !loaderData.extensions.some((each) => each.state === "asked")}
        mayWithdraw={loaderData.mayWrite}
        officeDueOn={report.officeDueOn}
        form={loaderData.extensionForm}
        withdrawForm={loaderData.withdrawForm}
        state={actionData}
      />
      {answers && (
        <>
          <Answers answers={answers} request={report.request} />
          {mayEdit && (
            <p>
              <a className="button secondary" href={`/bao-cao/${report.id}/tra-loi`}>
                {say("request.answer")}
              </a>
            </p>
          )}
        </>
      )}
      {!answers && <TasksAndSections loaderData={loaderData} />}
      {(mayHand || maySend) && missing.length > 0 && (
        <Message tone="info" title={say("report.missingTitle", { count: missing.length })}>
          <ul>
            {missing.map((each) => (
              <li key={`${each.field}${each.code}`}>
                <a href={`#${each.field}`}>{sayCode(say, "refusal", each.code, each.values)}</a>
              </li>
            ))}
          </ul>
        </Message>
      )}
      <div className="actions">
        {mayHand && (
          <PostForm {...form} seenVersion={report.version} hidden={{ do: "hand" }} state={actionData}>
            <button type="submit">{say("report.handToHead")}</button>
          </PostForm>
        )}
        {maySend && (
          <a className="button" href={`/bao-cao/${report.id}/xem-truoc`}>
            {say("report.readAndSend")}
          </a>
        )}
      </div>
    </>
  )
}

/** What the last step of the report was, and who has it now. */
function Sent({ report }: Pick<Route.ComponentProps["loaderData"], "report">) {
  const say = useSay()
  if (report.status !== "withHead" && report.status !== "submitted") return null
  return (
    <Message tone="good">
      <p>{say(`report.sent.${report.status}`)}</p>
    </Message>
  )
}

/** The round of the calendar: the entries task by task, then the general sections. */
function TasksAndSections({ loaderData }: Pick<Route.ComponentProps, "loaderData">) {
  const say = useSay()
  const titleOf = useSectionTitle()
  const { report, entries, sections, template, mayEdit } = loaderData
  return (
    <>
      <h2>{say("report.tasks")}</h2>
      {entries.length === 0 && <p className="soft">{say("report.noTasks")}</p>}
      <ol className="plain-list">
        {entries.map((entry) => (
          <li key={entry.id} id={`muc-${entry.id}`} className="card">
            <h3>
              {mayEdit ? (
                <a href={`/bao-cao/${report.id}/muc/${entry.id}`}>
                  {entry.taskCode}. {entry.taskTitle}
                </a>
              ) : (
                `${entry.taskCode}. ${entry.taskTitle}`
              )}
            </h3>
            {entry.returnReason && (
              <p>
                <Tag tone="bad">{say("report.toMend")}</Tag> {entry.returnReason}
              </p>
            )}
            <EntryText entry={entry} template={template} />
          </li>
        ))}
      </ol>
      {loaderData.causes.length > 0 && (
        <section aria-labelledby="causes">
          <h2 id="causes">{say("cause.title")}</h2>
          <ul>
            {loaderData.causes.map((cause) => (
              <li key={cause.id}>
                {say("task.one")} {cause.taskCode}: {cause.explanation}{" "}
                <Tag tone={cause.decision === "confirmed" ? "accent" : cause.decision === "refused" ? "calm" : "warn"}>
                  {say(`cause.${cause.decision ?? "waiting"}`)}
                </Tag>{" "}
                <a href={`/vuong-mac/${cause.obstacleId}`}>
                  {say("obstacle.numbered", { number: cause.obstacleNumber })}
                </a>
              </li>
            ))}
          </ul>
          <p className="soft">{say("cause.staysLate")}</p>
        </section>
      )}
      <h2>{say("report.sections")}</h2>
      <ul className="plain-list">
        {template.sections.map((each) => {
          const found = sections.find((section) => section.key === each.key)
          const body = found?.isNone ? say("section.none") : found?.body.trim()
          return (
            <li key={each.key} id={`phan-${each.key}`}>
              <strong>{titleOf(each)}</strong>
              <p className="prose">{body || <span className="soft">{say("section.empty")}</span>}</p>
            </li>
          )
        })}
      </ul>
      {mayEdit && (
        <p>
          <a className="button secondary" href={`/bao-cao/${report.id}/phan-chung`}>
            {say("report.editSections")}
          </a>
        </p>
      )}
    </>
  )
}
