import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { isDay, weekday } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, RadioField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { addHolidays, type Holiday, readHolidays, removeHoliday } from "../holidays.server.ts"
import { requiredDay, typedDay } from "../typed-fields.ts"
import type { Route } from "./+types/holidays"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const asked = Number(new URL(request.url).searchParams.get("nam"))
  const year = Number.isInteger(asked) && asked > 1900 && asked < 2200 ? asked : Number(ctx.today.slice(0, 4))
  const days = (await readHolidays(ctx.db, year)).map((day) => ({
    ...day,
    isAhead: day.onDay > ctx.today,
    form: adminPage(context).form,
  }))
  return { year, days, form }
}

export const action = formAction(async ({ form: { fields }, ctx }) => {
  const to = ({ year }: { year: number }) => `/quan-tri/ngay-nghi?nam=${year}`
  if (fields.do === "remove") {
    if (!isDay(fields.onDay ?? "")) throw new NotFound("holiday")
    return answerWith(await removeHoliday(ctx, { onDay: fields.onDay! }), to)
  }
  const fromOn = requiredDay(fields, "fromOn")
  if (!fromOn.ok) return fromOn
  const toOn = typedDay(fields, "toOn", fromOn.value)
  if (!toOn.ok) return toOn
  const facts = { name: fields.name ?? "", source: fields.source ?? "", isWorked: fields.isWorked === "yes" }
  return answerWith(await addHolidays(ctx, { fromOn: fromOn.value, toOn: toOn.value, ...facts }), to)
})

export default function Holidays({ loaderData: { year, days, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("holidays.title", { year })} lead={say("holidays.lead")} />
      <nav className="paging" aria-label={say("holidays.years")}>
        <a href={`?nam=${year - 1}`}>{year - 1}</a>
        <strong aria-current="page">{year}</strong>
        <a href={`?nam=${year + 1}`}>{year + 1}</a>
      </nav>
      <ErrorSummary state={actionData} />
      {days.length === 0 ? <Empty>{say("holidays.none", { year })}</Empty> : <HolidayTable days={days} />}
      <h2>{say("holidays.add")}</h2>
      <PostForm {...form} state={actionData} className="card">
        <TextField name="name" label={say("holiday.name")} hint={say("holiday.nameHint")} />
        <DayField name="fromOn" label={say("seat.from")} hint={say("form.dayHint")} />
        <DayField name="toOn" label={`${say("seat.to")} (${say("form.optional")})`} hint={say("holiday.toHint")} />
        <RadioField
          name="isWorked"
          label={say("holiday.kind")}
          initial="no"
          options={[
            { value: "no", label: say("holiday.off") },
            { value: "yes", label: say("holiday.worked") },
          ]}
        />
        <TextField name="source" label={say("holiday.source")} hint={say("holiday.sourceHint")} />
        <button type="submit">{say("holidays.add")}</button>
      </PostForm>
    </>
  )
}

type Line = Holiday & { isAhead: boolean; form: { requestId: string; owner: string } }
function HolidayTable({ days }: { days: Line[] }) {
  const say = useSay()
  return (
    <TableScroll label={say("nav.holidays")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("holiday.day")}</th>
            <th>{say("holiday.name")}</th>
            <th>{say("holiday.kind")}</th>
            <th>{say("holiday.source")}</th>
            <th>
              <span className="visually-hidden">{say("holiday.remove")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.onDay}>
              <th scope="row">
                {say(`weekday.${weekday(day.onDay) as 1}`)}, <Days day={day.onDay} />
              </th>
              <td data-label={say("holiday.name")}>{day.name}</td>
              <td data-label={say("holiday.kind")}>
                <Tag tone={day.isWorked ? "warn" : "calm"}>{say(day.isWorked ? "holiday.worked" : "holiday.off")}</Tag>
              </td>
              <td data-label={say("holiday.source")}>{day.source}</td>
              <td>
                {day.isAhead && (
                  <PostForm {...day.form} hidden={{ do: "remove", onDay: day.onDay }}>
                    <button type="submit" className="plain">
                      {say("holiday.remove")}
                      <span className="visually-hidden"> {day.onDay}</span>
                    </button>
                  </PostForm>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
