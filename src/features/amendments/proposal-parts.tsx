import { Fragment } from "react"
import type { TaskPatch } from "#features/plans/plan-change.ts"
import { useSay } from "#ui/language.tsx"
import { Tag, type Tone } from "#ui/parts.tsx"
import { Differences } from "./change-card.tsx"
import { indicatorDifferences } from "./indicator-differences.ts"
import type { ProposalStage } from "./proposal.ts"
import type { ProposedIndicator, ProposedSubject } from "./proposed-subject.ts"

const tones: Record<ProposalStage, Tone> = {
  withHead: "warn",
  sent: "accent",
  reviewed: "accent",
  submitted: "accent",
  approved: "good",
  refused: "bad",
  withdrawn: "calm",
}

export const StageTag = ({ stage }: { stage: ProposalStage }) => {
  const say = useSay()
  return <Tag tone={tones[stage]}>{say(`proposal.stage.${stage}`)}</Tag>
}

type Asked = ProposedSubject & { taskProduct: string | null; deadlineText: string | null }

/** What is asked, beside what stands in the plan. */
export const AskedFacts = ({ proposal }: { proposal: Asked }) =>
  proposal.indicator ? <AskedOfIndicator indicator={proposal.indicator} /> : <AskedOfTask proposal={proposal} />

function AskedOfIndicator({ indicator }: { indicator: ProposedIndicator }) {
  const now = indicator.title === null ? {} : { ...indicator, title: indicator.title }
  const differences = indicatorDifferences(now, indicator.patch)
  return differences.length > 0 ? <Differences differences={differences} isNew={indicator.title === null} /> : null
}

function AskedOfTask({ proposal }: { proposal: Asked }) {
  const say = useSay()
  const { patch } = proposal
  const now = { title: proposal.taskTitle, product: proposal.taskProduct, deadline: proposal.deadlineText }
  const rows = [
    patch.title !== undefined && { label: say("task.title"), before: now.title, after: patch.title },
    patch.leads && { label: say("task.lead"), before: null, after: names(patch.leads) },
    patch.coordinating && { label: say("task.coordinating"), before: null, after: names(patch.coordinating) },
    patch.deadline && { label: say("task.deadline"), before: now.deadline, after: patch.deadline.text },
    patch.product !== undefined && { label: say("task.product"), before: now.product, after: patch.product },
  ].filter((row) => row !== false && row !== undefined)
  if (rows.length === 0) return null
  return (
    <dl className="facts">
      {rows.map((row) => (
        <Fragment key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            {row.before && (
              <>
                <del>{row.before}</del> →{" "}
              </>
            )}
            <ins>{row.after || "–"}</ins>
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

const names = (targets: NonNullable<TaskPatch["leads"]>): string => targets.map((each) => each.name).join("; ")
