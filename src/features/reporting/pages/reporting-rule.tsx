import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { addDays, formatDay, parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, RadioField, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { periodKinds, type ReportingRule, roundsBetween } from "../calendar.ts"
import { PlannedRounds } from "../planned-rounds.tsx"
import { type ReportingRuleLine, readReportingRules } from "../read-rounds.server.ts"
import { readCalendar } from "../report-completeness.server.ts"
import { endReportingRule, saveReportingRule } from "../reporting-calendar.server.ts"
import { ruleFields, typedRule } from "../typed-rule.ts"
import type { Route } from "./+types/reporting-rule"

const TWO_YEARS = 2 * 365

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan) || plan.supersededOn !== null) throw new NotFound("plan")
  const rules = await readReportingRules(ctx.db, plan.id)
  const edited = await findRule(ctx.db, plan.id, params.rule)
  const query = new URL(request.url).searchParams
  const asked = query.has("period") ? Object.fromEntries(query) : null
  const typed = asked && typedRule(asked, ctx.today)
  return {
    plan: { slug: plan.slug, title: plan.title },
    edited: edited && { id: edited.id, text: edited.text },
    fields: asked ?? { ...(edited ? ruleFields(edited) : { period: "quarter", month: "lastOfPeriod" }) },
    today: formatDay(ctx.today),
    refusal: typed && !typed.ok ? typed.refusal : null,
    preview: typed?.ok
      ? roundsBetween(
          withTyped(rules, typed.value, edited?.id),
          ctx.today,
          addDays(ctx.today, TWO_YEARS),
          await readCalendar(ctx.db),
        )
      : null,
    form,
    endForm: pageOf(context).form,
  }
}

async function findRule(db: Db, planId: string, id: string): Promise<ReportingRuleLine | null> {
  if (id === "moi") return null
  const found = (await readReportingRules(db, planId)).find((rule) => rule.id === id)
  if (!found) throw new NotFound("reportingRule")
  return found
}

/** The plan's rules as they would be with the one that was typed, in the place of the one that it replaces. */
const withTyped = (
  rules: readonly ReportingRuleLine[],
  typed: ReportingRule & { validFrom: string },
  editedId: string | undefined,
): ReportingRule[] => [
  ...rules.map((rule) => (rule.id === editedId ? { ...rule, validTo: addDays(typed.validFrom, -1) } : rule)),
  typed,
]

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const edited = await findRule(ctx.db, plan.id, params.rule!)
  const to = () => `/ke-hoach/${plan.slug}/lich-bao-cao`
  if (fields.do === "end") {
    const lastOn = parseDay(fields.lastOn ?? "")
    if (!lastOn) return refused("form.noDay", { field: "lastOn", values: { text: fields.lastOn ?? "" } })
    if (!edited) throw new NotFound("reportingRule")
    return answerWith(await endReportingRule(ctx, { planId: plan.id, ruleId: edited.id, lastOn }), to)
  }
  const rule = typedRule(fields, ctx.today)
  if (!rule.ok) return rule
  return answerWith(
    await saveReportingRule(ctx, { planId: plan.id, rule: rule.value, replacesId: edited?.id ?? null }),
    to,
  )
})

