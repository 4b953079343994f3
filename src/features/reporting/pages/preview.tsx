import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { momentAt } from "#shared/day.ts"
import { DocumentLinks, PrintHint } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { Answers } from "../answer-parts.tsx"
import { sendBack } from "../move-report.server.ts"
import { noteWork } from "../note-work.server.ts"
import { maySubmit } from "../permissions.ts"
import { readAnswers } from "../read-answers.server.ts"
import { readEntries, readSections } from "../read-entries.server.ts"
import { readReport } from "../read-report.server.ts"
import { readTemplate } from "../read-template.server.ts"
import { canMove, missingParts, timelinessOf } from "../report.ts"
import { readCalendar, readCompleteness } from "../report-completeness.server.ts"
import { EntryText, reportTitle, StandingTag, StatusTag } from "../report-parts.tsx"
import { SectionTexts } from "../section-parts.tsx"
import { submitReport } from "../submit-report.server.ts"
import type { Route } from "./+types/preview"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  const may = maySubmit(ctx.actor, report)
  if (canMove(report, "edit") || canMove(report, "submit")) await noteWork(ctx, ctx.db, report)
  const state = { ...report, firstSubmittedOn: report.firstSubmittedOn, returnedOn: report.returnedOn }
  return {
    report,
    entries: await readEntries(ctx.db, report.id),
    sections: await readSections(ctx.db, report.id),
    template: await readTemplate(ctx.db, report.templateId),
    answers: report.roundKind === "request" ? await readAnswers(ctx.db, report.roundId, report.id) : null,
    missing: missingParts(await readCompleteness(ctx.db, report.id)),
    /** What sending now would mean: on time or late, said before the button. */
    wouldBe:
      may && canMove(report, "submit")
        ? timelinessOf(state, report, momentAt(ctx.now, ctx.timeZone), await readCalendar(ctx.db))
        : null,
    maySend: may && canMove(report, "submit"),
    maySendBack: may && canMove(report, "sendBack"),
    form,
    backForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const seen = { reportId: params.report!, seenVersion: form.seenVersion }
  if (form.fields.do === "send") return answerWith(await submitReport(ctx, seen), () => `/bao-cao/${params.report}`)
  if (form.fields.do === "sendBack")
    return answerWith(
      await sendBack(ctx, { ...seen, reason: form.fields.reason ?? "" }),
      () => `/bao-cao/${params.report}`,
    )
  throw new NotFound("action")
})

/** The report as it will look; the head reads it here, sends it or gives it back. */
export default function Preview({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { report, entries, sections, template, missing, wouldBe, maySend, maySendBack, form, backForm } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: `/bao-cao/${report.id}`, label: reportTitle(say, roundName, report) }]}
        title={say("preview.title")}
        lead={`${report.unitName} · ${roundName(report.documentName)}`}
      />
      <p>
        <StatusTag status={report.status} /> {say("report.dueOn")} <Days day={report.dueOn} />
      </p>
      <ErrorSummary state={actionData} />
      {maySend && missing.length > 0 && (
        <Message tone="warn" title={say("report.missingTitle", { count: missing.length })}>
          <ul>
            {missing.map((each) => (
              <li key={`${each.field}${each.code}`}>
                <a href={placeOf(report.id, each.field)}>{sayCode(say, "refusal", each.code, each.values)}</a>
              </li>
            ))}
          </ul>
        </Message>
      )}
      <article className="card paper">
        <SectionTexts sections={sections} asked={template.sections} />
        {loaderData.answers && <Answers answers={loaderData.answers} request={report.request} />}
        {!loaderData.answers && <h2>{say("report.tasks")}</h2>}
        {entries.map((entry) => (
          <section key={entry.id}>
            <h3>
              {entry.taskCode}. {entry.taskTitle}
            </h3>
            <EntryText entry={entry} template={template} />
          </section>
        ))}
      </article>
      <p className="actions">
        <DocumentLinks word={`/bao-cao/${report.id}/word`} label={say("report.word")} pdfLabel={say("report.pdf")} />
      </p>
      <PrintHint />
      {maySend && wouldBe && (
        <PostForm {...form} seenVersion={report.version} state={actionData} hidden={{ do: "send" }} className="card">
          <p>
            {say("preview.sendingNow")} <StandingTag standing={wouldBe} />
          </p>
          <button type="submit">{say("report.send")}</button>
        </PostForm>
      )}
      {maySendBack && (
        <PostForm
          {...backForm}
          seenVersion={report.version}
          state={actionData}
          hidden={{ do: "sendBack" }}
          className="card"
        >
          <TextArea name="reason" label={say("preview.backNote")} rows={2} />
          <button type="submit" className="secondary">
            {say("preview.sendBack")}
          </button>
        </PostForm>
      )}
    </>
  )
}

/** Where what is missing can be filled in: the entry's page, a section, or the questions of a request. */
const placeOf = (reportId: string, field = ""): string =>
  field.startsWith("tra-loi-")
    ? `/bao-cao/${reportId}/tra-loi#${field}`
    : field.startsWith("phan-")
      ? `/bao-cao/${reportId}/phan-chung#${field.slice(5)}`
      : `/bao-cao/${reportId}/muc/${field.slice(4)}`
