import type { EntryToCheck, Verdict } from "#features/reporting/entry-check.ts"
import { type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"

export type Progress = {
  reportId: string
  version: number
  unitName: string
  hasNewSections: boolean
  entries: { entryId: string; taskCode: string; verdict: Verdict | null }[]
}
type Form = { requestId: string; owner: string }

export const withEntry = (address: string, entryId: string) =>
  `${address}${address.includes("?") ? "&" : "?"}muc=${entryId}`

/** Good, back, the whole report: three plain posts. The script gives their buttons the keys that then stand on them. */
export function VerdictForms({
  item,
  next,
  nextReport,
  address,
  forms,
  state,
  report,
}: {
  item: EntryToCheck
  next: string | null
  nextReport: string | null
  address: string
  forms: readonly [Form, Form, Form]
  state: FormState | undefined
  report: Progress
}) {
  const say = useSay()
  const others = report.entries.filter((entry) => entry.entryId !== item.entryId && entry.verdict === null)
  // the last entry of a report stays in sight, so that the report can be ended from it
  const following = others.length === 0 ? item.entryId : next
  const about = { entryId: item.entryId, ...(following ? { next: following } : {}) }
  const here = withEntry(address, item.entryId)
  return (
    <section className="card" aria-label={say("queue.verdict")}>
      <PostForm action={here} {...forms[0]} seenVersion={item.version} hidden={about}>
        <div className="actions">
          <button type="submit" name="do" value="good" data-key="a">
            {say("queue.good")}
          </button>
          {item.check && (
            <button type="submit" name="do" value="none" className="secondary">
              {say("queue.takeBack")}
            </button>
          )}
          {next && (
            <a href={withEntry(address, next)} data-key="n">
              {say("queue.skip")}
            </a>
          )}
        </div>
      </PostForm>
      <PostForm
        action={here}
        {...forms[1]}
        seenVersion={item.version}
        hidden={{ do: "return", ...about }}
        state={state?.fields.do === "return" ? state : undefined}
      >
        <div data-key="t">
          <TextArea name="reason" label={say("review.entryReason")} initial={item.check?.reason} rows={2} />
        </div>
        <button type="submit" className="secondary">
          {say("queue.return")}
        </button>
      </PostForm>
      <FinishForm report={report} nextReport={nextReport} here={here} form={forms[2]} />
      <div data-keys-switch="" hidden>
        <p className="hint">{say("queue.keys")}</p>
        <button type="button" className="secondary" data-on={say("queue.keysOff")} data-off={say("queue.keysOn")} />
      </div>
    </section>
  )
}

function FinishForm({
  report,
  nextReport,
  here,
  form,
}: {
  report: Progress
  nextReport: string | null
  here: string
  form: Form
}) {
  const say = useSay()
  const count = (verdict: "good" | "return" | null) => report.entries.filter((each) => each.verdict === verdict).length
  const back = count("return")
  return (
    <PostForm
      action={here}
      {...form}
      seenVersion={report.version}
      hidden={{ do: "finish", reportId: report.reportId, ...(nextReport ? { next: nextReport } : {}) }}
    >
      <p>{say("queue.finishText", { good: count("good"), back, unseen: count(null) })}</p>
      <button type="submit" className={back > 0 ? "danger" : "secondary"} data-key="b">
        {back > 0 ? say("queue.finishBack", { count: back }) : say("queue.finishGood")}
      </button>
    </PostForm>
  )
}
