import { comparedFields, type Doubt, doubts, type EntryToCheck } from "#features/reporting/entry-check.ts"
import { FieldTexts } from "#features/reporting/field-parts.tsx"
import type { EntryBefore } from "#features/reporting/read-before.server.ts"
import type { EntryLine, SectionLine } from "#features/reporting/read-entries.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import { ConsentText, EvidenceList, OverdueTag } from "#features/reporting/report-parts.tsx"
import type { TemplateField } from "#features/reporting/report-template.ts"
import { FilterChoice } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Empty, Message, Tag } from "#ui/parts.tsx"
import type { QueueFilter } from "./check-queue.ts"
import { type Progress, withEntry } from "./verdict-forms.tsx"

type Item = EntryToCheck & { doubts: Doubt[]; isUnchanged: boolean }
type Before = EntryBefore | null

export function QueueFilters({
  filter,
  groups,
  address,
}: {
  filter: QueueFilter
  groups: [string, string][]
  address: string
}) {
  const say = useSay()
  const isFiltered = Object.values(filter).some(Boolean)
  return (
    <details open={isFiltered}>
      <summary>{say("tasks.filters")}</summary>
      <form method="get" action={address} className="card row">
        <FilterChoice
          name="nhom"
          label={say("plan.group")}
          value={filter.group}
          options={groups.map(([code, title]) => ({ value: code, label: `${code}. ${title}` }))}
        />
        <FilterChoice
          name="thay-doi"
          label={say("queue.change")}
          value={filter.change}
          options={(["changed", "unchanged"] as const).map((value) => ({ value, label: say(`queue.${value}`) }))}
        />
        <FilterChoice
          name="nghi-van"
          label={say("queue.doubt")}
          value={filter.doubt}
          options={[
            { value: "any", label: say("queue.anyDoubt") },
            ...doubts.map((value) => ({ value, label: say(`doubt.${value}`) })),
          ]}
        />
        <button type="submit" className="secondary">
          {say("tasks.filter")}
        </button>
        <a href={address}>{say("tasks.clear")}</a>
      </form>
    </details>
  )
}

/** What the unit sent now beside what it sent before, field by field; a field that is new or different is named. */
export function CheckedEntry({
  item,
  current,
  round,
}: {
  item: Item
  current: { entry: EntryLine; before: Before; fields: TemplateField[]; isOverdue: boolean }
  round: Round
}) {
  const say = useSay()
  const { entry, before, fields, isOverdue } = current
  return (
    <section className="card" aria-labelledby="checked">
      <h2 id="checked" className="two-lines" title={entry.taskTitle}>
        {entry.taskCode}. {entry.taskTitle}
      </h2>
      <p>
        <a href={`/tong-hop/${round.id}/bao-cao/${item.reportId}#muc-${item.entryId}`}>{item.unitName}</a>
        {entry.deadlineText && ` · ${say("task.deadline")}: ${entry.deadlineText}`} {isOverdue && <OverdueTag />}
      </p>
      <p className="row">
        <Tag tone={item.isUnchanged ? "calm" : "accent"}>
          {say(item.isUnchanged ? "queue.unchanged" : item.facts.before ? "queue.changed" : "queue.first")}
        </Tag>
        {item.doubts.map((doubt) => (
          <Tag key={doubt} tone="warn">
            {say(`doubt.${doubt}`)}
          </Tag>
        ))}
        {item.check && (
          <Tag tone={item.check.verdict === "good" ? "good" : "bad"}>{say(`queue.verdict.${item.check.verdict}`)}</Tag>
        )}
      </p>
      <div className="split">
        <Said title={say("queue.now")} entry={entry} against={before}>
          <FieldTexts fields={fields} values={entry.fieldValues} />
          <ConsentText entry={entry} />
          <EvidenceList entry={entry} />
        </Said>
        {before ? <BeforeSaid before={before} fields={fields} /> : <p className="soft">{say("queue.noBefore")}</p>}
      </div>
    </section>
  )
}

function BeforeSaid({ before, fields }: { before: NonNullable<Before>; fields: readonly TemplateField[] }) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <Said title={say("queue.before", { round: roundName(before.roundName) })} entry={before} against={null}>
      <FieldTexts fields={fields} values={before.fieldValues} />
    </Said>
  )
}

