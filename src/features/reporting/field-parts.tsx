import { SelectField, TextArea, TextField, useFormId } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import type { AskedField } from "./asked-field.ts"
import { type FieldValue, type FieldValues, shownNumber, statesOf, valueInWords } from "./field-value.ts"
import type { Cumulated } from "./number-series.ts"
import type { TemplateField } from "./report-template.ts"

/** The fields that the plan's template asks of this task, each with how its value stands. */
export function FieldInputs({ fields, values }: { fields: readonly AskedField[]; values: FieldValues }) {
  const say = useSay()
  const title = useFormId()("fields")
  if (fields.length === 0) return null
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{say("field.asked")}</h2>
      {fields.map((field) => (
        <OneField key={field.key} field={field} value={values[field.key]} />
      ))}
    </section>
  )
}

function OneField({ field, value }: { field: AskedField; value: FieldValue | undefined }) {
  const say = useSay()
  const name = `f-${field.key}`
  const offersStates = field.kind === "number" || field.isRequired
  return (
    <fieldset>
      <legend>
        {field.label} <small>({say(field.isRequired ? "answer.required" : "form.optional")})</small>
      </legend>
      {field.hint && <p className="hint">{field.hint}</p>}
      <Known field={field} />
      {offersStates ? (
        <>
          <div className="row">
            <ValueInput field={field} name={name} value={value} />
            <SelectField
              name={`${name}-state`}
              label={say("field.state")}
              initial={value?.state ?? "actual"}
              options={statesOf(field).map((state) => ({
                value: state,
                label: say(
                  field.kind !== "number" && state === "actual" ? "field.state.answered" : `field.state.${state}`,
                ),
              }))}
            />
          </div>
          <details open={Boolean(value?.reason) || value?.state === "missing"}>
            <summary>{say("field.reason")}</summary>
            <TextField
              name={`${name}-reason`}
              label={say("field.reason")}
              hint={say("field.reasonHint")}
              initial={value?.reason}
              maxLength={1000}
            />
          </details>
        </>
      ) : (
        <>
          <ValueInput field={field} name={name} value={value} />
          <input type="hidden" name={`${name}-state`} value="actual" />
        </>
      )}
      {field.before?.state === "estimated" && (
        <TextField
          name={`${name}-final`}
          label={say("field.final")}
          hint={say("field.finalHint", { before: valueInWords(field, field.before) })}
          initial={shownNumber(value?.final ?? "")}
          maxLength={40}
        />
      )}
    </fieldset>
  )
}

function ValueInput({ field, name, value }: { field: AskedField; name: string; value: FieldValue | undefined }) {
  const say = useSay()
  if (field.kind === "number") {
    const label = say(field.measure === "flow" ? "field.inPeriod" : "field.atPoint")
    return (
      <TextField
        name={name}
        label={field.unitOfMeasure ? `${label} (${field.unitOfMeasure})` : label}
        initial={shownNumber(value?.value ?? "")}
        maxLength={40}
      />
    )
  }
  if (field.kind === "text") return <TextArea name={name} label={say("field.text")} initial={value?.value} rows={2} />
  const choices =
    field.kind === "yesNo"
      ? (["yes", "no"] as const).map((each) => ({ value: each, label: say(`answer.${each}`) }))
      : field.choices.map((each) => ({ value: each, label: each }))
  return (
    <SelectField
      name={name}
      label={say("field.choice")}
      initial={value?.value}
      options={[{ value: "", label: "–" }, ...choices]}
    />
  )
}

/** What was sent before and what it adds up to: the unit enters the period only, the sums are worked out (rule 14). */
function Known({ field }: { field: AskedField }) {
  const say = useSay()
  const { before, cumulated } = field
  const parts = [
    before && say("field.before", { value: valueInWords(field, before) }),
    cumulated && say("field.ofYear", { sum: sumInWords(field, cumulated.ofYear) }),
    cumulated && say("field.ofPlan", { sum: sumInWords(field, cumulated.ofPlan) }),
  ].filter(Boolean)
  return parts.length > 0 ? <p className="hint">{parts.join(" · ")}</p> : null
}

const sumInWords = (field: TemplateField, sum: Cumulated["ofYear"]): string =>
  [shownNumber(String(sum.sum)), field.unitOfMeasure].filter(Boolean).join(" ")

/** The values of an entry for whoever reads the report. */
export function FieldTexts({ fields, values }: { fields: readonly TemplateField[]; values: FieldValues }) {
  const say = useSay()
  return fields.map((field) => {
    const text = valueInWords(field, values[field.key])
    const final = values[field.key]?.final
    return text || final ? (
      <p key={field.key} className="prose">
        <strong>{field.label}:</strong> {text || "–"}
        {final && ` (${say("field.finalWas", { final: shownNumber(final) })})`}
      </p>
    ) : null
  })
}

/** Quarters without a number, by name: a sum that lacks them says so. */
export function MissingPeriods({ missing }: { missing: readonly string[] }) {
  const say = useSay()
  const roundName = useRoundName()
  if (missing.length === 0) return null
  return <small className="soft"> {say("field.without", { rounds: missing.map(roundName).join(", ") })}</small>
}
