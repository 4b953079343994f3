import { DayField, type FormState, PostForm, RadioField, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { findings } from "./sample-check.ts"

type Form = { requestId: string; owner: string }
type Loaded = {
  item: { version: number; checkerId: string | null; claimId: string | null; explanation: string | null }
  checkers: readonly { id: string; name: string }[]
  explainBy: string
  form: Form
  otherForm: Form
  documentForm: Form
}
type Props = { loaded: Loaded; state: FormState | undefined }

const only = (state: FormState | undefined, what: string) => (state?.fields.do === what ? state : undefined)

export function FindingForm({ loaded, state }: Props) {
  const say = useSay()
  return (
    <PostForm
      {...loaded.form}
      seenVersion={loaded.item.version}
      hidden={{ do: "find" }}
      state={only(state, "find")}
      className="card"
    >
      <h2>{say("sample.yourFinding")}</h2>
      <RadioField
        name="finding"
        label={say("sample.findingTitle")}
        options={findings.map((value) => ({ value, label: say(`sample.finding.${value}`) }))}
      />
      <TextArea name="reason" label={say("sample.findingReason")} rows={3} />
      <DayField
        name="explainBy"
        label={say("sample.askUntil")}
        hint={say("sample.askUntilHint")}
        initial={loaded.explainBy}
      />
      <button type="submit">{say("sample.saveFinding")}</button>
    </PostForm>
  )
}

export function ExplainForm({ loaded, state }: Props) {
  const say = useSay()
  return (
    <PostForm
      {...loaded.form}
      seenVersion={loaded.item.version}
      hidden={{ do: "explain" }}
      state={only(state, "explain")}
      className="card"
    >
      <h2>{say("sample.explain")}</h2>
      <TextArea name="explanation" label={say("sample.explanation")} hint={say("sample.explanationHint")} rows={5} />
      <button type="submit">{say("sample.sendExplanation")}</button>
    </PostForm>
  )
}

export function ConcludeForm({ loaded, state }: Props) {
  const say = useSay()
  const { item } = loaded
  return (
    <PostForm
      {...loaded.form}
      seenVersion={item.version}
      hidden={{ do: "conclude" }}
      state={only(state, "conclude")}
      className="card"
    >
      <h2>{say("sample.conclude")}</h2>
      {item.explanation === null && <p>{say("sample.notExplained")}</p>}
      <RadioField
        name="result"
        label={say("sample.resultTitle")}
        hint={item.claimId ? say("sample.concludeHint") : undefined}
        options={findings.map((value) => ({ value, label: say(`sample.finding.${value}`) }))}
      />
      <TextArea name="reason" id="conclude-reason" label={say("sample.concludeReason")} rows={3} />
      <button type="submit">{say("sample.saveConclusion")}</button>
    </PostForm>
  )
}

export function AssignForm({ loaded, state }: Props) {
  const say = useSay()
  const { item, checkers } = loaded
  return (
    <details>
      <summary>{say("sample.assign")}</summary>
      <PostForm
        {...loaded.otherForm}
        seenVersion={item.version}
        hidden={{ do: "assign" }}
        state={only(state, "assign")}
        className="card"
      >
        <SelectField
          name="checkerId"
          label={say("sample.checker")}
          initial={item.checkerId}
          options={checkers.map((each) => ({ value: each.id, label: each.name }))}
        />
        <button type="submit" className="secondary">
          {say("sample.saveChecker")}
        </button>
      </PostForm>
    </details>
  )
}

export function DocumentForm({ loaded, state }: Props) {
  const say = useSay()
  const own = only(state, "attach")
  return (
    <details open={own !== undefined}>
      <summary>{say("sample.addDocument")}</summary>
      <PostForm
        {...loaded.documentForm}
        hidden={{ do: "attach" }}
        enctype="multipart/form-data"
        className="card"
        state={own}
      >
        <div className="row">
          <div className="grow">
            <TextField name="number" label={say("entry.documentNumber")} hint={say("entry.documentNumberHint")} />
          </div>
          <div className="grow">
            <DayField name="issuedOn" label={say("entry.documentDate")} hint={say("form.dayHint")} />
          </div>
        </div>
        <TextField name="title" label={say("entry.documentTitle")} />
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
    </details>
  )
}
