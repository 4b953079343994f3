import { DayField, type FormState, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"

export type PageForm = { requestId: string; owner: string }
type Props = { form: PageForm; version: number; state: FormState | undefined }

/** The answer of the server belongs to the form that was sent. */
const only = (state: FormState | undefined, what: string) => (state?.fields.do === what ? state : undefined)

function DocumentFields({ isOptional }: { isOptional: boolean }) {
  const say = useSay()
  return (
    <>
      <div className="row">
        <div className="grow">
          <TextField name="number" label={say("entry.documentNumber")} hint={say("entry.documentNumberHint")} />
        </div>
        <div className="grow">
          <DayField name="issuedOn" label={say("entry.documentDate")} hint={say("form.dayHint")} />
        </div>
      </div>
      {isOptional && <TextField name="title" label={say("entry.documentTitle")} />}
    </>
  )
}

function FileFields({ id }: { id: string }) {
  const say = useSay()
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{say("entry.file")}</label>
        <p className="hint">{say("entry.fileHint")}</p>
        <input id={id} name="file" type="file" />
      </div>
      <label className="choice" id={`${id}-isNotSecret`}>
        <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
      </label>
    </>
  )
}

export function AnswerForm({ form, version, state }: Props) {
  const say = useSay()
  return (
    <PostForm
      {...form}
      seenVersion={version}
      hidden={{ do: "answer" }}
      enctype="multipart/form-data"
      state={only(state, "answer")}
      className="card"
    >
      <h2>{say("obstacle.answer")}</h2>
      <TextArea name="answer" label={say("obstacle.answerText")} rows={6} />
      <DocumentFields isOptional={false} />
      <FileFields id="answer-file" />
      <label className="choice">
        <input type="checkbox" name="isPartial" value="1" /> <span>{say("obstacle.isPartial")}</span>
      </label>
      <label className="choice">
        <input type="checkbox" name="isInternal" value="1" /> <span>{say("obstacle.isAnswerInternal")}</span>
      </label>
      <p className="actions">
        <button type="submit">{say("obstacle.saveAnswer")}</button>
      </p>
    </PostForm>
  )
}

/** A form with one reason, folded away until it is needed. */
export function ReasonForm({ form, version, state, what }: Props & { what: "sendUp" | "withdraw" | "reopen" }) {
  const say = useSay()
  const own = only(state, what)
  return (
    <details open={own !== undefined}>
      <summary>{say(`obstacle.${what}`)}</summary>
      <PostForm
        {...form}
        seenVersion={version}
        hidden={{ do: what }}
        state={own}
        className="card"
        idPrefix={`${what}-`}
      >
        <p>{say(`obstacle.${what}Hint`)}</p>
        <TextArea name="reason" label={say("obstacle.reason")} rows={3} />
        <button type="submit" className="secondary">
          {say(`obstacle.${what}`)}
        </button>
      </PostForm>
    </details>
  )
}

export function RedirectForm({
  form,
  version,
  state,
  units,
}: Props & { units: readonly { id: string; name: string }[] }) {
  const say = useSay()
  const own = only(state, "redirect")
  return (
    <details open={own !== undefined}>
      <summary>{say("obstacle.redirect")}</summary>
      <PostForm
        {...form}
        seenVersion={version}
        hidden={{ do: "redirect" }}
        state={own}
        className="card"
        idPrefix="redirect-"
      >
        <SelectField
          name="unitId"
          label={say("obstacle.to")}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
        <TextArea name="reason" label={say("obstacle.reason")} rows={3} />
        <button type="submit" className="secondary">
          {say("obstacle.redirect")}
        </button>
      </PostForm>
    </details>
  )
}

export function CentralForm({ form, version, state }: Props) {
  const say = useSay()
  const own = only(state, "toCentral")
  return (
    <details open={own !== undefined}>
      <summary>{say("obstacle.toCentral")}</summary>
      <PostForm
        {...form}
        seenVersion={version}
        hidden={{ do: "toCentral" }}
        state={own}
        className="card"
        idPrefix="central-"
      >
        <p>{say("obstacle.toCentralHint")}</p>
        <DocumentFields isOptional={false} />
        <TextArea name="reason" label={say("obstacle.note")} rows={2} />
        <button type="submit" className="secondary">
          {say("obstacle.toCentral")}
        </button>
      </PostForm>
    </details>
  )
}

/** Solved or not: two plain forms, so that nobody has to choose first what to fill in. */
export function JudgeForms({
  forms,
  version,
  state,
  goesUp,
}: Omit<Props, "form"> & { forms: readonly [PageForm, PageForm]; goesUp: boolean }) {
  const say = useSay()
  const rejecting = only(state, "reject")
  return (
    <section className="card" aria-labelledby="judge">
      <h2 id="judge">{say("obstacle.judge")}</h2>
      <PostForm {...forms[0]} seenVersion={version} hidden={{ do: "solve" }} state={only(state, "solve")}>
        <TextArea name="comment" label={say("obstacle.comment")} rows={2} />
        <button type="submit">{say("obstacle.solve")}</button>
      </PostForm>
      <details open={rejecting !== undefined}>
        <summary>{say("obstacle.reject")}</summary>
        <PostForm {...forms[1]} seenVersion={version} hidden={{ do: "reject" }} state={rejecting}>
          <TextArea
            name="missing"
            label={say("obstacle.missing")}
            hint={say(goesUp ? "obstacle.rejectGoesUp" : "obstacle.rejectGoesBack")}
            rows={3}
          />
          <button type="submit" className="secondary">
            {say("obstacle.sendBack")}
          </button>
        </PostForm>
      </details>
    </section>
  )
}

export function AttachForm({ form, state }: Omit<Props, "version">) {
  const say = useSay()
  const own = only(state, "attach")
  return (
    <details open={own !== undefined}>
      <summary>{say("sample.addDocument")}</summary>
      <PostForm
        {...form}
        hidden={{ do: "attach" }}
        enctype="multipart/form-data"
        state={own}
        className="card"
        idPrefix="attach-"
      >
        <DocumentFields isOptional />
        <FileFields id="attach-file" />
        <p className="actions">
          <button type="submit" className="secondary">
            {say("entry.attach")}
          </button>
        </p>
      </PostForm>
    </details>
  )
}

/** Kept out of the guidance, or given to it: one press. */
export function InternalForm({ form, version, isInternal }: Omit<Props, "state"> & { isInternal: boolean }) {
  const say = useSay()
  return (
    <PostForm {...form} seenVersion={version} hidden={{ do: "internal", isInternal: isInternal ? "0" : "1" }}>
      <button type="submit" className="secondary small">
        {say(isInternal ? "obstacle.openUp" : "obstacle.keepInside")}
      </button>
    </PostForm>
  )
}
