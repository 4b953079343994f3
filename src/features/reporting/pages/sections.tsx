import { pageOf } from "#access/page.server.ts"
import { formAction, seeOther } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { noteWork } from "../note-work.server.ts"
import { mayWrite } from "../permissions.ts"
import { readSections, type SectionLine } from "../read-entries.server.ts"
import { readReport } from "../read-report.server.ts"
import { readTemplate } from "../read-template.server.ts"
import { canMove } from "../report.ts"
import type { TemplateSection } from "../report-template.ts"
import { saveSections } from "../save-entry.server.ts"
import { useSectionTitle } from "../section-parts.tsx"
import { isStandardSection } from "../sections.ts"
import type { Route } from "./+types/sections"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
  if (canMove(report, "edit")) await noteWork(ctx, ctx.db, report)
  return {
    report: { id: report.id, roundName: report.roundName, unitName: report.unitName },
    sections: await readSections(ctx.db, report.id),
    asked: (await readTemplate(ctx.db, report.templateId)).sections,
    isOpen: canMove(report, "edit"),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const keys = Object.keys(form.fields).flatMap((name) => /^version-(.+)$/.exec(name)?.[1] ?? [])
  const sections = keys.map((key) => ({
    key,
    body: form.fields[key] ?? "",
    isNone: form.fields[`${key}-none`] === "1",
    seenVersion: Number(form.fields[`version-${key}`] ?? 0),
  }))
  const outcome = await saveSections(ctx, { reportId: params.report!, sections })
  return outcome.ok ? seeOther(`/bao-cao/${params.report}`) : outcome
})

export default function Sections({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { report, sections, asked, isOpen, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: `/bao-cao/${report.id}`, label: `${say("report.title")} ${roundName(report.roundName)}` }]}
        title={say("report.sections")}
        lead={report.unitName}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData}>
        {asked.map((each) => (
          <SectionInput
            key={each.key}
            asked={each}
            section={sections.find((section) => section.key === each.key)}
            state={actionData}
          />
        ))}
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

type InputProps = { asked: TemplateSection; section: SectionLine | undefined; state: FormState | undefined }

function SectionInput({ asked, section, state }: InputProps) {
  const say = useSay()
  const titleOf = useSectionTitle()
  const { key } = asked
  const hint = asked.hint ?? (isStandardSection(key) ? say(`section.${key}.hint`) : "")
  const isStale = state?.refusal?.code === "stale"
  const isNone = state ? state.fields[`${key}-none`] === "1" : section?.isNone
  return (
    <div>
      <input type="hidden" name={`version-${key}`} value={section?.version ?? 0} />
      <TextArea
        name={key}
        label={asked.isRequired ? `${titleOf(asked)} (${say("answer.required")})` : titleOf(asked)}
        hint={hint || undefined}
        initial={section?.body}
        rows={4}
      />
      <label className="choice">
        <input type="checkbox" id={`${key}-none`} name={`${key}-none`} value="1" defaultChecked={isNone} />{" "}
        <span>{say("section.none")}</span>
      </label>
      {isStale && section && section.body !== state?.fields[key] && (
        <p className="source prose">
          {say("stale.theirs")}: {section.body || say("stale.empty")}
        </p>
      )}
    </div>
  )
}
