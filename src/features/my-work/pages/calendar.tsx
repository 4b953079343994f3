import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ErrorSummary, type FormState, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead } from "#ui/parts.tsx"
import { endCalendarFeed, hasCalendarFeed, makeCalendarFeed } from "../calendar-feed.server.ts"
import { readCalendar } from "../read-calendar.server.ts"
import type { Route } from "./+types/calendar"

const SHOWN = 60

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const days = await readCalendar(ctx.db, ctx.actor.seat, ctx.today)
  return {
    days: days
      .filter((day) => day.on >= ctx.today)
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .slice(0, SHOWN),
    hasFeed: await hasCalendarFeed(ctx.db, ctx.actor.seat.id),
    form,
    otherForm: pageOf(context).form,
  }
}

type Answer = FormState & { address?: string }

/** The address stands in the answer to this post and nowhere else: only its hash is kept. */
export async function action(args: ActionFunctionArgs) {
  let address: string | undefined
  const answer = await formAction(async ({ form, ctx, context }) => {
    if (form.fields.do === "end") return answerWith(await endCalendarFeed(ctx), () => "/tai-khoan/lich")
    const made = await makeCalendarFeed(ctx)
    if (!made.ok) return made
    if (made.value.token)
      address = new URL(`/lich/${made.value.token}.ics`, context.get(instanceContext).settings.publicUrl).href
    return seeOther("/tai-khoan/lich")
  })(args)
  return address ? data<Answer>({ fields: {}, address }) : answer
}

export default function Calendar({ loaderData: { days, hasFeed, form, otherForm }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const address = (actionData as Answer | undefined)?.address
  return (
    <>
      <PageHead
        crumbs={[{ to: "/tai-khoan", label: say("account.title") }]}
        title={say("calendar.title")}
        lead={say("calendar.lead")}
      />
      <ErrorSummary state={actionData} />
      {address ? (
        <Message tone="good" title={say("calendar.made")}>
          <p className="address">
            <code>{address}</code>
          </p>
          <p>{say("calendar.howTo")}</p>
          <p>{say("calendar.secret")}</p>
        </Message>
      ) : (
        <PostForm {...form} hidden={{ do: "make" }} className="card">
          <p>{say(hasFeed ? "calendar.has" : "calendar.hasNone")}</p>
          <button type="submit">{say(hasFeed ? "calendar.makeNew" : "calendar.make")}</button>
        </PostForm>
      )}
      {hasFeed && !address && (
        <PostForm {...otherForm} hidden={{ do: "end" }}>
          <button type="submit" className="plain">
            {say("calendar.end")}
          </button>
        </PostForm>
      )}
      <h2>{say("calendar.next")}</h2>
      {days.length === 0 ? (
        <Empty>{say("calendar.none")}</Empty>
      ) : (
        <ul>
          {days.map((day) => (
            <li key={day.uid}>
              <Days day={day.on} />: <a href={day.path}>{day.title}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
