import { data } from "react-router"
import { pageOf } from "#access/page.server.ts"
import { seeOther } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { receiveBytes } from "#platform/files/receive-bytes.server.ts"
import { isId } from "#shared/id.ts"
import { type Outcome, refused } from "#shared/outcome.ts"
import { ErrorSummary, type FormState, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { holdOpeningSheet } from "../opening-upload.server.ts"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import type { Route } from "./+types/opening-excel"

async function openPlan({ context, params }: Pick<Route.LoaderArgs, "context" | "params">) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan) || plan.supersededOn) throw new NotFound("plan")
  return { ctx, form, plan }
}

export async function loader(args: Route.LoaderArgs) {
  const { form, plan } = await openPlan(args)
  return { plan: { slug: plan.slug, title: plan.title }, form }
}

const MB = 1024 * 1024

export async function action(args: Route.ActionArgs) {
  const { ctx, plan } = await openPlan(args)
  const refuse = (outcome: Outcome<unknown>) =>
    data<FormState>({ fields: {}, ...(outcome.ok ? {} : { refusal: { field: "file", ...outcome.refusal } }) }, 422)
  const received = await receiveBytes(args.request, { maxTotalBytes: 7 * MB, maxFileBytes: 5 * MB })
  if (!received.ok) return refuse(received)
  const [file] = received.value.files
  if (!file) return refuse(refused("openingState.noFile"))
  const { requestId } = received.value.fields
  if (requestId !== undefined && !isId(requestId)) throw new NotFound("request")
  const held = await holdOpeningSheet({ ...ctx, requestId }, plan, file)
  return held.ok ? seeOther(`/ke-hoach/${plan.slug}/hien-trang/excel/${held.value.uploadId}`) : refuse(held)
}

export default function OpeningExcel({ loaderData: { plan, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/ke-hoach/${plan.slug}`
  const fault = actionData?.refusal
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/hien-trang`, label: say("openingState.title") },
        ]}
        title={say("openingState.excel")}
        lead={say("openingState.excelLead")}
      />
      <ErrorSummary state={actionData} />
      <section className="card" aria-labelledby="tai-ve">
        <h2 id="tai-ve">{say("openingState.step.download")}</h2>
        <p>{say("openingState.downloadLead")}</p>
        <a className="button secondary" href={`${base}/hien-trang/so-lam-viec.xlsx`}>
          {say("openingState.download")}
        </a>
      </section>
      <section className="card" aria-labelledby="tai-len">
        <h2 id="tai-len">{say("openingState.step.upload")}</h2>
        <p>{say("openingState.uploadLead")}</p>
        <PostForm {...form} state={actionData} enctype="multipart/form-data">
          <div className="field">
            <label htmlFor="file">{say("openingState.file")}</label>
            <input id="file" name="file" type="file" accept=".xlsx" aria-invalid={fault ? true : undefined} />
          </div>
          <button type="submit">{say("openingState.check")}</button>
        </PostForm>
      </section>
    </>
  )
}
