import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { addUnit } from "../change-units.server.ts"
import { readUnitChoices } from "../read-units.server.ts"
import { typedUnit } from "../typed-fields.ts"
import { UnitFields } from "../unit-form.tsx"
import type { Route } from "./+types/add-unit"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  return {
    parents: (await readUnitChoices(ctx.db)).units,
    parentId: new URL(request.url).searchParams.get("cap-tren"),
    form,
  }
}

export const action = formAction(async ({ form, ctx }) => {
  const typed = typedUnit(form.fields, ctx.today)
  return typed.ok ? answerWith(await addUnit(ctx, typed.value), ({ unitId }) => `/quan-tri/don-vi/${unitId}`) : typed
})

export default function AddUnit({ loaderData: { parents, parentId, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead crumbs={[{ to: "/quan-tri/don-vi", label: say("units.title") }]} title={say("units.add")} />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData}>
        <UnitFields parents={parents} parentId={parentId} />
        <p className="actions">
          <button type="submit">{say("unit.save")}</button>
          <a href="/quan-tri/don-vi">{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
