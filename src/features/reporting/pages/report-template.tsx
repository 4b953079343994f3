import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, type FormState, PostForm, RadioField, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import {
  readCurrentTemplateId,
  readScopeCodes,
  readTemplate,
  readTemplateVersions,
  type TemplateVersion,
} from "../read-template.server.ts"
import { adjustableTexts, askings, MAX_FIELDS, MAX_SECTIONS, typedTemplate } from "../report-template.ts"
import { saveTemplate } from "../save-template.server.ts"
import { sectionTitle } from "../section-words.ts"
import { FieldRow, SectionRow } from "../template-rows.tsx"
import { scopeInWords } from "../template-scope.ts"
import type { Route } from "./+types/report-template"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const versions = await readTemplateVersions(ctx.db, plan.id)
  const asked = Number(new URL(request.url).searchParams.get("phien-ban") ?? Number.NaN)
  const shown = versions.find((each) => each.version === asked)
  const current = await readTemplate(ctx.db, await readCurrentTemplateId(ctx.db, plan.id))
  const template = shown
    ? await readTemplate(ctx.db, shown.id)
    : asked === 0
      ? await readTemplate(ctx.db, null)
      : current
  const codes = await readScopeCodes(ctx.db, plan.id)
  return {
    plan: { slug: plan.slug, title: plan.title },
    currentVersion: current.version,
    shownVersion: template.version,
    // a standard title is shown to be edited, and stands for itself again when it is left as it was
    sections: template.sections.map((section) => ({ ...section, title: sectionTitle(section) })),
    fields: template.fields.map((field) => ({ ...field, scope: scopeInWords(field, codes) })),
    asks: template.asks,
    versions,
    mayEdit: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null,
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  const typed = typedTemplate(form.fields, ctx.newId)
  if (!typed.ok) return typed
  const outcome = await saveTemplate(ctx, {
    planId: plan.id,
    seenVersion: form.seenVersion,
    template: typed.value,
    isForOpenRounds: form.fields.isForOpenRounds === "yes",
  })
  return answerWith(outcome, () => `/ke-hoach/${plan.slug}/mau-bao-cao`)
})

type Loaded = Route.ComponentProps["loaderData"]

/** What the plan asks of its units in every report: general sections, fields of an entry, and which texts may be left out. */
export default function ReportTemplatePage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, currentVersion, shownVersion, versions, mayEdit, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/dot-bao-cao`, label: say("rounds.title") },
        ]}
        title={say("template.title")}
        lead={say("template.lead")}
      />
      <p>
        {shownVersion === 0 ? say("template.isDefault") : say("template.isVersion", { version: shownVersion })}
        {shownVersion !== currentVersion && ` ${say("template.isOld", { version: currentVersion })}`}
      </p>
      <ErrorSummary state={actionData} />
      <PostForm {...form} seenVersion={currentVersion} state={actionData} className="wide">
        <fieldset disabled={!mayEdit} className="bare">
          <legend className="visually-hidden">{say("template.title")}</legend>
          <Rows loaded={loaderData} state={actionData} />
        </fieldset>
        {mayEdit && <Saving />}
      </PostForm>
      <Versions versions={versions} base={`${base}/mau-bao-cao`} shown={shownVersion} />
    </>
  )
}

const SPARE_ROWS = 1

/** Rows of what is there and a few empty ones; the rest stand folded, so that nothing needs a script. */
function Rows({ loaded, state }: { loaded: Loaded; state: FormState | undefined }) {
  const say = useSay()
  const { sections, fields, asks } = loaded
  const typedUpTo = (letter: string, name: string, most: number) =>
    rowsFrom(1, most).findLast((row) => state?.fields[`${letter}${row}-${name}`]) ?? 0
  const openSections = Math.min(
    MAX_SECTIONS,
    Math.max(sections.length, typedUpTo("s", "title", MAX_SECTIONS)) + SPARE_ROWS,
  )
  const openFields = Math.min(MAX_FIELDS, Math.max(fields.length, typedUpTo("f", "label", MAX_FIELDS)) + SPARE_ROWS)
  return (
    <>
      <h2>{say("template.sections")}</h2>
      <p>{say("template.sectionsLead")}</p>
      {rowsFrom(1, openSections).map((row) => (
        <SectionRow key={row} row={row} section={sections[row - 1]} />
      ))}
      {openSections < MAX_SECTIONS && (
        <details>
          <summary>{say("template.moreRows")}</summary>
          {rowsFrom(openSections + 1, MAX_SECTIONS).map((row) => (
            <SectionRow key={row} row={row} section={undefined} />
          ))}
        </details>
      )}
      <h2>{say("template.fields")}</h2>
      <p>{say("template.fieldsLead")}</p>
      {rowsFrom(1, openFields).map((row) => (
        <FieldRow key={row} row={row} field={fields[row - 1]} />
      ))}
      {openFields < MAX_FIELDS && (
        <details>
          <summary>{say("template.moreRows")}</summary>
          {rowsFrom(openFields + 1, MAX_FIELDS).map((row) => (
            <FieldRow key={row} row={row} field={undefined} />
          ))}
        </details>
      )}
      <h2>{say("template.texts")}</h2>
      <p>{say("template.textsLead")}</p>
      <div className="row">
        {adjustableTexts.map((text) => (
          <SelectField
            key={text}
            name={`ask-${text}`}
            label={say(`entry.${text}`)}
            initial={asks[text]}
            options={askings.map((asking) => ({ value: asking, label: say(`template.asking.${asking}`) }))}
          />
        ))}
      </div>
    </>
  )
}

const rowsFrom = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)

function Saving() {
  const say = useSay()
  return (
    <div className="card">
      <TextField
        name="note"
        label={`${say("template.note")} (${say("form.optional")})`}
        hint={say("template.noteHint")}
        maxLength={500}
      />
      <RadioField
        name="isForOpenRounds"
        label={say("template.from")}
        initial="no"
        options={[
          { value: "no", label: say("template.fromNext") },
          { value: "yes", label: say("template.fromOpen") },
        ]}
      />
      <button type="submit">{say("template.save")}</button>
    </div>
  )
}

function Versions({ versions, base, shown }: { versions: readonly TemplateVersion[]; base: string; shown: number }) {
  const say = useSay()
  if (versions.length === 0) return null
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{say("template.versions")}</h2>
      <ol className="plain-list">
        {versions.map((each) => (
          <li key={each.id}>
            <a href={`${base}?phien-ban=${each.version}`} aria-current={each.version === shown ? "true" : undefined}>
              {say("template.version", { version: each.version })}
            </a>{" "}
            {new Date(each.savedAt).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" })}
            {each.savedBy && `, ${each.savedBy}`} · {say("template.rounds", { count: each.rounds })}
            {each.note && ` · ${each.note}`}
          </li>
        ))}
        <li>
          <a href={`${base}?phien-ban=0`} aria-current={shown === 0 ? "true" : undefined}>
            {say("template.default")}
          </a>
        </li>
      </ol>
    </section>
  )
}
