import { RadioField, TextArea, TextField } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import type { AskedField } from "./asked-field.ts"
import type { Doubt } from "./entry-check.ts"
import { FieldInputs, FieldTexts } from "./field-parts.tsx"
import type { EntryBefore } from "./read-before.server.ts"
import type { EntryLine } from "./read-entries.server.ts"
import { type AdjustableText, type Asking, adjustableTexts, type TemplateField } from "./report-template.ts"

/** Everything that is asked of one task below its answer. */
export function EntryFields({
  entry,
  fields,
  asks,
  doubts,
}: {
  entry: EntryLine
  fields: readonly AskedField[]
  asks: Readonly<Record<AdjustableText, Asking>>
  doubts: readonly Doubt[]
}) {
  const say = useSay()
  return (
    <>
      <TextField
        name="percentDone"
        label={say("entry.percent")}
        hint={say("entry.percentHint")}
        initial={entry.percentDone}
        inputMode="numeric"
      />
      <TextArea
        name="result"
        label={say("entry.result")}
        hint={say("entry.resultHint")}
        initial={entry.result}
        rows={5}
      />
      <TextArea
        name="product"
        label={say("entry.product")}
        hint={entry.isClaimant ? say("entry.productHint") : undefined}
        initial={entry.product}
        rows={2}
      />
      {adjustableTexts
        .filter((name) => asks[name] !== "notAsked" || entry[name] !== "")
        .map((name) => (
          <TextArea
            key={name}
            name={name}
            label={
              asks[name] === "required" ? `${say(`entry.${name}`)} (${say("answer.required")})` : say(`entry.${name}`)
            }
            initial={entry[name]}
            rows={2}
          />
        ))}
      <FieldInputs fields={fields} values={entry.fieldValues} />
      <TextArea
        name="missingReason"
        label={say("entry.missingReason")}
        hint={say("entry.missingReasonHint")}
        initial={entry.missingReason}
        rows={2}
      />
      {!entry.isClaimant && entry.mode === "joint" && (
        <>
          <RadioField
            name="consent"
            label={say("entry.consent")}
            hint={say("entry.consentHint")}
            initial={entry.consent}
            options={[
              { value: "consent", label: say("entry.consent.consent") },
              { value: "object", label: say("entry.consent.object") },
            ]}
          />
          <TextArea name="objection" label={say("entry.objection")} initial={entry.objection} rows={2} />
        </>
      )}
      <div className="card" data-doubts="" hidden={doubts.length === 0 && entry.doubtReason === ""}>
        <p>
          <strong>{say("entry.doubts")}</strong>
        </p>
        <ul>
          {doubts.map((doubt) => (
            <li key={doubt}>{say(`doubt.${doubt}`)}</li>
          ))}
        </ul>
        <TextArea
          name="doubtReason"
          label={say("entry.doubtReason")}
          hint={say("entry.doubtReasonHint")}
          initial={entry.doubtReason}
          rows={2}
        />
      </div>
    </>
  )
}

/** Last period's text at hand, to read or to copy from. */
export function Previous({ previous, fields }: { previous: EntryBefore; fields: readonly TemplateField[] }) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <details className="card">
      <summary>{say("entry.previous", { round: roundName(previous.roundName) })}</summary>
      <p>
        {say(`answer.${previous.answer}`)} {previous.percentDone !== null && `${previous.percentDone} %`}
      </p>
      {(["result", "product", "obstacle", "proposal", "nextStep"] as const).map(
        (field) =>
          previous[field] && (
            <p key={field} className="prose">
              <strong>{say(`entry.${field}`)}:</strong> {previous[field]}
            </p>
          ),
      )}
      <FieldTexts fields={fields} values={previous.fieldValues} />
    </details>
  )
}
