import { useSay } from "#ui/language.tsx"
import { number, percent, TableScroll, Tag, type Tone } from "#ui/parts.tsx"
import type { Say } from "#ui/words.ts"
import { type completionRates, type OutcomeLine, outcomeLines, type Totals } from "./task-outcome.ts"

const tones: Record<OutcomeLine, Tone> = {
  completedOnTime: "good",
  completedLate: "warn",
  openInTime: "accent",
  openOverdue: "bad",
  untimed: "calm",
}

export const OutcomeTag = ({ line }: { line: OutcomeLine | null | undefined }) => {
  const say = useSay()
  return line ? <Tag tone={tones[line]}>{say(`outcome.${line}`)}</Tag> : <Tag tone="calm">{say("outcome.dropped")}</Tag>
}

export const WorkflowTag = ({ workflow }: { workflow: keyof typeof workflowTones }) => {
  const say = useSay()
  return <Tag tone={workflowTones[workflow]}>{say(`workflow.${workflow}`)}</Tag>
}
const workflowTones = {
  notStarted: "calm",
  inProgress: "accent",
  awaitingConfirmation: "warn",
  returned: "bad",
  completed: "good",
} as const

export const outcomeColumns = (say: Say): string[] => [
  say("figures.all"),
  ...outcomeLines.map((line) => say(`outcome.${line}`)),
]

/** All, then the five lines that sum to it. */
export const TotalsCells = ({ totals }: { totals: Totals }) => {
  const say = useSay()
  const labels = outcomeColumns(say)
  return (
    <>
      {[totals.all, ...outcomeLines.map((line) => totals[line])].map((value, index) => (
        <td key={labels[index]} className="number" data-label={labels[index]}>
          {number(value)}
        </td>
      ))}
    </>
  )
}

type TotalsRow = { key: string; label: string; to?: string; totals: Totals }

/** One row for each group or unit with the five lines, and the sum row where summing is right (rule 1: never over units). */
export function TotalsTable({
  caption,
  note,
  first,
  rows,
  sum,
}: {
  caption: string
  note?: string
  first: string
  rows: readonly TotalsRow[]
  sum?: Totals
}) {
  const say = useSay()
  return (
    <TableScroll label={caption}>
      <table className="stack">
        <caption>
          {caption} {note && <small>{note}</small>}
        </caption>
        <thead>
          <tr>
            <th>{first}</th>
            {outcomeColumns(say).map((column) => (
              <th key={column} className="number">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.to ? <a href={row.to}>{row.label}</a> : row.label}</th>
              <TotalsCells totals={row.totals} />
            </tr>
          ))}
          {sum && (
            <tr className="total">
              <th scope="row">{say("figures.total")}</th>
              <TotalsCells totals={sum} />
            </tr>
          )}
        </tbody>
      </table>
    </TableScroll>
  )
}

export const Figure = ({ label, value, note }: { label: string; value: string; note?: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>
      {value} {note && <small>{note}</small>}
    </dd>
  </div>
)

/** The two completion rates, each with its denominator in words (rule 9). */
export function RateFigures({ rates }: { rates: ReturnType<typeof completionRates> }) {
  const say = useSay()
  const { ofTimed, ofDue } = rates
  return (
    <>
      <Figure
        label={say("figures.ofTimed")}
        value={percent(ofTimed.share)}
        note={say("figures.ofTimedNote", { n: number(ofTimed.numerator), m: number(ofTimed.denominator) })}
      />
      <Figure
        label={say("figures.ofDue")}
        value={percent(ofDue.share)}
        note={say("figures.ofDueNote", { n: number(ofDue.numerator), m: number(ofDue.denominator) })}
      />
    </>
  )
}

const WIDTH = 600
const fills: Record<OutcomeLine, string> = {
  completedOnTime: "var(--good)",
  completedLate: "var(--warn)",
  openInTime: "var(--accent)",
  openOverdue: "var(--bad)",
  untimed: "var(--line-strong)",
}

/** The colour of a task in pictures; always beside its word. */
export const outcomeFill = (line: OutcomeLine | null | undefined): string => (line ? fills[line] : "var(--line-strong)")

/** The five lines as one bar; the table beside it holds the numbers. */
export function OutcomeBar({ totals }: { totals: Totals }) {
  const say = useSay()
  if (totals.all === 0) return null
  let x = 0
  const parts = outcomeLines
    .filter((line) => totals[line] > 0)
    .map((line) => {
      const width = (totals[line] / totals.all) * WIDTH
      const part = { line, x, width }
      x += width
      return part
    })
  const title = outcomeLines.map((line) => `${say(`outcome.${line}`)}: ${totals[line]}`).join("; ")
  return (
    <svg className="bar-chart" viewBox={`0 0 ${WIDTH} 28`} role="img" aria-label={title} preserveAspectRatio="none">
      <title>{title}</title>
      {parts.map((part) => (
        <rect
          key={part.line}
          x={part.x}
          y="2"
          width={Math.max(part.width - 1.5, 0.5)}
          height="24"
          fill={fills[part.line]}
        />
      ))}
    </svg>
  )
}
