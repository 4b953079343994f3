import { type ActionFunctionArgs, data } from "react-router"
import { answerWith, formAction } from "#access/post.server.ts"
import { isId } from "#shared/id.ts"
import { done } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { saveUnitGroup } from "./save-units.server.ts"

/** `chosen`: every unit that was ticked, so that a search or a refusal loses none of them. */
export type GroupState = FormState & { chosen?: string[] }

/** The post of a group's page: its search, which only shows the form again, or its save. */
export async function groupAction(args: ActionFunctionArgs) {
  let chosen: string[] = []
  let isSearch = false
  let fields: Record<string, string> = {}
  const answer = await formAction(async ({ form, ctx, params }) => {
    chosen = [...new Set(form.all("unit"))].filter(isId)
    isSearch = form.fields.do === "search"
    fields = form.fields
    if (isSearch) return done({})
    const input = {
      unitGroupId: params.group ?? null,
      seenVersion: form.seenVersion,
      name: form.fields.name ?? "",
      unitIds: chosen,
    }
    return answerWith(await saveUnitGroup(ctx, input), () => "/quan-tri/nhom-don-vi?da-luu=1")
  })(args)
  if (isSearch) return data<GroupState>({ fields, chosen })
  return answer instanceof Response ? answer : data<GroupState>({ ...answer.data, chosen }, answer.init ?? {})
}
