import { useSay } from "#ui/language.tsx"
import { Days, Message, Tag, type Tone } from "#ui/parts.tsx"
import { FieldTexts } from "./field-parts.tsx"
import type { EntryLine } from "./read-entries.server.ts"
import type { ReportHead } from "./read-report.server.ts"
import type { Standing, Status } from "./report.ts"
import { fieldsFor, type ReportTemplate } from "./report-template.ts"

const statusTones: Record<Status, Tone> = {
  notStarted: "calm",
  drafting: "accent",
  withHead: "accent",
  submitted: "warn",
  returned: "bad",
  accepted: "good",
}
export const StatusTag = ({ status }: { status: Status }) => {
  const say = useSay()
  return <Tag tone={statusTones[status]}>{say(`report.status.${status}`)}</Tag>
}

type Say = ReturnType<typeof useSay>
/** "Báo cáo quý IV và năm 2026"; a request has a title of its own. */
export const reportTitle = (
  say: Say,
  roundName: (name: string) => string,
  report: { roundKind: "calendar" | "request"; roundName: string },
): string =>
  report.roundKind === "request" ? report.roundName : `${say("report.title")} ${roundName(report.roundName)}`

const standingTones: Record<Standing, Tone> = {
  onTime: "good",
  onTimeExtended: "good",
  late: "bad",
  missing: "bad",
  waiting: "calm",
  closed: "calm",
  invited: "calm",
}
export const StandingTag = ({ standing }: { standing: Standing }) => {
  const say = useSay()
  return <Tag tone={standingTones[standing]}>{say(`report.standing.${standing}`)}</Tag>
}

/** One entry as it was reported, for whoever reads the report. */
export function EntryText({ entry, template }: { entry: EntryLine; template: Pick<ReportTemplate, "fields"> }) {
  const say = useSay()
  return (
    <div>
      <p>
        <Tag tone={entry.answer === "claim" ? "good" : entry.answer === null ? "calm" : "accent"}>
          {say(`answer.${entry.answer ?? "none"}`)}
        </Tag>
        {entry.percentDone !== null && ` ${entry.percentDone}\u00a0%`}
      </p>
      {(
        ["result", "product", "obstacle", "proposal", "nextStep", "missingReason", "objection", "doubtReason"] as const
      ).map(
        (field) =>
          entry[field].trim() !== "" && (
            <p key={field} className="prose">
              <strong>{say(`entry.${field}`)}:</strong> {entry[field]}
            </p>
          ),
      )}
      <FieldTexts fields={fieldsFor(template, entry)} values={entry.fieldValues} />
      <ConsentText entry={entry} />
      <EvidenceList entry={entry} />
    </div>
  )
}

/** Whether a unit that leads together with others agrees with what is claimed. */
export function ConsentText({ entry }: { entry: Pick<EntryLine, "consent"> }) {
  const say = useSay()
  return entry.consent ? (
    <p>
      <strong>{say("entry.consent")}:</strong> {say(`entry.consent.${entry.consent}`)}
    </p>
  ) : null
}

/** A task whose deadline has passed, wherever somebody writes or reads about it. */
export const OverdueTag = () => {
  const say = useSay()
  return <Tag tone="bad">{say("entry.overdue")}</Tag>
}

export function EvidenceList({ entry }: { entry: EntryLine }) {
  const say = useSay()
  if (entry.evidence.length === 0) return null
  return (
    <>
      <strong>{say("entry.evidence")}:</strong>
      <ul>
        {entry.evidence.map((each) => (
          <li key={each.id}>
            <a href={`/minh-chung/${each.id}/xem`}>{each.title}</a>
            {each.link && each.link !== each.title && ", "}
            {each.link && (
              <a href={each.link} rel="noopener noreferrer external">
                {each.link}
              </a>
            )}
            {each.number && `, ${say("entry.number")} ${each.number}`}
            {each.issuedOn && `, ${say("entry.dated")} ${each.issuedOn.split("-").reverse().join("/")}`}
          </li>
        ))}
      </ul>
    </>
  )
}

type Paper = Pick<ReportHead, "id" | "paperNumber" | "paperIssuedOn" | "paperReceivedOn" | "paperSigner">

/** A report that was entered on behalf says so wherever it stands (rule 5). */
export function PaperNote({ report }: { report: Paper }) {
  const say = useSay()
  if (!report.paperNumber) return null
  return (
    <Message tone="info">
      <p>
        <strong>{say("onBehalf.tag")}</strong>{" "}
        {say("onBehalf.from", { number: report.paperNumber, signer: report.paperSigner ?? "" })},{" "}
        <Days day={report.paperIssuedOn} />; {say("onBehalf.receivedOn")} <Days day={report.paperReceivedOn} /> ·{" "}
        <a href={`/bao-cao/${report.id}/ban-ky`}>{say("onBehalf.scan")}</a>
      </p>
    </Message>
  )
}
