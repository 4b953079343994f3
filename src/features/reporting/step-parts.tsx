import type { ReactNode } from "react"
import { ErrorSummary, type FormState, PostForm, RadioField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message } from "#ui/parts.tsx"
import { answers } from "./entry.ts"
import { EntryFields, Previous } from "./entry-fields.tsx"
import type { SectionLine } from "./read-entries.server.ts"
import type { Step } from "./read-steps.server.ts"
import { EvidenceList, OverdueTag } from "./report-parts.tsx"
import type { AdjustableText, Asking, TemplateSection } from "./report-template.ts"
import { useSectionTitle } from "./section-parts.tsx"
import { isStandardSection } from "./sections.ts"

type Form = { requestId: string; owner: string }
type Place = { n: number; all: number; before: string | null; next: string | null }

/** Where this step stands, and the way to the others: in reach of a thumb on a phone. */
function StepNav({ place }: { place: Place }) {
  const say = useSay()
  return (
    <nav className="step-nav" aria-label={say("steps.nav", { n: place.n })}>
      <a href="#danh-sach">{say("steps.list")}</a>
      <span className="soft">{say("steps.place", { n: place.n, all: place.all })}</span>
      <span className="ways">
        {place.before && <a href={`#${place.before}`}>{say("steps.before")}</a>}
        {place.next && <a href={`#${place.next}`}>{say("steps.next")}</a>}
      </span>
    </nav>
  )
}

type EntryStepProps = {
  reportId: string
  step: Step & { form: Form }
  asks: Readonly<Record<AdjustableText, Asking>>
  place: Place
  state: FormState | undefined
}

/** One task of the report as a form of its own. */
export function EntryStep({ reportId, step, asks, place, state }: EntryStepProps) {
  const say = useSay()
  const { entry, previous, fields, basis, doubts, form } = step
  const prefix = `${entry.id}-`
  const to = place.next ?? "danh-sach"
  return (
    <StepFrame
      id={`muc-${entry.id}`}
      prefix={prefix}
      place={place}
      title={`${entry.taskCode}. ${entry.taskTitle}`}
      isOpen={state !== undefined}
    >
      <dl className="facts">
        <dt>{say("task.deadline")}</dt>
        <dd>
          {entry.deadlineText ?? say("tasks.noDeadline")} {step.isOverdue && <OverdueTag />}
        </dd>
        <dt>{say("task.product")}</dt>
        <dd>{entry.taskProduct ?? "–"}</dd>
      </dl>
      {entry.returnReason && (
        <Message tone="bad" title={say("report.toMend")}>
          <p>{entry.returnReason}</p>
        </Message>
      )}
      <ErrorSummary state={state} idPrefix={prefix} />
      <div className="message warn" data-clash="" hidden />
      <PostForm
        {...form}
        state={state}
        seenVersion={entry.version}
        id={`${prefix}form`}
        idPrefix={prefix}
        autoComplete="off"
        hidden={{ entry: entry.id, to }}
        data={{
          "data-key": entry.id,
          "data-save": `/bao-cao/${reportId}/tung-viec/${entry.id}`,
          "data-code": entry.taskCode,
          "data-basis": JSON.stringify(basis),
        }}
      >
        {previous && <Previous previous={previous} fields={fields} />}
        {previous && (
          <p className="actions">
            <button type="submit" name="quick" value="nothingChanged" data-to={to} className="secondary">
              {say("steps.keepAndNext")}
            </button>
          </p>
        )}
        <RadioField
          name="answer"
          label={say("entry.answer")}
          initial={entry.answer}
          options={answers
            .filter((answer) => (answer !== "claim" || entry.isClaimant) && (answer !== "nothingChanged" || previous))
            .map((answer) => ({ value: answer, label: say(`answer.${answer}`) }))}
        />
        <EntryFields entry={entry} fields={fields} asks={asks} doubts={doubts} />
      </PostForm>
      <Proofs reportId={reportId} entry={entry} prefix={prefix} />
      <div className="message info" data-faults="" hidden>
        <h3>{say("entry.stillMissing")}</h3>
        <ul />
      </div>
      <SaveLine form={`${prefix}form`} to={to} label={say(place.next ? "entry.saveAndNext" : "steps.saveAndList")} />
    </StepFrame>
  )
}

/** Tasks are whole sentences; beyond this length their title is set smaller. */
const LONG_TITLE = 90

function StepFrame(props: {
  id: string
  prefix: string
  place: Place
  title: string
  isOpen: boolean
  children: ReactNode
}) {
  const { id, prefix, place, title, isOpen, children } = props
  return (
    <section
      className={isOpen ? "step is-open" : "step"}
      id={id}
      aria-labelledby={`${prefix}title`}
      data-prefix={prefix}
      data-part=""
    >
      <StepNav place={place} />
      <h2 id={`${prefix}title`} tabIndex={-1} className={title.length > LONG_TITLE ? "long" : undefined}>
        {title}
      </h2>
      {children}
    </section>
  )
}

