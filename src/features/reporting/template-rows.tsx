import { SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { measures, type TemplateField, type TemplateSection } from "./report-template.ts"
import { questionKinds } from "./request.ts"
import { reportParts } from "./sections.ts"

const yesNo = ["no", "yes"] as const

/** One general section in the form of the template. Emptying its title takes it out. */
export function SectionRow({ row, section }: { row: number; section: TemplateSection | undefined }) {
  const say = useSay()
  return (
    <fieldset>
      <legend>{say("template.section", { n: row })}</legend>
      <input type="hidden" name={`s${row}-key`} value={section?.key ?? ""} />
      <div className="row">
        <div className="grow">
          <TextField
            name={`s${row}-title`}
            label={say("template.sectionTitle")}
            initial={section?.title}
            maxLength={200}
          />
        </div>
        <SelectField
          name={`s${row}-part`}
          label={say("template.part")}
          initial={section?.part ?? "results"}
          options={reportParts.map((part) => ({ value: part, label: say(`narrative.${part}`) }))}
        />
        <SelectField
          name={`s${row}-required`}
          label={say("template.required")}
          initial={section?.isRequired ? "yes" : "no"}
          options={yesNo.map((value) => ({ value, label: say(`answer.${value}`) }))}
        />
        <TextField
          name={`s${row}-place`}
          label={say("template.place")}
          initial={section && row}
          inputMode="numeric"
          maxLength={4}
        />
      </div>
      <details open={Boolean(section?.hint)}>
        <summary>{say("template.hint")}</summary>
        <TextField
          name={`s${row}-hint`}
          label={`${say("template.hint")} (${say("form.optional")})`}
          initial={section?.hint}
          maxLength={500}
        />
      </details>
    </fieldset>
  )
}

/** One field of the entries in the form of the template. Emptying its label takes it out. */
export function FieldRow({ row, field }: { row: number; field: (TemplateField & { scope: string }) | undefined }) {
  const say = useSay()
  return (
    <fieldset>
      <legend>{say("template.field", { n: row })}</legend>
      <input type="hidden" name={`f${row}-key`} value={field?.key ?? ""} />
      <div className="row">
        <div className="grow">
          <TextField name={`f${row}-label`} label={say("template.fieldLabel")} initial={field?.label} maxLength={200} />
        </div>
        <SelectField
          name={`f${row}-kind`}
          label={say("request.questionKind")}
          initial={field?.kind ?? "number"}
          options={questionKinds.map((kind) => ({ value: kind, label: say(`request.kind.${kind}`) }))}
        />
        <TextField
          name={`f${row}-unit`}
          label={say("request.unitOfMeasure")}
          initial={field?.unitOfMeasure}
          maxLength={40}
        />
      </div>
      <div className="row">
        <SelectField
          name={`f${row}-measure`}
          label={say("template.measure")}
          initial={field?.measure ?? "flow"}
          options={measures.map((value) => ({ value, label: say(`template.measure.${value}`) }))}
        />
        <SelectField
          name={`f${row}-rollUp`}
          label={say("template.rollUp")}
          initial={field?.rollUp ?? "sum"}
          options={(["sum", "none"] as const).map((value) => ({ value, label: say(`template.rollUp.${value}`) }))}
        />
        <SelectField
          name={`f${row}-required`}
          label={say("template.required")}
          initial={field?.isRequired ? "yes" : "no"}
          options={yesNo.map((value) => ({ value, label: say(`answer.${value}`) }))}
        />
        <TextField
          name={`f${row}-place`}
          label={say("template.place")}
          initial={field && row}
          inputMode="numeric"
          maxLength={4}
        />
      </div>
      <TextField
        name={`f${row}-scope`}
        label={`${say("template.scope")} (${say("form.optional")})`}
        hint={say("template.scopeHint")}
        initial={field?.scope}
      />
      <details open={Boolean(field?.hint || field?.choices.length)}>
        <summary>{say("template.more")}</summary>
        <TextField
          name={`f${row}-choices`}
          label={say("request.choices")}
          initial={field?.choices.join("; ")}
          maxLength={1000}
        />
        <TextField name={`f${row}-hint`} label={say("template.hint")} initial={field?.hint} maxLength={500} />
      </details>
    </fieldset>
  )
}
