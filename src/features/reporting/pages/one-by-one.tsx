import { data, redirect } from "react-router"
import { pageNumber, pageOf } from "#access/page.server.ts"
import { formAction, seeOther } from "#access/post.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { NotFound } from "#platform/errors.ts"
import { isId } from "#shared/id.ts"
import { Enhance } from "#ui/enhance.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, PageHead, Tag, type Tone } from "#ui/parts.tsx"
import { deviceWords } from "../device-words.ts"
import { saveTyped } from "../entry-action.server.ts"
import { noteWork } from "../note-work.server.ts"
import { mayWrite } from "../permissions.ts"
import { readSections } from "../read-entries.server.ts"
import { readReport } from "../read-report.server.ts"
import { readSteps, STEPS_ON_A_PAGE, type Step } from "../read-steps.server.ts"
import { readTemplate } from "../read-template.server.ts"
import { canMove } from "../report.ts"
import { OverdueTag, reportTitle } from "../report-parts.tsx"
import { saveSections } from "../save-entry.server.ts"
import { EntryStep, SectionsStep } from "../step-parts.tsx"
import type { Route } from "./+types/one-by-one"

export const handle = { enhance: ["one-by-one"] }

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
  if (report.roundKind === "request") throw redirect(`/bao-cao/${report.id}/tra-loi`)
  if (!canMove(report, "edit")) throw redirect(`/bao-cao/${report.id}`)
  await noteWork(ctx, ctx.db, report)
  const page = pageNumber(request)
  const { steps, count } = await readSteps(ctx, report, page)
  if (steps.length === 0 && page > 1) throw data(null, 404)
  const pages = Math.max(1, Math.ceil(count / STEPS_ON_A_PAGE))
  const template = await readTemplate(ctx.db, report.templateId)
  const asked = page === pages ? template.sections : []
  return renderOnly({
    report,
    page,
    pages,
    owner: ctx.actor.personId,
    asks: template.asks,
    steps: steps.map((step) => ({ ...step, form: pageOf(context).form })),
    sections: {
      asked: asked.map((section) => ({ section, form: pageOf(context).form })),
      written: await readSections(ctx.db, report.id),
    },
  })
}

/** The plain posts of the page: one task, or one general section; then on to the next. */
export const action = formAction(async ({ form, ctx, params, request }) => {
  const { fields, seenVersion } = form
  const page = pageNumber(request)
  const to = () => seeOther(`/bao-cao/${params.report}/tung-viec${page > 1 ? `?trang=${page}` : ""}#${fields.to ?? ""}`)
  if (fields.section) {
    const section = { key: fields.section, body: fields.body ?? "", isNone: fields.isNone === "1", seenVersion }
    const outcome = await saveSections(ctx, { reportId: params.report!, sections: [section] })
    return outcome.ok ? to() : outcome
  }
  if (!isId(fields.entry)) throw new NotFound("entry")
  const typed = fields.quick === "nothingChanged" ? { ...fields, answer: fields.quick } : fields
  const outcome = await saveTyped(ctx, fields.entry, { fields: typed, seenVersion })
  return outcome.ok ? to() : outcome
})

/** The report as a list of small tasks, one on the screen at a time; with scripts it works without a line, too. */
export default function OneByOne({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { report, steps, sections, owner, asks, page, pages } = loaderData
  const title = reportTitle(say, roundName, report)
  const order = [...steps.map(({ entry }) => `muc-${entry.id}`), ...(sections.asked.length > 0 ? ["phan-chung"] : [])]
  return (
    <div
      className="steps"
      data-steps=""
      data-owner={owner}
      data-report={report.id}
      data-title={`${title}, ${report.unitName}`}
      data-words={JSON.stringify(deviceWords(say))}
    >
      <PageHead
        crumbs={[
          { to: "/bao-cao", label: say("nav.reports") },
          { to: `/bao-cao/${report.id}`, label: title },
        ]}
        title={say("steps.title")}
        lead={
          <>
            {report.unitName} · {say("report.dueOn")} <Days day={report.extendedTo ?? report.dueOn} />
          </>
        }
      />
      <p className="line" role="status" data-line="" />
      <p className="cannot" role="alert">
        {say("steps.cannotKeep")}
      </p>
      <TaskList
        steps={steps}
        hasSections={sections.asked.length > 0}
        sectionsFilled={say("steps.sectionsFilled", {
          n: sections.asked.filter(({ section }) =>
            sections.written.some(({ key, body, isNone }) => key === section.key && (isNone || body.trim() !== "")),
          ).length,
          all: sections.asked.length,
        })}
      />
      <p className="actions">
        <a className="button secondary" href={`/bao-cao/${report.id}`}>
          {say("steps.toReport")}
        </a>
        {page > 1 && <a href={`?trang=${page - 1}`}>{say("steps.earlierPage")}</a>}
        {page < pages && <a href={`?trang=${page + 1}`}>{say("steps.laterPage")}</a>}
      </p>
      <p className="hint" data-keeping="" data-on={say("steps.kept")} data-off={say("steps.notKept")} hidden>
        <span />{" "}
        <button
          type="button"
          className="plain"
          data-stop={say("steps.stopKeeping")}
          data-start={say("steps.startKeeping")}
        />
      </p>
      {steps.map((step, index) => (
        <EntryStep
          key={step.entry.id}
          reportId={report.id}
          step={step}
          asks={asks}
          place={{ n: index + 1, all: order.length, before: order[index - 1] ?? null, next: order[index + 1] ?? null }}
          state={actionData && actionData.fields.entry === step.entry.id ? actionData : undefined}
        />
      ))}
      {sections.asked.length > 0 && (
        <SectionsStep reportId={report.id} sections={sections} before={order.at(-2) ?? null} state={actionData} />
      )}
      <Enhance name="one-by-one" />
    </div>
  )
}

const tones: Record<Step["standing"], Tone> = { unanswered: "calm", incomplete: "warn", complete: "good" }

/** What is to do and how it stands; each line opens its task. */
function TaskList(props: { steps: readonly Step[]; hasSections: boolean; sectionsFilled: string }) {
  const { steps, hasSections, sectionsFilled } = props
  const say = useSay()
  return (
    <nav id="danh-sach" aria-label={say("steps.list")}>
      <ol className="step-list">
        {steps.map(({ entry, standing, isOverdue }) => (
          <li key={entry.id}>
            <a href={`#muc-${entry.id}`}>
              {entry.taskCode}. {entry.taskTitle}
            </a>{" "}
            <span className="state">
              <span data-state-of={entry.id}>
                <Tag tone={tones[standing]}>{say(`steps.state.${standing}`)}</Tag>
              </span>{" "}
              <strong data-unsent-of={entry.id} />
              {entry.returnReason && <Tag tone="bad">{say("report.toMend")}</Tag>} {isOverdue && <OverdueTag />}
            </span>
          </li>
        ))}
        {hasSections && (
          <li>
            <a href="#phan-chung">{say("report.sections")}</a> <span className="state soft">{sectionsFilled}</span>
          </li>
        )}
      </ol>
    </nav>
  )
}
