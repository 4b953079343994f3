import { folded } from "#shared/folded.ts"
import { ErrorSummary, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty } from "#ui/parts.tsx"
import type { GroupState } from "./group-action.server.ts"
import { type Unit, unitKinds } from "./unit.ts"

type Props = {
  form: { requestId: string; owner: string }
  group?: { name: string; version: number; memberIds: readonly string[] }
  units: readonly Pick<Unit, "id" | "name" | "code" | "kind" | "endedOn" | "aliases">[]
  state: GroupState | undefined
}

/** The name of a group and its members as check boxes. Searching posts the whole form, so that no tick is lost. */
export function GroupForm({ form, group, units, state }: Props) {
  const say = useSay()
  const chosen = new Set(state?.chosen ?? group?.memberIds ?? [])
  const wanted = folded(state?.fields.search ?? "")
  const matches = (unit: Props["units"][number]) =>
    unit.endedOn === null &&
    (wanted === "" || folded([unit.name, unit.code ?? "", ...unit.aliases].join(" ")).includes(wanted))
  const shown = units.filter(matches)
  const others = units.filter((unit) => chosen.has(unit.id) && !matches(unit))
  const box = (unit: Props["units"][number]) => (
    <li key={unit.id}>
      <label className="choice">
        <input type="checkbox" name="unit" value={unit.id} defaultChecked={chosen.has(unit.id)} />
        <span>{unit.name}</span>
      </label>
    </li>
  )
  return (
    <>
      <ErrorSummary state={state} />
      <PostForm {...form} seenVersion={group?.version ?? 0} state={state}>
        <TextField name="name" label={say("group.name")} hint={say("group.nameHint")} initial={group?.name} />
        <div className="row" id="unit">
          <div className="grow">
            <TextField name="search" type="search" label={say("group.search")} hint={say("group.searchHint")} />
          </div>
          <div className="field">
            <button type="submit" name="do" value="search" className="secondary">
              {say("frame.find")}
            </button>
          </div>
        </div>
        <p aria-live="polite">{say("group.chosen", { count: chosen.size })}</p>
        {others.length > 0 && (
          <fieldset>
            <legend>{say("group.chosenElsewhere")}</legend>
            <ul className="columns">{others.map(box)}</ul>
          </fieldset>
        )}
        {shown.length === 0 && <Empty>{say("units.none")}</Empty>}
        {unitKinds.map((kind) => {
          const ofKind = shown.filter((unit) => unit.kind === kind)
          return ofKind.length === 0 ? null : (
            <fieldset key={kind}>
              <legend>
                {say(`unitKind.${kind}`)} ({ofKind.length})
              </legend>
              <ul className="columns">{ofKind.map(box)}</ul>
            </fieldset>
          )
        })}
        <p className="actions">
          <button type="submit">{say("group.save")}</button>
          <a href="/quan-tri/nhom-don-vi">{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
