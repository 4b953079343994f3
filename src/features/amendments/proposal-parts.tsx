import { Fragment } from "react"
import type { TaskPatch } from "#features/plans/plan-change.ts"
import { useSay } from "#ui/language.tsx"
import { Tag, type Tone } from "#ui/parts.tsx"
import type { ProposalStage } from "./proposal.ts"

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

/** What is asked, beside what stands in the plan. */
export function AskedFacts({
  patch,
  now,
}: {
  patch: TaskPatch
  now: { title: string | null; product: string | null; deadline: string | null }
}) {
  const say = useSay()
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
