import { data } from "react-router"
import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, number, PageHead, Tag } from "#ui/parts.tsx"
import { canStartAgain, isUnderWay, type ShownStep, shownSteps } from "../import-reading.ts"
import { readReadingOfPlan, reviewPageOf, uploadPageOf } from "../read-reading.server.ts"
import { forgetReading, startReadingAgain } from "../start-reading.server.ts"
import { pageOfReading, readForAMoment } from "../upload-action.server.ts"
import type { Route } from "./+types/reading"

const REFRESH_SECONDS = 2

/** The page asks anew by itself while files are read, without any script, until the reader stops it. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const reading = await readReadingOfPlan(ctx, params.reading)
  if (reading.state === "read") throw seeOther(reviewPageOf(reading))
  const isStill = new URL(request.url).searchParams.has("dung-cap-nhat")
  const refreshes = isUnderWay(reading) && !isStill
  const shown = {
    here: pageOfReading(reading.id),
    back: uploadPageOf(reading),
    isAnnex: reading.plan !== null,
    state: reading.state,
    files: reading.files,
    steps: shownSteps(reading),
    refusal: reading.refusal,
    mayStartAgain: canStartAgain(reading),
    isUnderWay: isUnderWay(reading),
    refreshes,
    form,
    forgetForm: pageOf(context).form,
  }
  return data(shown, { headers: refreshes ? { Refresh: String(REFRESH_SECONDS) } : {} })
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders

export const action = formAction(async ({ form, ctx, params }) => {
  const reading = await readReadingOfPlan(ctx, params.reading!)
  if (form.fields.do === "forget") return answerWith(await forgetReading(ctx, reading.id), () => uploadPageOf(reading))
  if (form.fields.do !== "again") throw new NotFound("action")
  const again = await startReadingAgain(ctx, { readingId: reading.id })
  if (!again.ok) return again
  await readForAMoment(ctx, reading.id, reading.plan)
  return seeOther(pageOfReading(reading.id))
})

type Shown = Route.ComponentProps["loaderData"]

export default function Reading({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { state, refusal, back, isAnnex, files } = loaderData
  const title = say(isAnnex ? "annex.title" : "planImport.title")
  const failure = refusal ? { fields: {}, refusal: { ...refusal, field: undefined } } : undefined
  return (
    <>
      <PageHead
        crumbs={[{ to: back, label: title }]}
        title={say(loaderData.isUnderWay ? "reading.title" : "reading.stopped")}
        lead={loaderData.isUnderWay ? say("reading.lead") : undefined}
      />
      <ErrorSummary state={actionData ?? failure} />
      {state === "interrupted" && (
        <Message tone="warn" title={say("reading.interrupted")}>
          <p>{say("reading.interruptedWhy")}</p>
        </Message>
      )}
      <section className="card" aria-labelledby="tep">
        <h2 id="tep">{say("reading.files", { count: files.length })}</h2>
        <ul>
          {files.map((file) => (
            <li key={file.name}>
              {file.name} <small>({sizeOf(file.size)})</small>
            </li>
          ))}
        </ul>
      </section>
      {loaderData.isUnderWay ? <UnderWay {...loaderData} /> : <AfterFailure {...loaderData} />}
    </>
  )
}

const KB = 1024
const sizeOf = (bytes: number): string =>
  bytes < KB * KB ? `${number(Math.max(1, Math.round(bytes / KB)))} KB` : `${number(Math.round(bytes / KB / KB))} MB`

function UnderWay({ steps, state, refreshes, here, form }: Shown) {
  const say = useSay()
  return (
    <>
      <section className="card" aria-labelledby="buoc">
        <h2 id="buoc">{say("reading.steps")}</h2>
        <ol className="reading-steps">
          {steps.map((step) => (
            <Step key={step.what} step={step} isWaiting={state === "waiting"} />
          ))}
        </ol>
      </section>
      <p className="actions">
        {refreshes ? (
          <>
            <span>{say("reading.refreshes", { seconds: REFRESH_SECONDS })}</span>
            <a href={`${here}?dung-cap-nhat=1`}>{say("reading.stopRefresh")}</a>
          </>
        ) : (
          <a className="button" href={here}>
            {say("reading.look")}
          </a>
        )}
      </p>
      <PostForm {...form} action={here} hidden={{ do: "forget" }}>
        <button type="submit" className="plain">
          {say("reading.forget")}
        </button>
      </PostForm>
    </>
  )
}

const tones = { done: "good", now: "accent", next: "calm" } as const

function Step({ step, isWaiting }: { step: ShownStep; isWaiting: boolean }) {
  const say = useSay()
  const { bar, counted, file } = step
  const name = `buoc-${step.what}`
  const state = step.state === "now" && isWaiting ? "inTurn" : step.state
  return (
    <li aria-current={step.state === "now" ? "step" : undefined}>
      <span id={name}>{say(`reading.step.${step.what}`)}</span>{" "}
      <Tag tone={tones[step.state]}>{say(`reading.state.${state}`)}</Tag>
      {step.state === "now" && (bar || file) && (
        <p>
          {bar && <progress aria-labelledby={name} value={bar.done} max={bar.total} />}{" "}
          <span>
            {[
              file,
              bar && counted && say(`reading.counted.${counted}`, { done: number(bar.done), total: number(bar.total) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </p>
      )}
    </li>
  )
}

function AfterFailure({ mayStartAgain, state, back, here, form, forgetForm }: Shown) {
  const say = useSay()
  return (
    <>
      {mayStartAgain && (
        <PostForm {...form} action={here} hidden={{ do: "again" }}>
          <button type="submit">{say(state === "interrupted" ? "reading.again" : "reading.readOn")}</button>
        </PostForm>
      )}
      <p className="actions">
        <a className={mayStartAgain ? undefined : "button"} href={back}>
          {say("reading.otherFiles")}
        </a>
      </p>
      <PostForm {...forgetForm} action={here} hidden={{ do: "forget" }}>
        <button type="submit" className="plain">
          {say("reading.forget")}
        </button>
      </PostForm>
    </>
  )
}
