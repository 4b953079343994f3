import { ErrorSummary, type FormState, PostForm, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import type { readLinkedTasks, readOtherPlans } from "./link-tasks.server.ts"

type Form = { requestId: string; owner: string }
type Linked = {
  linked: readonly (Awaited<ReturnType<typeof readLinkedTasks>>[number] & { form: Form })[]
  otherPlans: Awaited<ReturnType<typeof readOtherPlans>>
  mayEdit: boolean
  form: Form
}

/** Tasks of other plans that are about the same work: other programmes, the plan of a year. */
export function LinkedTasks({ loaded, state }: { loaded: Linked; state: FormState | undefined }) {
  const say = useSay()
  const { linked, otherPlans, mayEdit, form } = loaded
  if (linked.length === 0 && otherPlans.length === 0) return null
  return (
    <section aria-labelledby="linked">
      <h2 id="linked">{say("link.title")}</h2>
      <ErrorSummary state={state} />
      <ul>
        {linked.map((each) => (
          <li key={each.id}>
            {say(
              each.kind === "contributes" ? "link.contributes" : each.isAbove ? "link.carriesOut" : "link.carriedOutBy",
            )}
            : <a href={`/ke-hoach/${each.slug}/nhiem-vu/${each.id}`}>{`${each.code}. ${each.title}`}</a>{" "}
            <small className="soft clamp">{each.planTitle}</small>
            {mayEdit && (
              <PostForm {...each.form} hidden={{ do: "unlink", other: each.id }} className="inline">
                <button type="submit" className="plain">
                  {say("documents.unrelate")}
                  <span className="visually-hidden">: {each.code}</span>
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && otherPlans.length > 0 && (
        <details className="card">
          <summary>{say("link.add")}</summary>
          <PostForm {...form} state={state} hidden={{ do: "link" }}>
            <SelectField
              name="plan"
              label={say("link.plan")}
              options={otherPlans.map((each) => ({ value: each.slug, label: each.title.slice(0, 100) }))}
            />
            <TextField name="code" label={say("link.code")} />
            <button type="submit" className="secondary">
              {say("link.add")}
            </button>
          </PostForm>
        </details>
      )}
    </section>
  )
}
