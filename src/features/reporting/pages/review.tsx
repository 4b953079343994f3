import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { momentAt } from "#shared/day.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Message, PageHead, Tag } from "#ui/parts.tsx"
import { Answers } from "../answer-parts.tsx"
import { acceptReport, reopenReport, returnReport } from "../move-report.server.ts"
import { mayReview } from "../permissions.ts"
import { readAnswers } from "../read-answers.server.ts"
import { readEntries, readSections, readSubmissions } from "../read-entries.server.ts"
import { readMatrix } from "../read-matrix.server.ts"
import { readReport } from "../read-report.server.ts"
import { readTemplate } from "../read-template.server.ts"
import { canMove, standing } from "../report.ts"
import { EntryText, PaperNote, reportTitle, StandingTag, StatusTag } from "../report-parts.tsx"
import { SectionTexts } from "../section-parts.tsx"
import { changesBetween, type EntryChange } from "../submission-changes.ts"
import type { Route } from "./+types/review"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (report.roundId !== params.round) throw new NotFound("report")
  const [latest, before] = await readSubmissions(ctx.db, report.id)
  const queue = (await readMatrix(ctx.db, report.roundId)).filter(
    (line) => line.status === "submitted" && line.reportId !== report.id,
  )
  return {
    report,
    standing: standing(report, report, momentAt(ctx.now, ctx.timeZone)),
    entries: await readEntries(ctx.db, report.id),
    sections: await readSections(ctx.db, report.id),
    template: await readTemplate(ctx.db, report.templateId),
    answers: report.roundKind === "request" ? await readAnswers(ctx.db, report.roundId, report.id) : null,
    sending: latest ? { number: latest.number, personName: latest.personName, at: latest.submittedAt } : null,
    changes: latest && before ? changesBetween(before.content, latest.content) : [],
    may: mayReview(ctx.actor, report),
    isOpen: canMove(report, "accept"),
    isAccepted: canMove(report, "reopen"),
    next: queue[0] ? { reportId: queue[0].reportId, unitName: queue[0].unitName, left: queue.length } : null,
    form,
    otherForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const seen = { reportId: params.report!, seenVersion: form.seenVersion }
  const { fields } = form
  const to = fields.next ? `/tong-hop/${params.round}/bao-cao/${fields.next}` : `/tong-hop/${params.round}`
  if (fields.do === "accept") return answerWith(await acceptReport(ctx, seen), () => to)
  if (fields.do === "reopen")
    return answerWith(
      await reopenReport(ctx, { ...seen, reason: fields.reason ?? "" }),
      () => `/tong-hop/${params.round}/bao-cao/${params.report}`,
    )
  if (fields.do !== "return") throw new NotFound("action")
  const entryReasons = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith("reason-") && value.trim() ? [[name.slice(7), value]] : [],
    ),
  )
  return answerWith(await returnReport(ctx, { ...seen, reason: fields.reason ?? "", entryReasons }), () => to)
})

export default function Review({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const {
    report,
    standing,
    entries,
    sections,
    template,
    sending,
    changes,
    may,
    isOpen,
    isAccepted,
    next,
    form,
    otherForm,
  } = loaderData
  const hidden: Record<string, string> = next ? { next: next.reportId } : {}
  return (
    <>
      <PageHead
        crumbs={[{ to: `/tong-hop/${report.roundId}`, label: reportTitle(say, roundName, report) }]}
        title={report.unitName}
        lead={roundName(report.documentName)}
      />
      <p>
        <StatusTag status={report.status} /> <StandingTag standing={standing} />
        {report.returns > 0 && <Tag tone="warn">{say("review.returns", { count: report.returns })}</Tag>}
        {sending && (
          <small>
            {" "}
            {say("review.sending", {
              n: sending.number,
              name: sending.personName,
              at: new Date(sending.at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }),
            })}
          </small>
        )}
      </p>
      <PaperNote report={report} />
      <ErrorSummary state={actionData} />
      {changes.length > 0 && <Changes changes={changes} />}
      <div className="actions">
        {may && isOpen && (
          <PostForm {...form} seenVersion={report.version} hidden={{ do: "accept", ...hidden }}>
            <button type="submit">{say("review.accept")}</button>
          </PostForm>
        )}
        <DocumentLinks word={`/bao-cao/${report.id}/word`} label={say("report.word")} pdfLabel={say("report.pdf")} />
        <a href={`/lich-su/${report.id}`}>{say("plan.history")}</a>
        {next && (
          <a href={`/tong-hop/${report.roundId}/bao-cao/${next.reportId}`}>
            {say("review.next", { unit: next.unitName, left: next.left })}
          </a>
        )}
      </div>
      <PostForm {...otherForm} seenVersion={report.version} hidden={{ do: "return", ...hidden }} state={actionData}>
        <SectionTexts sections={sections} asked={template.sections} />
        {loaderData.answers && <Answers answers={loaderData.answers} request={report.request} />}
        {!loaderData.answers && <h2>{say("report.tasks")}</h2>}
        {!loaderData.answers && entries.length === 0 && <p className="soft">{say("report.noTasks")}</p>}
        {entries.map((entry) => (
          <section key={entry.id} className="card" id={`muc-${entry.id}`}>
            <h3>
              {entry.taskCode}. {entry.taskTitle}
            </h3>
            <EntryText entry={entry} template={template} />
            {may && isOpen && (
              <details open={Boolean(actionData?.fields[`reason-${entry.id}`])}>
                <summary>{say("review.returnEntry")}</summary>
                <TextArea name={`reason-${entry.id}`} label={say("review.entryReason")} rows={2} />
              </details>
            )}
          </section>
        ))}
        {may && isOpen && (
          <div className="card">
            <TextArea name="reason" label={say("review.reason")} hint={say("review.reasonHint")} rows={2} />
            <button type="submit" className="danger">
              {say("review.return")}
            </button>
          </div>
        )}
      </PostForm>
      {may && isAccepted && (
        <PostForm
          {...otherForm}
          seenVersion={report.version}
          hidden={{ do: "reopen" }}
          className="card"
          state={actionData}
        >
          <TextArea name="reason" label={say("review.reopenReason")} rows={2} />
          <button type="submit" className="secondary">
            {say("review.reopen")}
          </button>
        </PostForm>
      )}
      {!may && isOpen && (
        <Message tone="info">
          <p>{say("review.notYours")}</p>
        </Message>
      )}
    </>
  )
}

/** What changed since the return, field by field, old beside new. */
function Changes({ changes }: { changes: EntryChange[] }) {
  const say = useSay()
  return (
    <section aria-labelledby="changes" className="card">
      <h2 id="changes">{say("review.changes", { count: changes.length })}</h2>
      <dl>
        {changes.map((change) => (
          <div key={change.taskCode + change.field}>
            <dt>
              {change.taskCode && `${change.taskCode}. `}
              {change.title ??
                say(change.isSection ? `section.${change.field as "direction"}` : `entry.${change.field as "result"}`)}
            </dt>
            <dd className="prose">
              {change.before && <del>{change.before}</del>} {change.after && <ins>{change.after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
