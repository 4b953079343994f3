import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import type { DutyTarget } from "#features/plans/duties.ts"
import { TargetOptions } from "#features/plans/target-selects.tsx"
import { formatDay } from "#shared/day.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import type { FormerName } from "../former-names.ts"
import { correctedDocuments, documentDay, reviewGroups } from "../held-plan.ts"
import { readFormerNames, readKnownNames, readRememberedNames } from "../known-names.server.ts"
import { agencyNames } from "../match-agencies.ts"
import { matchNames, readHeldPlan } from "../review-plan.server.ts"
import type { Route } from "./+types/match-names"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const tasks = reviewGroups(held).flatMap((group) => group.tasks.filter((task) => !task.isDropped))
  const documentOn = documentDay(correctedDocuments(held))
  const known = await readKnownNames(ctx.db, ctx.today, documentOn)
  const former = await readFormerNames(ctx.db, ctx.today, documentOn)
  const remembered = await readRememberedNames(ctx.db, ctx.today)
  const names = agencyNames(tasks, known, held.corrections.names)
  const isOpen = (key: string) => !known.has(key) || remembered.has(key) || former.has(key)
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    unknown: names
      .filter((each) => isOpen(each.key))
      .map((each) => ({
        ...each,
        former: former.get(each.key) ?? null,
        isRemembered: remembered.has(each.key),
        choice: each.choice ?? choiceOf(each.target),
      })),
    knownCount: names.filter((each) => !isOpen(each.key)).length,
    choices: await readUnitChoices(ctx.db),
    version: held.version,
    form,
  }
}

const choiceOf = (target: DutyTarget | null): string | null =>
  target && ("unitId" in target ? `unit:${target.unitId}` : `group:${target.unitGroupId}`)

export const action = formAction(async ({ form, ctx, params }) => {
  const keys = form.all("key")
  const values = form.all("meaning")
  const names = Object.fromEntries(keys.flatMap((key, index) => (values[index] ? [[key, values[index]]] : [])))
  const outcome = await matchNames(ctx, { uploadId: params.upload!, seenVersion: form.seenVersion, names })
  return answerWith(outcome, () => `/nhap-ke-hoach/${params.upload}`)
})

export default function MatchNames({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, unknown, knownCount, choices, version, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: say("planImport.review") }]}
        title={say("planImport.matchNames")}
        lead={say("planImport.matchLead", { count: knownCount })}
      />
      <ErrorSummary state={actionData} />
      {unknown.length === 0 ? (
        <Empty>
          {say("planImport.allKnown")} <a href={base}>{say("planImport.review")}</a>
        </Empty>
      ) : (
        <PostForm {...form} seenVersion={version} state={actionData}>
          <TableScroll label={say("planImport.matchNames")}>
            <table className="stack">
              <thead>
                <tr>
                  <th>{say("planImport.nameInText")}</th>
                  <th className="number">{say("planImport.times")}</th>
                  <th>{say("planImport.means")}</th>
                </tr>
              </thead>
              <tbody>
                {unknown.map((each) => (
                  <tr key={each.key}>
                    <th scope="row">
                      {each.name} {each.isRemembered && <Tag tone="calm">{say("planImport.remembered")}</Tag>}
                      {each.former && <Former former={each.former} />}
                    </th>
                    <td className="number" data-label={say("planImport.times")}>
                      {each.count}
                    </td>
                    <td data-label={say("planImport.means")}>
                      <input type="hidden" name="key" value={each.key} />
                      <select
                        name="meaning"
                        aria-label={say("planImport.meansOf", { name: each.name })}
                        defaultValue={each.choice ?? ""}
                      >
                        <option value="">{say("planImport.undecided")}</option>
                        <option value="text">{say("planImport.leaveText")}</option>
                        {each.former && <Successors former={each.former} />}
                        <TargetOptions choices={choices} />
                      </select>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          <p className="actions">
            <button type="submit">{say("planImport.saveNames")}</button>
            <a href={base}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}

/** "Tên cũ: sáp nhập vào … từ ngày …" */
function Former({ former }: { former: FormerName }) {
  const say = useSay()
  const { kind, onDay, successors } = former
  const into = successors.map((each) => each.name).join("; ")
  return (
    <p className="former">
      <Tag tone="warn">{say("planImport.former")}</Tag>{" "}
      {say(into === "" ? "planImport.former.ended" : `planImport.former.${kind}`, { into, day: formatDay(onDay) })}
    </p>
  )
}

/** The units that go on in its place stand before all others. */
function Successors({ former: { successors } }: { former: FormerName }) {
  const say = useSay()
  return successors.length === 0 ? null : (
    <optgroup label={say("planImport.successors")}>
      {successors.map((unit) => (
        <option key={unit.id} value={`unit:${unit.id}`}>
          {unit.name}
        </option>
      ))}
    </optgroup>
  )
}
