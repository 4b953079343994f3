import { DayField, type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Tag, type Tone } from "#ui/parts.tsx"
import type { ExtensionState } from "./extension.ts"

export const extensionTones: Record<ExtensionState, Tone> = {
  asked: "accent",
  granted: "good",
  refused: "bad",
  withdrawn: "calm",
}

type Line = {
  id: string
  untilOn: string
  reason: string
  state: ExtensionState
  decision: string | null
  version: number
}
type Form = { requestId: string; owner: string }

type ExtensionBoxProps = {
  extensions: readonly Line[]
  mayAsk: boolean
  mayWithdraw: boolean
  officeDueOn: string
  form: Form
  withdrawForm: Form
  state: FormState | undefined
}

/** What the unit asked for its report, and the form to ask; folded away until it is needed. */
export function ExtensionBox({
  extensions,
  mayAsk,
  mayWithdraw,
  officeDueOn,
  form,
  withdrawForm,
  state,
}: ExtensionBoxProps) {
  const say = useSay()
  const isAsking = state?.fields.do === "askExtension"
  if (extensions.length === 0 && !mayAsk) return null
  return (
    <details open={isAsking || extensions.some((each) => each.state === "asked")} id="gia-han">
      <summary>{say("extension.title")}</summary>
      {extensions.map((each) => (
        <div key={each.id} className="card">
          <p>
            <Tag tone={extensionTones[each.state]}>{say(`extension.state.${each.state}`)}</Tag> {say("extension.until")}{" "}
            <Days day={each.untilOn} />: {each.reason}
          </p>
          {each.decision && (
            <p>
              {say("extension.decision")}: {each.decision}
            </p>
          )}
          {each.state === "asked" && mayWithdraw && (
            <PostForm
              {...withdrawForm}
              seenVersion={each.version}
              hidden={{ do: "withdrawExtension", extension: each.id }}
            >
              <button type="submit" className="plain">
                {say("extension.withdraw")}
              </button>
            </PostForm>
          )}
        </div>
      ))}
      {mayAsk && (
        <PostForm {...form} state={isAsking ? state : undefined} hidden={{ do: "askExtension" }} className="card">
          <DayField
            name="untilOn"
            label={say("extension.untilOn")}
            hint={say("extension.untilHint", { day: officeDueOn.split("-").reverse().join("/") })}
          />
          <TextArea name="reason" label={say("extension.reason")} />
          <button type="submit" className="secondary">
            {say("extension.ask")}
          </button>
        </PostForm>
      )}
    </details>
  )
}
