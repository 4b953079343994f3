import { pageOf } from "#access/page.server.ts"
import { formAction, seeOther } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { mayWrite } from "../permissions.ts"
import { readSections } from "../read-entries.server.ts"
import { readReport } from "../read-report.server.ts"
import { canMove } from "../report.ts"
import { saveSections } from "../save-entry.server.ts"
import { sectionKeys } from "../sections.ts"
import type { Route } from "./+types/sections"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
  return {
    report: { id: report.id, roundName: report.roundName, unitName: report.unitName },
    sections: await readSections(ctx.db, report.id),
    isOpen: canMove(report, "edit"),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const sections = sectionKeys.map((key) => ({
    key,
    body: form.fields[key] ?? "",
    seenVersion: Number(form.fields[`version-${key}`] ?? 0),
  }))
  const outcome = await saveSections(ctx, { reportId: params.report!, sections })
  return outcome.ok ? seeOther(`/bao-cao/${params.report}`) : outcome
})

export default function Sections({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { report, sections, isOpen, form } = loaderData
  const isStale = actionData?.refusal?.code === "stale"
  return (
    <>
      <PageHead
        crumbs={[{ to: `/bao-cao/${report.id}`, label: `${say("report.title")} ${roundName(report.roundName)}` }]}
        title={say("report.sections")}
        lead={report.unitName}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData}>
        {sectionKeys.map((key) => {
          const section = sections.find((each) => each.key === key)
          return (
            <div key={key}>
              <input type="hidden" name={`version-${key}`} value={section?.version ?? 0} />
              <TextArea
                name={key}
                label={say(`section.${key}`)}
                hint={say(`section.${key}.hint`)}
                initial={section?.body}
                rows={4}
              />
              {isStale && section && section.body !== actionData?.fields[key] && (
                <p className="source prose">
                  {say("stale.theirs")}: {section.body || say("stale.empty")}
                </p>
              )}
            </div>
          )
        })}
        {isOpen && (
          <p className="actions">
            <button type="submit">{say("section.save")}</button>
            <a href={`/bao-cao/${report.id}`}>{say("form.cancel")}</a>
          </p>
        )}
      </PostForm>
    </>
  )
}
