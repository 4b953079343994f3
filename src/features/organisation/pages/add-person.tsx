import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { PersonFields } from "../person-form.tsx"
import { addPerson } from "../save-people.server.ts"
import type { Route } from "./+types/add-person"

export const loader = ({ context }: Route.LoaderArgs) => ({ form: adminPage(context).form })

export const action = formAction(async ({ form: { fields }, ctx }) => {
  const outcome = await addPerson(ctx, {
    name: fields.name ?? "",
    email: fields.email ?? "",
    position: fields.position ?? null,
  })
  return answerWith(outcome, ({ personId }) => `/quan-tri/nguoi-dung/${personId}/vai-tro`)
})

export default function AddPerson({ loaderData: { form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[{ to: "/quan-tri/nguoi-dung", label: say("people.title") }]}
        title={say("people.add")}
        lead={say("people.addLead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData}>
        <PersonFields />
        <p className="actions">
          <button type="submit">{say("people.addNext")}</button>
          <a href="/quan-tri/nguoi-dung">{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
