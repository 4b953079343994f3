import { formatDay } from "#shared/day.ts"
import { DayField, RadioField, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { obligations, type Unit, unitKinds } from "./unit.ts"

export type ParentChoice = { id: string; name: string }

/** The fields of a unit, empty for a new one. */
export function UnitFields({
  unit,
  parents,
  parentId,
}: {
  unit?: Unit
  parents: readonly ParentChoice[]
  parentId?: string | null
}) {
  const say = useSay()
  return (
    <>
      <TextField name="name" label={say("unit.fullName")} initial={unit?.name} required />
      <TextField
        name="code"
        label={`${say("unit.code")} (${say("form.optional")})`}
        hint={say("unit.codeHint")}
        initial={unit?.code}
      />
      <SelectField
        name="kind"
        label={say("unit.kind")}
        initial={unit?.kind ?? ""}
        options={[
          { value: "", label: "–" },
          ...unitKinds.map((kind) => ({ value: kind, label: say(`unitKind.${kind}`) })),
        ]}
      />
      <SelectField
        name="parentId"
        label={say("unit.parent")}
        initial={unit ? unit.parentId : parentId}
        options={[
          { value: "", label: say("unit.noParent") },
          ...parents.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <RadioField
        name="obligation"
        label={say("unit.obligation")}
        hint={say("unit.obligationHint")}
        initial={unit?.obligation ?? "must"}
        options={obligations.map((each) => ({ value: each, label: say(`obligation.${each}`) }))}
      />
      <RadioField
        name="isConfirmed"
        label={say("unit.confirmed")}
        initial={unit?.isConfirmed === false ? "no" : "yes"}
        options={[
          { value: "yes", label: say("unit.confirmed.yes") },
          { value: "no", label: say("unit.confirmed.no") },
        ]}
      />
      <TextArea
        name="aliases"
        label={`${say("unit.aliases")} (${say("form.optional")})`}
        hint={say("unit.aliasesHint")}
        initial={unit?.aliases.join("\n")}
      />
      <TextArea name="note" label={`${say("unit.note")} (${say("form.optional")})`} initial={unit?.note} rows={2} />
      <DayField
        name="startedOn"
        label={say("unit.startedOn")}
        hint={say("form.dayHint")}
        initial={unit && formatDay(unit.startedOn)}
      />
    </>
  )
}
