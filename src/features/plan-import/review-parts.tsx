import { Fragment, type ReactNode } from "react"
import { formatDay } from "#shared/day.ts"
import type { FormState } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, number, Tag } from "#ui/parts.tsx"
import type { DeclaredCounts, ReadDeadline, ReadIssue, SourcePlace } from "./plan-reading.ts"
import { cellId, rowId, type SourceView, type SourceViewRow, shortPlace } from "./source-view.ts"

export function FileField({ label, hint, multiple }: { label: string; hint: string; multiple?: boolean }) {
  return (
    <div className="field">
      <label htmlFor="file">{label}</label>
      <p className="hint" id="file-hint">
        {hint}
      </p>
      <input
        id="file"
        name="file"
        type="file"
        multiple={multiple}
        accept=".txt,.md,.docx,.xlsx,.pdf"
        aria-describedby="file-hint"
      />
    </div>
  )
}

export function NotSecret({ state }: { state: FormState | undefined }) {
  const say = useSay()
  return (
    <label className="choice" id="isNotSecret">
      <input type="checkbox" name="isNotSecret" value="1" defaultChecked={state?.fields.isNotSecret === "1"} />{" "}
      <span>{say("entry.notSecret")}</span>
    </label>
  )
}

/** A link to where something stands in the source beside it. */
export function PlaceLink({ place, anchor, page }: { place: SourcePlace; anchor: string | null; page?: string }) {
  const text = shortPlace(place) || place.file
  return anchor ? (
    <a className="place" href={`${page ?? ""}#${anchor}`}>
      {text}
    </a>
  ) : (
    <span className="place">{text}</span>
  )
}

export function DeadlineText({ deadline }: { deadline: ReadDeadline | null }) {
  const say = useSay()
  if (!deadline) return <Missing />
  const day = deadline.to && formatDay(deadline.to)
  return (
    <>
      {deadline.text} <small>({[say(`deadlineMeaning.${deadline.meaning}`), day].filter(Boolean).join(": ")})</small>
    </>
  )
}

export function Missing() {
  const say = useSay()
  return <Tag tone="warn">{say("planImport.missing")}</Tag>
}

export type ShownIssue = Pick<ReadIssue, "severity" | "code" | "message" | "source"> & {
  anchor: string | null
  /** The mark beside the task that it is about. */
  doubt?: number | null
}

/** @param doubtsHere numbers of the doubts on this page; the others stand on another one. Without it all are here. */
type IssuesProps = { issues: readonly ShownIssue[]; count?: number; doubtsHere?: readonly number[] }

/** A doubt of another page is reached through the page that holds it. */
export const doubtLink = (number: number, here: readonly number[] | undefined): string =>
  here === undefined || here.includes(number) ? `#nghi-${number}` : `?nghi=${number}#nghi-${number}`

/** What the reading doubts, before everything else. */
export function Issues({ issues, count = issues.length, doubtsHere }: IssuesProps) {
  const say = useSay()
  if (issues.length === 0) return null
  return (
    <Message tone="warn" title={say("planImport.issues", { count })}>
      <ul>
        {issues.map((issue) => (
          <li key={issue.code + issue.message}>
            {issue.message} {issue.source && issue.anchor && <PlaceLink place={issue.source} anchor={issue.anchor} />}{" "}
            {issue.doubt && <a href={doubtLink(issue.doubt, doubtsHere)}>{say("planImport.toDoubt")}</a>}
          </li>
        ))}
      </ul>
      {count > issues.length && <p>{say("planImport.moreIssues", { count: count - issues.length })}</p>}
    </Message>
  )
}

/** What the text says about itself stands apart from what was read and is never reckoned with it (rule 4). */
export function Declared({ declared }: { declared: DeclaredCounts }) {
  const say = useSay()
  const claims = (["groups", "tasks", "indicators"] as const).flatMap((what) =>
    declared[what] === null ? [] : [say(`planImport.declared.${what}`, { count: declared[what] })],
  )
  return claims.length === 0 ? null : (
    <p className="source">{say("planImport.declared", { claims: claims.join(", ") })}</p>
  )
}

export function Figures({ figures }: { figures: readonly [string, number][] }) {
  return (
    <dl className="figures compact">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The files as they came, each line with its number: what was read can be held against it. */
export function SourcePane({ sources }: { sources: readonly (SourceView & { before?: number; behind?: number })[] }) {
  const say = useSay()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section className="source-pane" aria-label={say("planImport.source")} tabIndex={0}>
      <h2>{say("planImport.source")}</h2>
      {sources.map((source, file) => (
        <div key={source.file}>
          <h3>{source.file}</h3>
          <LeftOut count={source.before} />
          <div className="source-rows">
            {source.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are numbered places
              <p key={index} id={rowId(file, row)}>
                <span className="place">{row.place}</span> <RowText row={row} file={file} />
              </p>
            ))}
          </div>
          <LeftOut count={source.behind} />
        </div>
      ))}
    </section>
  )
}

function LeftOut({ count = 0 }: { count?: number }) {
  const say = useSay()
  return count > 0 ? <p className="hint">{say("planImport.rowsLeftOut", { count })}</p> : null
}

/** The cells of a table row stand apart, each with the place that a field leads to. */
function RowText({ row, file }: { row: SourceViewRow; file: number }) {
  if (!row.cells || row.anchor === "") return <span>{row.text || " "}</span>
  return (
    <span>
      {row.cells.map((cell, at) => (
        <Fragment key={cell.column}>
          {at > 0 && " | "}
          <span id={cellId(file, row, cell)}>{cell.text}</span>
        </Fragment>
      ))}
    </span>
  )
}

export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)

/** The document has a plan already: a second one is refused, a corrected reading is not. */
export function PlanThere({ plan, base }: { plan: { slug: string; title: string } | null; base: string }) {
  const say = useSay()
  return plan === null ? null : (
    <Message tone="info">
      <p>
        {say("correction.planThere")} <a href={`/ke-hoach/${plan.slug}`}>{plan.title}</a>.{" "}
        <a href={`${base}/so-sanh`}>{say("correction.compare")}</a>
      </p>
    </Message>
  )
}
