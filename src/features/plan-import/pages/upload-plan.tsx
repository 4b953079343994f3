import { pageOf } from "#access/page.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay, momentAt } from "#shared/day.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead, Tag } from "#ui/parts.tsx"
import { readHeldPlans } from "../read-held-plans.server.ts"
import { readReadingsUnderWay } from "../read-reading.server.ts"
import { FileField, NotSecret } from "../review-parts.tsx"
import { mayReview } from "../review-plan.server.ts"
import { pageOfReading, uploadAction } from "../upload-action.server.ts"
import type { Route } from "./+types/upload-plan"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!mayReview(ctx)) throw new NotFound("import")
  return {
    form,
    readings: (await readReadingsUnderWay(ctx)).map(({ id, state, files }) => ({
      page: pageOfReading(id),
      state,
      name: files.map((file) => file.name).join(", "),
    })),
    held: (await readHeldPlans(ctx)).map(({ touchedAt, ...each }) => ({
      ...each,
      touched: momentAt(touchedAt, ctx.timeZone),
      discardForm: pageOf(context).form,
    })),
  }
}

export const action = uploadAction

/** Titles of decisions run over ten lines of a phone. */
const LONG = 110
const short = (title: string) => (title.length > LONG ? `${title.slice(0, LONG).trimEnd()}…` : title)

export default function UploadPlan({ loaderData: { form, readings, held }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[{ to: "/ke-hoach", label: say("nav.plans") }]}
        title={say("planImport.title")}
        lead={say("planImport.lead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} enctype="multipart/form-data" className="card">
        <FileField label={say("planImport.files")} hint={say("planImport.filesHint")} multiple />
        <TextArea name="pasted" label={say("planImport.pasted")} hint={say("planImport.pastedHint")} rows={4} />
        <NotSecret state={actionData} />
        <button type="submit">{say("planImport.read")}</button>
      </PostForm>
      {readings.length > 0 && (
        <section aria-labelledby="readings">
          <h2 id="readings">{say("reading.underWay")}</h2>
          <ul className="plain-list">
            {readings.map(({ page, state, name }) => (
              <li key={page}>
                <a href={page}>{name}</a>{" "}
                <Tag tone={state === "reading" || state === "waiting" ? "accent" : "warn"}>
                  {say(`reading.list.${state}`)}
                </Tag>
              </li>
            ))}
          </ul>
        </section>
      )}
      {held.length > 0 && (
        <section aria-labelledby="held">
          <h2 id="held">{say("planImport.held")}</h2>
          <p className="hint">{say("planImport.heldHint")}</p>
          <ul className="plain-list">
            {held.map(({ id, title, files, touched, discardForm }) => (
              <li key={id}>
                <a href={`/nhap-ke-hoach/${id}`} title={title ?? undefined}>
                  {short(title ?? files.join(", "))}
                </a>{" "}
                <small>
                  {say("planImport.heldFrom", {
                    files: files.join(", "),
                    time: `${touched.clock} ${formatDay(touched.on)}`,
                  })}
                </small>
                <PostForm {...discardForm} hidden={{ upload: id }}>
                  <button type="submit" className="plain">
                    {say("planImport.discard")}
                    <span className="visually-hidden"> {files.join(", ")}</span>
                  </button>
                </PostForm>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
