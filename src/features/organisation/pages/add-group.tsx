import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { type GroupState, groupAction } from "../group-action.server.ts"
import { GroupForm } from "../group-form.tsx"
import { readUnits } from "../read-units.server.ts"
import type { Route } from "./+types/add-group"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  return { units: await readUnits(ctx.db), form }
}

export const action = groupAction

export default function AddGroup({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[{ to: "/quan-tri/nhom-don-vi", label: say("nav.unitGroups") }]}
        title={say("groups.add")}
        lead={say("group.lead")}
      />
      <GroupForm {...loaderData} state={actionData as GroupState | undefined} />
    </>
  )
}