/** One rule of the calendar: what it says, what it would give for two years before it is saved, and its end. */
export default function ReportingRulePage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, edited, fields, refusal, preview, today, form, endForm } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const isEnding = actionData?.fields.do === "end"
  const typed = actionData && !isEnding ? actionData : { fields, ...(refusal ? { refusal } : {}) }
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/lich-bao-cao`, label: say("calendar.title") },
        ]}
        title={say(edited ? "calendar.editTitle" : "calendar.add")}
        {...(edited ? { lead: edited.text } : {})}
      />
      <ErrorSummary state={isEnding ? actionData : typed} />
      <PostForm {...form} state={typed} className="card">
        <RuleFields today={today} />
        <p className="actions">
          <button type="submit" formMethod="get" className="secondary">
            {say("calendar.preview")}
          </button>
          <button type="submit">{say("calendar.save")}</button>
        </p>
      </PostForm>
      {preview &&
        (preview.length > 0 ? (
          <PlannedRounds rounds={preview} label={say("calendar.wouldGive")} />
        ) : (
          <Empty>{say("calendar.givesNone")}</Empty>
        ))}
      {edited && (
        <PostForm {...endForm} state={isEnding ? actionData : undefined} hidden={{ do: "end" }} className="card">
          <h2>{say("calendar.end")}</h2>
          <DayField name="lastOn" label={say("calendar.lastOn")} hint={say("form.dayHint")} initial={today} />
          <button type="submit" className="secondary">
            {say("calendar.end")}
          </button>
        </PostForm>
      )}
    </>
  )
}

function RuleFields({ today }: { today: string }) {
  const say = useSay()
  const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
  return (
    <>
      <SelectField
        name="tier"
        label={say("calendar.tier")}
        options={(["unit", "planOffice"] as const).map((value) => ({ value, label: say(`plan.tier.${value}`) }))}
      />
      <SelectField
        name="period"
        label={say("calendar.period")}
        hint={say("calendar.periodHint")}
        options={periodKinds.map((value) => ({ value, label: say(`calendar.period.${value}`) }))}
      />
      <fieldset>
        <legend>{say("calendar.monthly")}</legend>
        <div className="row">
          <TextField name="day" label={say("calendar.day")} inputMode="numeric" maxLength={2} />
          <SelectField
            name="month"
            label={say("calendar.month")}
            options={[
              { value: "lastOfPeriod", label: say("calendar.month.lastOfPeriod") },
              { value: "firstAfterPeriod", label: say("calendar.month.firstAfterPeriod") },
              ...Array.from({ length: 12 }, (_, i) => ({
                value: String(i + 1),
                label: say("calendar.month.number", { month: i + 1 }),
              })),
            ]}
          />
        </div>
        <TextField
          name="daysAfter"
          label={`${say("calendar.daysAfter")} (${say("form.optional")})`}
          hint={say("calendar.daysAfterHint")}
          inputMode="numeric"
          maxLength={3}
        />
      </fieldset>
      <fieldset>
        <legend>{say("calendar.weekly")}</legend>
        <div className="row">
          <SelectField
            name="weekday"
            label={say("calendar.weekday")}
            options={[
              { value: "", label: "–" },
              ...weekdays.map((value) => ({ value: String(value), label: say(`weekday.${value}`) })),
            ]}
          />
          <TextField name="weeks" label={say("calendar.weeks")} inputMode="numeric" maxLength={2} />
          <DayField name="from" label={`${say("calendar.firstDay")} (${say("form.optional")})`} />
        </div>
      </fieldset>
      <TextField name="dates" label={say("calendar.dates")} hint={say("calendar.datesHint")} />
      <RadioField
        name="inclusive"
        label={say("calendar.limit")}
        initial="before"
        options={[
          { value: "before", label: say("calendar.before") },
          { value: "atLatest", label: say("calendar.atLatest") },
        ]}
      />
      <TextField
        name="time"
        label={`${say("calendar.time")} (${say("form.optional")})`}
        hint={say("calendar.timeHint")}
        maxLength={12}
      />
      <RadioField
        name="nextWorkingDay"
        label={say("calendar.dayOff")}
        initial="no"
        options={[
          { value: "no", label: say("calendar.stays") },
          { value: "yes", label: say("calendar.movesOn") },
        ]}
      />
      <DayField
        name="validFrom"
        label={say("calendar.validFrom")}
        hint={say("calendar.validFromHint")}
        initial={today}
      />
      <TextField name="source" label={say("calendar.source")} hint={say("calendar.sourceHint")} />
      <TextField
        name="text"
        label={`${say("calendar.text")} (${say("form.optional")})`}
        hint={say("calendar.textHint")}
      />
    </>
  )
}
