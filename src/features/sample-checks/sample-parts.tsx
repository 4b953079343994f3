import { useSay } from "#ui/language.tsx"
import { Days, percent, Tag, type Tone } from "#ui/parts.tsx"
import { type Finding, type ItemState, type SampleSummary, wrongShare } from "./sample-check.ts"

const findingTones: Record<Finding, Tone> = { holds: "good", wrong: "bad", notEnough: "warn" }
const stateTones: Record<ItemState, Tone> = {
  toCheck: "calm",
  explaining: "warn",
  toConclude: "accent",
  concluded: "good",
}

export const FindingTag = ({ finding }: { finding: Finding }) => {
  const say = useSay()
  return <Tag tone={findingTones[finding]}>{say(`sample.finding.${finding}`)}</Tag>
}

export const ItemStateTag = ({ state }: { state: ItemState }) => {
  const say = useSay()
  return <Tag tone={stateTones[state]}>{say(`sample.state.${state}`)}</Tag>
}

/** What the checks of a round came to, each share with its denominator. */
export function SampleFigures({ summary }: { summary: SampleSummary }) {
  const say = useSay()
  return (
    <dl className="figures compact">
      <div>
        <dt>{say("sample.checked")}</dt>
        <dd>
          {summary.checked}/{summary.items}
        </dd>
      </div>
      <div>
        <dt>{say("sample.wrong")}</dt>
        <dd>
          {summary.wrong}/{summary.concluded} <small>{percent(wrongShare(summary))}</small>
        </dd>
      </div>
      <div>
        <dt>{say("sample.notEnough")}</dt>
        <dd>
          {summary.notEnough}/{summary.concluded}
        </dd>
      </div>
      <div>
        <dt>{say("sample.withdrawn")}</dt>
        <dd>{summary.withdrawn}</dd>
      </div>
    </dl>
  )
}

type Document = {
  id: string
  side: "office" | "unit"
  title: string
  number: string | null
  issuedOn: string | null
  storedFileId: string | null
}

export function SampleDocuments({ documents, side }: { documents: readonly Document[]; side: "office" | "unit" }) {
  const own = documents.filter((each) => each.side === side)
  if (own.length === 0) return null
  return (
    <ul>
      {own.map((each) => (
        <li key={each.id}>
          {each.storedFileId ? <a href={`/kiem-tra-mau/tep/${each.id}`}>{each.title}</a> : each.title}
          {each.number && each.number !== each.title && ` · ${each.number}`}
          {each.issuedOn && (
            <>
              {" · "}
              <Days day={each.issuedOn} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
