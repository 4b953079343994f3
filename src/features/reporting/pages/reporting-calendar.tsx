import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { addDays } from "#shared/day.ts"
import { ErrorSummary, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { roundsBetween } from "../calendar.ts"
import { PlannedRounds } from "../planned-rounds.tsx"
import { readReportingRules, readRoundsOpenBefore } from "../read-rounds.server.ts"
import { readCalendar } from "../report-completeness.server.ts"
import { setRoundsOpenBefore } from "../reporting-calendar.server.ts"
import type { Route } from "./+types/reporting-calendar"

const TWO_YEARS = 2 * 365

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const rules = await readReportingRules(ctx.db, plan.id)
  const calendar = await readCalendar(ctx.db)
  return {
    plan: { slug: plan.slug, title: plan.title },
    rules: rules.map((rule) => ({
      ...rule,
      standing: rule.validTo && rule.validTo < ctx.today ? "over" : rule.validFrom > ctx.today ? "ahead" : "now",
    })),
    rounds: roundsBetween(rules, ctx.today, addDays(ctx.today, TWO_YEARS), calendar),
    hasHolidays: [...calendar.holidays].some((day) => day > ctx.today),
    openBefore: await readRoundsOpenBefore(ctx.db, plan.id),
    mayEdit: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null,
    form,
  }
}

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const typed = (fields.openBefore ?? "").trim()
  const outcome = await setRoundsOpenBefore(ctx, { planId: plan.id, days: typed === "" ? null : Number(typed) })
  return answerWith(outcome, () => `/ke-hoach/${plan.slug}/lich-bao-cao`)
})

/** When who reports: the rules of the plan as data, what they give for two years, and who opens the rounds. */
export default function ReportingCalendar({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, rules, rounds, hasHolidays, openBefore, mayEdit, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const moves = rules.some((rule) => rule.rule.nextWorkingDay)
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/dot-bao-cao`, label: say("rounds.title") },
        ]}
        title={say("calendar.title")}
        lead={say("calendar.lead")}
      />
      <ErrorSummary state={actionData} />
      {rules.length === 0 ? (
        <Empty>{say("plan.noRules")}</Empty>
      ) : (
        <Rules rules={rules} base={base} mayEdit={mayEdit} />
      )}
      {mayEdit && (
        <p className="actions">
          <a className="button" href={`${base}/lich-bao-cao/moi`}>
            {say("calendar.add")}
          </a>
        </p>
      )}
      {moves && !hasHolidays && (
        <Message tone="warn">
          <p>{say("calendar.noHolidays")}</p>
        </Message>
      )}
      {rounds.length > 0 && <PlannedRounds rounds={rounds} label={say("calendar.twoYears")} />}
      {mayEdit && (
        <PostForm {...form} state={actionData} className="card">
          <h2>{say("calendar.openBefore")}</h2>
          <TextField
            name="openBefore"
            label={say("calendar.openBeforeDays")}
            hint={say("calendar.openBeforeHint")}
            initial={openBefore}
            inputMode="numeric"
            maxLength={3}
          />
          <button type="submit">{say("calendar.save")}</button>
        </PostForm>
      )}
    </>
  )
}

type Line = Route.ComponentProps["loaderData"]["rules"][number]

function Rules({ rules, base, mayEdit }: { rules: readonly Line[]; base: string; mayEdit: boolean }) {
  const say = useSay()
  return (
    <TableScroll label={say("plan.reporting")}>
      <table className="stack">
        <caption>{say("plan.reporting")}</caption>
        <thead>
          <tr>
            <th>{say("calendar.tier")}</th>
            <th>{say("calendar.period")}</th>
            <th>{say("calendar.due")}</th>
            <th>{say("calendar.validity")}</th>
            <th>{say("holiday.source")}</th>
            {mayEdit && (
              <th>
                <span className="visually-hidden">{say("calendar.edit")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id}>
              <td data-label={say("calendar.tier")}>{say(`plan.tier.${rule.tier}`)}</td>
              <th scope="row">{say(`calendar.period.${rule.period}`)}</th>
              <td data-label={say("calendar.due")}>
                {rule.text} {rule.rule.nextWorkingDay && <Tag tone="calm">{say("calendar.moves")}</Tag>}
              </td>
              <td data-label={say("calendar.validity")}>
                {say("calendar.from")} <Days day={rule.validFrom} />
                {rule.validTo && (
                  <>
                    {" "}
                    {say("calendar.until")} <Days day={rule.validTo} />
                  </>
                )}{" "}
                {rule.standing !== "now" && (
                  <Tag tone={rule.standing === "over" ? "calm" : "accent"}>
                    {say(rule.standing === "over" ? "calendar.over" : "calendar.ahead")}
                  </Tag>
                )}
              </td>
              <td data-label={say("holiday.source")}>{rule.source}</td>
              {mayEdit && (
                <td>
                  {rule.standing !== "over" && (
                    <a href={`${base}/lich-bao-cao/${rule.id}`}>
                      {say("calendar.edit")}
                      <span className="visually-hidden">: {rule.text}</span>
                    </a>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
