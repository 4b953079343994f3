import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead, Paging } from "#ui/parts.tsx"
import { findPlanOf } from "../correct-plan-from-file.server.ts"
import { correctedDocuments, documentDay, gapsOf, mainDocument, reviewGroups } from "../held-plan.ts"
import { readFormerNames, readKnownNames } from "../known-names.server.ts"
import { agencyNames } from "../match-agencies.ts"
import { Contents } from "../review-contents.tsx"
import { fieldPlaces, markDoubts } from "../review-fields.ts"
import { placeOnPage, shownPage } from "../review-pages.ts"
import { Declared, Fact, Figures, Issues, Missing, PlanThere, SourcePane } from "../review-parts.tsx"
import { dropTask, readHeldPlan } from "../review-plan.server.ts"
import { ReviewGroupPart } from "../review-task.tsx"
import { anchorOf } from "../source-view.ts"
import type { Route } from "./+types/review-plan"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const { reading, version } = held
  // Where things stand in the source is looked up only for what the page shows.
  const groups = reviewGroups(held).map((group) => ({
    ...group,
    tasks: group.tasks.map((task) => ({
      ...task,
      children: [],
      fields: fieldPlaces(task, []),
      isSettled: task.isChanged || task.isDropped,
    })),
  }))
  const tasks = groups.flatMap((group) => group.tasks)
  const doubts = markDoubts(tasks, reading.issues)
  const documentOn = documentDay(correctedDocuments(held))
  const names = agencyNames(
    tasks.filter((task) => !task.isDropped),
    await readKnownNames(ctx.db, ctx.today, documentOn),
    held.corrections.names,
  )
  const former = await readFormerNames(ctx.db, ctx.today, documentOn)
  const shown = shownPage(groups, held.sources, new URL(request.url).searchParams)
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    version,
    form,
    ...shown,
    contents: groups.map(({ at, code, title, tasks: { length } }) => ({ at, code, title, count: length })),
    document: mainDocument(held) ?? null,
    planThere: (await findPlanOf(ctx, ctx.db, held)) ?? null,
    declared: reading.plan.declared,
    issues: reading.issues.slice(0, ISSUES_SHOWN).map((issue, at) => ({
      ...issue,
      anchor: placeOnPage(anchorOf(issue.source, held.sources), shown.sources),
      doubt: doubts[at] ?? null,
    })),
    issueCount: reading.issues.length,
    doubtCount: doubts.filter((each) => each !== null).length,
    counts: {
      ...gapsOf(tasks),
      groups: groups.filter((group) => group.tasks.some((task) => !task.isDropped)).length,
      indicators: reading.plan.indicators.length,
      rules: reading.plan.reporting.length,
      formerNames: names.filter((each) => former.has(each.key)).length,
      unknownNames: names.filter((each) => each.target === null && each.choice === null).length,
    },
  }
}

/** Above this the list at the top says how many more there are; each stands beside its task anyway. */
const ISSUES_SHOWN = 100

export const action = formAction(async ({ form, ctx, params }) => {
  const { path, do: what } = form.fields
  if (what !== "drop" && what !== "restore") throw new NotFound("action")
  const outcome = await dropTask(ctx, {
    uploadId: params.upload!,
    seenVersion: form.seenVersion,
    path: path ?? "",
    isDropped: what === "drop",
  })
  return answerWith(outcome, () => `/nhap-ke-hoach/${params.upload}?viec=${path}#viec-${path}`)
})

export default function ReviewPlan({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, groups, counts, issues, declared, sources, document } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/nhap-ke-hoach", label: say("planImport.title") }]}
        title={say("planImport.review")}
        lead={say("planImport.reviewLead")}
      />
      <ErrorSummary state={actionData} />
      <PlanThere plan={loaderData.planThere} base={base} />
      <Issues issues={issues} count={loaderData.issueCount} doubtsHere={loaderData.doubtsHere} />
      <Figures
        figures={[
          [say("planImport.count.groups"), counts.groups],
          [say("planImport.count.tasks"), counts.tasks],
          [say("planImport.count.withoutLead"), counts.withoutLead],
          [say("planImport.count.withoutDeadline"), counts.withoutDeadline],
          [say("planImport.count.indicators"), counts.indicators],
          [say("planImport.count.rules"), counts.rules],
        ]}
      />
      <Declared declared={declared} />
      {counts.unknownNames > 0 && (
        <Message tone="info">
          <p>
            {say("planImport.unknownNames", { count: counts.unknownNames })}{" "}
            <a href={`${base}/co-quan`}>{say("planImport.matchNames")}</a>
          </p>
        </Message>
      )}
      {counts.formerNames > 0 && (
        <Message tone="info">
          <p>
            {say("planImport.formerNames", { count: counts.formerNames })}{" "}
            <a href={`${base}/co-quan`}>{say("planImport.matchNames")}</a>
          </p>
        </Message>
      )}
      <p className="actions">
        <a className="button" href={`${base}/kiem-tra`}>
          {say("planImport.toCheck")}
        </a>
        <a href={`${base}/co-quan`}>{say("planImport.matchNames")}</a>
      </p>
      <div className="split panes">
        <div>
          <DocumentCard document={document} base={base} />
          {loaderData.pages > 1 && <Contents groups={loaderData.contents} />}
          <Paging page={loaderData.page} pages={loaderData.pages} search="" />
          {groups.map((group) => (
            <ReviewGroupPart key={group.at} group={group} {...loaderData} />
          ))}
          <Paging page={loaderData.page} pages={loaderData.pages} search="" />
        </div>
        <SourcePane sources={sources} />
      </div>
    </>
  )
}

function DocumentCard({ document, base }: Pick<Route.ComponentProps["loaderData"], "document" | "base">) {
  const say = useSay()
  return (
    <section className="card" aria-labelledby="document">
      <h2 id="document">{say("planImport.document")}</h2>
      <dl className="facts">
        <Fact label={say("planImport.number")}>
          {document?.number ? `${document.number}/${document.notation ?? ""}` : <Missing />}
        </Fact>
        <Fact label={say("planImport.issuedOn")}>
          {document?.issuedOn ? <Days day={document.issuedOn} /> : <Missing />}
        </Fact>
        <Fact label={say("planImport.issuer")}>{document?.issuer ?? <Missing />}</Fact>
        <Fact label={say("planImport.documentTitle")}>{document?.title ?? <Missing />}</Fact>
      </dl>
      <a href={`${base}/van-ban`}>{say("planImport.editDocument")}</a>
    </section>
  )
}
