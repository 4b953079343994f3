import type { TaskFacts } from "#features/plans/plan-change.ts"
import { type TargetChoices, TargetSelects } from "#features/plans/target-selects.tsx"
import { type Option, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"

/**
 * The facts of a task as the document words them; what is left as it is does not change.
 * @param task null for a new one  @param origin the task that a new one is taken out of: its group and leads are offered
 */
export function TaskFields({
  task,
  origin,
  groups,
  choices,
}: {
  task: TaskFacts | null
  origin: TaskFacts | null
  groups: readonly Option[]
  choices: TargetChoices
}) {
  const say = useSay()
  return (
    <>
      <TextArea name="title" label={say("task.title")} initial={task?.title} />
      <SelectField name="groupId" label={say("plan.group")} initial={(task ?? origin)?.groupId} options={groups} />
      {(["lead", "coordinating"] as const).map((duty) => (
        <fieldset key={duty}>
          <legend>{say(`task.${duty}`)}</legend>
          {duty === "lead" && <p className="hint">{say("editTasks.leadHint")}</p>}
          <TargetSelects
            name={duty}
            label={say(`task.${duty}`)}
            choices={choices}
            chosen={(duty === "lead" ? (task ?? origin)?.leads : task?.coordinating) ?? []}
          />
        </fieldset>
      ))}
      <TextField
        name="deadline"
        label={say("task.deadline")}
        hint={say("amendment.deadlineHint")}
        initial={task?.deadline.text}
      />
      <TextField name="product" label={say("task.product")} initial={task?.product} />
    </>
  )
}
