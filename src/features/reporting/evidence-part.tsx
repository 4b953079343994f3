import { type FormState, PostForm, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import type { EntryLine } from "./read-entries.server.ts"
import { EvidenceList } from "./report-parts.tsx"

type Form = { requestId: string; owner: string }
type Reusable = { id: string; title: string; number: string | null; taskCode: string }

type EvidencePartProps = {
  entry: EntryLine
  isOpen: boolean
  reusable: readonly Reusable[]
  form: Form
  forms: { attach: Form; reuse: Form }
  state: FormState | undefined
}

/** The proofs of an entry: what is attached, what the unit can use again, and the form to attach another. */
export function EvidencePart({ entry, isOpen, reusable, form, forms, state }: EvidencePartProps) {
  const say = useSay()
  return (
    <section aria-labelledby="evidence" id="evidence-part">
      <h2 id="evidence">{say("entry.evidence")}</h2>
      <EvidenceList entry={entry} />
      {isOpen &&
        entry.evidence.map((each) => (
          <PostForm
            key={each.id}
            requestId={form.requestId.replace(/.{12}$/, each.id.slice(-12))}
            owner={form.owner}
            hidden={{ do: "removeEvidence", evidenceId: each.id }}
          >
            <button type="submit" className="plain">
              {say("entry.removeEvidence", { title: each.title })}
            </button>
          </PostForm>
        ))}
      {isOpen && reusable.length > 0 && (
        <PostForm {...forms.reuse} hidden={{ do: "reuseEvidence" }} className="card" state={state}>
          <SelectField
            name="reuse"
            label={say("entry.reuse")}
            hint={say("entry.reuseHint")}
            options={[
              { value: "", label: "–" },
              ...reusable.map((each) => ({
                value: each.id,
                label: [each.number, each.title, `(${each.taskCode})`].filter(Boolean).join(" "),
              })),
            ]}
          />
          <button type="submit" className="secondary">
            {say("entry.reuseDo")}
          </button>
        </PostForm>
      )}
      {isOpen && (
        <PostForm
          {...forms.attach}
          enctype="multipart/form-data"
          className="card"
          state={state}
          hidden={{ do: "addEvidence" }}
        >
          <h3>{say("entry.addEvidence")}</h3>
          <p className="hint">{say("entry.addEvidenceHint")}</p>
          <div className="row">
            <div className="grow">
              <TextField name="number" label={say("entry.documentNumber")} hint={say("entry.documentNumberHint")} />
            </div>
            <div className="grow">
              <TextField name="issuedOn" label={say("entry.documentDate")} hint={say("form.dayHint")} />
            </div>
          </div>
          <TextField name="title" label={say("entry.documentTitle")} />
          <TextField
            name="link"
            label={`${say("entry.link")} (${say("form.optional")})`}
            hint={say("entry.linkHint")}
            maxLength={1000}
          />
          <div className="field">
            <label htmlFor="file">{say("entry.file")}</label>
            <p className="hint">{say("entry.fileHint")}</p>
            <input id="file" name="file" type="file" />
          </div>
          <label className="choice" id="isNotSecret">
            <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
          </label>
          <button type="submit" className="secondary">
            {say("entry.attach")}
          </button>
        </PostForm>
      )}
    </section>
  )
}
