import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { reviewGroups, taskAt } from "../held-plan.ts"
import { PlaceLink } from "../review-parts.tsx"
import { correctTask, readHeldPlan } from "../review-plan.server.ts"
import { anchorOf } from "../source-view.ts"
import { deadlineMeanings, typedTask } from "../typed-correction.ts"
import type { Route } from "./+types/edit-read-task"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const task = taskAt(held, params.at)
  if (!task) throw new NotFound("task")
  const group = reviewGroups(held)[Number(params.at.split(".")[0])]
  const anchor = anchorOf(task.source, held.sources)
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    task: { ...task, children: [] },
    group: group?.title ?? "",
    anchor,
    excerpt: excerptOf(held.sources, anchor),
    version: held.version,
    form,
  }
}

/** The lines around the place, so that nobody edits blind. */
function excerptOf(sources: Awaited<ReturnType<typeof readHeldPlan>>["sources"], anchor: string | null): string[] {
  const [, file, name] = /^nguon-(\d+)-(.+)$/.exec(anchor ?? "") ?? []
  const rows = sources[Number(file) - 1]?.rows ?? []
  const at = rows.findIndex((row) => row.anchor === name)
  return at < 0 ? [] : rows.slice(Math.max(0, at - 1), at + 4).flatMap(({ text }) => (text.trim() ? [text] : []))
}

export const action = formAction(async ({ form, ctx, params }) => {
  const typed = typedTask(form.fields)
  if (!typed.ok) return typed
  const seen = { uploadId: params.upload!, seenVersion: form.seenVersion }
  const outcome = await correctTask(ctx, { ...seen, path: params.at!, facts: typed.value })
  return answerWith(outcome, () => `/nhap-ke-hoach/${params.upload}?viec=${params.at}#viec-${params.at}`)
})

export default function EditReadTask({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, task, group, anchor, excerpt, version, form } = loaderData
  const back = `${base}?viec=${task.path}#viec-${task.path}`
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: say("planImport.review") }]}
        title={say("planImport.editTask")}
        lead={group}
      />
      <ErrorSummary state={actionData} />
      {excerpt.length > 0 && (
        <section className="card soft" aria-labelledby="excerpt">
          <h2 id="excerpt">
            {say("planImport.source")}:{" "}
            <PlaceLink place={task.source} anchor={anchor} page={`${base}?viec=${task.path}`} />
          </h2>
          {excerpt.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are numbered places
            <p key={index}>{text}</p>
          ))}
        </section>
      )}
      <PostForm {...form} seenVersion={version} state={actionData}>
        <TextField name="code" label={say("planImport.code")} hint={say("planImport.codeHint")} initial={task.code} />
        <TextArea name="title" label={say("planImport.taskTitle")} initial={task.title} />
        <TextArea
          name="leads"
          label={say("task.lead")}
          hint={say("planImport.namesHint")}
          initial={task.leads.join("\n")}
          rows={2}
        />
        <TextArea
          name="coordinating"
          label={say("task.coordinating")}
          hint={say("planImport.namesHint")}
          initial={task.coordinating.join("\n")}
          rows={2}
        />
        <TextField
          name="deadlineText"
          label={say("planImport.deadlineText")}
          hint={say("planImport.deadlineTextHint")}
          initial={task.deadline?.text}
        />
        <SelectField
          name="deadlineMeaning"
          label={say("planImport.deadlineMeaning")}
          hint={say("planImport.deadlineMeaningHint")}
          initial={task.deadline?.meaning ?? ""}
          options={[
            { value: "", label: say("planImport.fromText") },
            ...deadlineMeanings.map((value) => ({ value, label: say(`deadlineMeaning.${value}`) })),
          ]}
        />
        <DayField
          name="deadlineTo"
          label={say("task.lastDay")}
          hint={say("form.dayHint")}
          initial={task.deadline?.to && formatDay(task.deadline.to)}
        />
        <TextField name="product" label={say("task.product")} initial={task.product} />
        <p className="actions">
          <button type="submit">{say("planImport.save")}</button>
          <a href={back}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