type Texts = Record<(typeof comparedFields)[number], string> & { answer: string | null; percentDone: number | null }

function Said({
  title,
  entry,
  against,
  children,
}: {
  title: string
  entry: Texts & { missingReason?: string; objection?: string }
  against: Texts | null
  children?: React.ReactNode
}) {
  const say = useSay()
  const extra = (["missingReason", "objection"] as const).filter((field) => entry[field]?.trim())
  return (
    <div>
      <h3>{title}</h3>
      <p>
        {say(`answer.${(entry.answer ?? "none") as "claim"}`)}
        {entry.percentDone !== null && ` · ${entry.percentDone}\u00a0%`}
        {against && against.percentDone !== null && against.percentDone !== entry.percentDone && (
          <small> ({say("queue.percentBefore", { percent: against.percentDone })})</small>
        )}
      </p>
      {[...comparedFields, ...extra].map((field) => {
        const text = entry[field]?.trim()
        const differs = against && field in against && against[field as "result"].trim() !== text
        return text ? (
          <p key={field} className="prose">
            <strong>{say(`entry.${field}`)}</strong>
            {differs && <small> ({say(against[field as "result"].trim() ? "queue.differs" : "queue.new")})</small>}:{" "}
            {text}
          </p>
        ) : null
      })}
      {children}
    </div>
  )
}

/** How far the check of this report is, entry by entry, and what stands in it beside its tasks. */
export function ReportProgress({
  report,
  sections,
  current,
  address,
  round,
}: {
  report: Progress
  sections: SectionLine[]
  current: string
  address: string
  round: Round
}) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="progress">
      <h2 id="progress">{report.unitName}</h2>
      <ul className="entry-chips">
        {report.entries.map((entry) => (
          <li key={entry.entryId}>
            <a href={withEntry(address, entry.entryId)} aria-current={entry.entryId === current ? "true" : undefined}>
              {say("task.one")} {entry.taskCode}
            </a>{" "}
            <small>{say(`queue.verdict.${entry.verdict ?? "none"}`)}</small>
          </li>
        ))}
      </ul>
      {report.hasNewSections && (
        <details>
          <summary>{say("queue.sections")}</summary>
          {sections
            .filter((section) => section.body.trim())
            .map((section) => (
              <div key={section.key}>
                <h3>{say(`section.${section.key as "direction"}`)}</h3>
                <p className="prose">{section.body}</p>
              </div>
            ))}
        </details>
      )}
      <p>
        <a href={`/tong-hop/${round.id}/bao-cao/${report.reportId}`}>{say("queue.wholeReport")}</a>
      </p>
    </section>
  )
}

type Counts = { reports: number; quiet: number; withoutEntries: number; all: number; left: number; matching: number }

export function NothingLeft({
  counts,
  isFiltered,
  bare,
  round,
}: {
  counts: Counts
  isFiltered: boolean
  bare: string | null
  round: Round
}) {
  const say = useSay()
  return (
    <Empty>
      <p>{say(counts.reports === 0 ? "queue.none" : isFiltered ? "queue.noneHere" : "queue.allLooked")}</p>
      {bare && (
        <p>
          <a href={`/tong-hop/${round.id}/bao-cao/${bare}`}>
            {say("queue.withoutEntries", { count: counts.withoutEntries })}
          </a>
        </p>
      )}
      <p>
        <a href={`/tong-hop/${round.id}?trang-thai=submitted`}>{say("queue.toMatrix")}</a>
      </p>
    </Empty>
  )
}

/** What became of the report that was ended last, and how to take that back. */
export function JustFinished({
  report,
  round,
}: {
  report: { id: string; status: string; unitName: string }
  round: Round
}) {
  const say = useSay()
  return (
    <Message tone={report.status === "accepted" ? "good" : "warn"}>
      <p>
        {say(`queue.finished.${report.status as "accepted"}`, { unit: report.unitName })}{" "}
        <a href={`/tong-hop/${round.id}/bao-cao/${report.id}`}>{say("queue.finished.open")}</a>
      </p>
    </Message>
  )
}
