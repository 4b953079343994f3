import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, SelectField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead } from "#ui/parts.tsx"
import { findPlanOf } from "../correct-plan-from-file.server.ts"
import { correctedDocuments, countCorrections, documentDay, gapsOf, mainDocument, reviewGroups } from "../held-plan.ts"
import { readKnownNames } from "../known-names.server.ts"
import { agencyNames } from "../match-agencies.ts"
import { readUsualUnits } from "../read-usual-units.server.ts"
import { Declared, Fact, Figures, Missing, PlanThere } from "../review-parts.tsx"
import { commitHeldPlan, discardHeldPlan, readHeldPlan } from "../review-plan.server.ts"
import type { Route } from "./+types/commit-plan"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const groups = reviewGroups(held)
  const tasks = groups.flatMap((group) => group.tasks)
  const kept = tasks.filter((task) => !task.isDropped)
  const names = agencyNames(
    kept,
    await readKnownNames(ctx.db, ctx.today, documentDay(correctedDocuments(held))),
    held.corrections.names,
  )
  const office = ctx.actor.seat
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    document: mainDocument(held) ?? null,
    planThere: (await findPlanOf(ctx, ctx.db, held)) ?? null,
    declared: held.reading.plan.declared,
    counts: {
      ...gapsOf(tasks),
      groups: groups.filter((group) => group.tasks.some((task) => !task.isDropped)).length,
      corrections: countCorrections(held),
      asText: names.filter((each) => each.target === null).length,
      isProvisional: kept.some((task) => task.provisional),
    },
    officeName: office.unitName,
    usual: await readUsualUnits(ctx.db, office.unitId),
    units: (await readUnitChoices(ctx.db)).units.filter((unit) => unit.id !== office.unitId),
    version: held.version,
    form,
    discardForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  if (form.fields.do === "discard")
    return answerWith(await discardHeldPlan(ctx, params.upload!), () => "/nhap-ke-hoach")
  const { units } = await readUnitChoices(ctx.db)
  const chosen = (name: string): string | null => {
    const id = form.fields[name]
    if (!id) return null
    if (!units.some((unit) => unit.id === id)) throw new NotFound("unit")
    return id
  }
  const outcome = await commitHeldPlan(ctx, {
    uploadId: params.upload!,
    seenVersion: form.seenVersion,
    confirmerUnitId: chosen("confirmer"),
    leadershipUnitId: chosen("leadership"),
  })
  return answerWith(outcome, ({ slug }) => `/ke-hoach/${slug}`)
})

export default function CommitPlan({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, document, declared, counts, officeName, usual, units, version, form, discardForm } = loaderData
  const options = [
    { value: "", label: say("planImport.nobody") },
    ...units.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: say("planImport.review") }]}
        title={say("planImport.check")}
        lead={say("planImport.checkLead")}
      />
      <ErrorSummary state={actionData} />
      <PlanThere plan={loaderData.planThere} base={base} />
      <section className="card" aria-labelledby="document">
        <h2 id="document">{say("planImport.document")}</h2>
        <dl className="facts">
          <Fact label={say("planImport.number")}>
            {document?.number ? `${document.number}/${document.notation ?? ""}` : <Missing />}
          </Fact>
          <Fact label={say("planImport.documentTitle")}>{document?.title ?? <Missing />}</Fact>
          <Fact label={say("plan.office")}>{officeName}</Fact>
        </dl>
        <a href={`${base}/van-ban`}>{say("planImport.editDocument")}</a>
      </section>
      <Figures
        figures={[
          [say("planImport.count.groups"), counts.groups],
          [say("planImport.count.tasks"), counts.tasks],
          [say("planImport.count.withoutLead"), counts.withoutLead],
          [say("planImport.count.withoutDeadline"), counts.withoutDeadline],
          [say("planImport.count.withoutProduct"), counts.withoutProduct],
          [say("planImport.count.asText"), counts.asText],
          [say("planImport.count.corrections"), counts.corrections],
          [say("planImport.count.dropped"), counts.dropped],
        ]}
      />
      <Declared declared={declared} />
      {counts.isProvisional && (
        <Message tone="info">
          <p>{say("planImport.provisionalNote")}</p>
        </Message>
      )}
      <PostForm {...form} seenVersion={version} state={actionData}>
        <SelectField
          name="confirmer"
          label={say("planImport.confirmer")}
          hint={say("planImport.confirmerHint", { office: officeName })}
          initial={usual.confirmerUnitId}
          options={options}
        />
        <SelectField
          name="leadership"
          label={say("planImport.leadership")}
          initial={usual.leadershipUnitId}
          options={options}
        />
        <p className="actions">
          <button type="submit">{say("planImport.commit", { count: counts.tasks })}</button>
          <a href={base}>{say("planImport.backToReview")}</a>
        </p>
      </PostForm>
      <PostForm {...discardForm} hidden={{ do: "discard" }}>
        <button type="submit" className="plain">
          {say("planImport.discard")}
        </button>
      </PostForm>
    </>
  )
}
