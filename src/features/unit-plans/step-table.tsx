import { PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, TableScroll, Tag } from "#ui/parts.tsx"
import type { TaskWithSteps } from "./task-steps.ts"
import type { StepFacts } from "./unit-plan.ts"

export type ShownStep = Omit<StepFacts, "personId"> & {
  id: string
  doneOn: string | null
  version: number
  /** A request of its own, so that the buttons of two steps are two requests. */
  form: { requestId: string; owner: string }
}
type Marked = TaskWithSteps<object, ShownStep>["steps"][number]

/** The steps of one task. */
export function StepTable({
  steps,
  base,
  label,
  mayChange,
  mayMark,
}: {
  steps: readonly Marked[]
  base: string
  label: string
  mayChange: boolean
  mayMark: boolean
}) {
  const say = useSay()
  return (
    <TableScroll label={label}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("unitPlan.step")}</th>
            <th>{say("unitPlan.when")}</th>
            <th>{say("unitPlan.who")}</th>
            <th>{say("task.product")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.id}>
              <th scope="row">
                {mayChange ? <a href={`${base}/buoc/${step.id}`}>{step.title}</a> : step.title}{" "}
                {step.isMilestone && <Tag tone="accent">{say("unitPlan.milestone")}</Tag>}
                {step.alsoServes > 0 && (
                  <div className="soft">{say("unitPlan.alsoServes", { count: step.alsoServes })}</div>
                )}
              </th>
              <td data-label={say("unitPlan.when")}>
                {step.startsOn && (
                  <>
                    <Days day={step.startsOn} /> –{" "}
                  </>
                )}
                <Days day={step.dueOn} />
                {step.isAfterDeadline && (
                  <div>
                    <Tag tone="warn">{say("unitPlan.afterDeadline")}</Tag>
                  </div>
                )}
              </td>
              <td data-label={say("unitPlan.who")}>{step.personName || "–"}</td>
              <td data-label={say("task.product")}>{step.product || "–"}</td>
              <td data-label={say("task.state")}>
                <StepState step={step} />
                {mayMark && (
                  <PostForm
                    {...step.form}
                    seenVersion={step.version}
                    hidden={{ do: step.doneOn ? "undo" : "done", step: step.id }}
                  >
                    <button type="submit" className="plain">
                      {say(step.doneOn ? "unitPlan.undo" : "unitPlan.markDone")}
                      <span className="visually-hidden">: {step.title}</span>
                    </button>
                  </PostForm>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function StepState({ step }: { step: Marked }) {
  const say = useSay()
  if (step.doneOn)
    return (
      <Tag tone="good">
        {say("unitPlan.done")} <Days day={step.doneOn} />
      </Tag>
    )
  if (step.isOverdue)
    return <Tag tone="bad">{say(step.isMilestone ? "unitPlan.milestoneOverdue" : "unitPlan.stepOverdue")}</Tag>
  return <Tag tone="calm">{say("unitPlan.open")}</Tag>
}