/** How far the saving is, and the button that goes on; it stands behind what else belongs to the form's task. */
function SaveLine(props: { form: string; to: string; label: string; isSecondary?: boolean }) {
  const { form, to, label, isSecondary } = props
  const say = useSay()
  return (
    <>
      <p className="saved" role="status" data-saved="" />
      <p className="actions">
        <button type="submit" form={form} data-to={to} className={isSecondary ? "secondary" : undefined}>
          {label}
        </button>
        <button type="button" className="plain" data-discard="" hidden>
          {say("steps.discard")}
        </button>
      </p>
    </>
  )
}

/** What proves the result: what is attached, and a form that keeps another one until there is a line. */
function Proofs({ reportId, entry, prefix }: { reportId: string; entry: Step["entry"]; prefix: string }) {
  const say = useSay()
  return (
    <section aria-labelledby={`${prefix}proofs`}>
      <h3 id={`${prefix}proofs`}>{say("entry.evidence")}</h3>
      <EvidenceList entry={entry} />
      <form
        hidden
        noValidate
        data-proofs={entry.id}
        data-address={`/bao-cao/${reportId}/tung-viec/${entry.id}/minh-chung`}
      >
        <details className="card">
          <summary>{say("entry.addEvidence")}</summary>
          <p className="error" role="alert" data-fault="" />
          <TextField name="number" id={`${prefix}number`} label={say("entry.documentNumber")} />
          <TextField
            name="issuedOn"
            id={`${prefix}issuedOn`}
            label={say("entry.documentDate")}
            hint={say("form.dayHint")}
          />
          <TextField name="title" id={`${prefix}docTitle`} label={say("entry.documentTitle")} />
          <div className="field">
            <label htmlFor={`${prefix}file`}>{say("entry.file")}</label>
            <p className="hint">{say("entry.fileHint")}</p>
            <input id={`${prefix}file`} name="file" type="file" />
          </div>
          <label className="choice">
            <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
          </label>
          <button type="submit" className="secondary">
            {say("entry.attach")}
          </button>
        </details>
      </form>
      <ul data-waiting="" aria-live="polite" />
      <p>
        <a href={`/bao-cao/${reportId}/muc/${entry.id}#evidence-part`}>{say("steps.moreEvidence")}</a>
      </p>
    </section>
  )
}

type SectionsProps = {
  reportId: string
  sections: { asked: readonly { section: TemplateSection; form: Form }[]; written: readonly SectionLine[] }
  before: string | null
  state: FormState | undefined
}

/** The general sections of the report, each a form of its own. */
export function SectionsStep({ reportId, sections, before, state }: SectionsProps) {
  const say = useSay()
  const titleOf = useSectionTitle()
  const isRefused = state !== undefined && Boolean(state.fields.section)
  return (
    <section className={isRefused ? "step is-open" : "step"} id="phan-chung" aria-labelledby="phan-chung-title">
      <nav className="step-nav" aria-label={say("report.sections")}>
        <a href="#danh-sach">{say("steps.list")}</a>
        <span className="ways">{before && <a href={`#${before}`}>{say("steps.before")}</a>}</span>
      </nav>
      <h2 id="phan-chung-title" tabIndex={-1}>
        {say("report.sections")}
      </h2>
      {sections.asked.map(({ section, form }) => {
        const { key } = section
        const written = sections.written.find((each) => each.key === key)
        const own = isRefused && state.fields.section === key ? state : undefined
        const isNone = own ? own.fields.isNone === "1" : written?.isNone
        return (
          <div key={key} data-part="">
            <ErrorSummary state={own} idPrefix={`${key}-`} />
            <div className="message warn" data-clash="" hidden />
            <PostForm
              {...form}
              state={own}
              seenVersion={written?.version ?? 0}
              id={`${key}-form`}
              idPrefix={`${key}-`}
              autoComplete="off"
              hidden={{ section: key, to: "phan-chung" }}
              data={{
                "data-key": `${reportId}/${key}`,
                "data-save": `/bao-cao/${reportId}/tung-viec/phan/${encodeURIComponent(key)}`,
              }}
            >
              <TextArea
                name="body"
                label={section.isRequired ? `${titleOf(section)} (${say("answer.required")})` : titleOf(section)}
                hint={section.hint ?? (isStandardSection(key) ? say(`section.${key}.hint`) : undefined)}
                initial={written?.body}
                rows={4}
              />
              <label className="choice">
                <input type="checkbox" name="isNone" value="1" defaultChecked={isNone} />{" "}
                <span>{say("section.none")}</span>
              </label>
            </PostForm>
            <SaveLine form={`${key}-form`} to="phan-chung" label={say("section.saveOne")} isSecondary />
          </div>
        )
      })}
      <p className="actions">
        <a className="button" href={`/bao-cao/${reportId}`}>
          {say("steps.toReport")}
        </a>
      </p>
    </section>
  )
}
