import { useSay } from "#ui/language.tsx"
import { Tag, type Tone } from "#ui/parts.tsx"
import type { Progress, UnitPlanStatus } from "./unit-plan.ts"

const tones: Record<UnitPlanStatus, Tone> = { drafting: "calm", withHead: "warn", approved: "good" }

export const UnitPlanStatusTag = ({ status }: { status: UnitPlanStatus }) => {
  const say = useSay()
  return <Tag tone={tones[status]}>{say(`unitPlan.status.${status}`)}</Tag>
}

/** What the steps suggest, beside what the unit reported; the second is never changed by the first (rule 12). */
export function ProgressLine({ progress, reported }: { progress: Progress; reported: number | null }) {
  const say = useSay()
  return (
    <p>
      {say("unitPlan.suggested")}: <strong>{progress.suggested === null ? "–" : `${progress.suggested} %`}</strong>
      {progress.suggested !== null && ` (${say("unitPlan.doneOf", { done: progress.doneCount, all: progress.count })})`}
      {" · "}
      {say("unitPlan.reported")}: <strong>{reported === null ? say("unitPlan.notReported") : `${reported} %`}</strong>{" "}
      {progress.hasGap && <Tag tone="warn">{say("unitPlan.gap")}</Tag>}
    </p>
  )
}
