import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { type GroupState, groupAction } from "../group-action.server.ts"
import { GroupForm } from "../group-form.tsx"
import { readUnitGroup } from "../read-unit-groups.server.ts"
import { readUnits } from "../read-units.server.ts"
import type { Route } from "./+types/group"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  return { group: await readUnitGroup(ctx.db, params.group), units: await readUnits(ctx.db), form }
}

export const action = groupAction

export default function Group({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { group } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/quan-tri/nhom-don-vi", label: say("nav.unitGroups") }]}
        title={group.name}
        lead={say("group.lead")}
      />
      <p className="actions">
        <a href={`/lich-su/${group.id}`}>{say("plan.history")}</a>
      </p>
      <GroupForm {...loaderData} state={actionData as GroupState | undefined} />
    </>
  )
}
