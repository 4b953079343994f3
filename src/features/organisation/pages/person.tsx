import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { changePersonNow } from "../manage-people.server.ts"
import { PersonFields } from "../person-form.tsx"
import { isValid, type PersonDetail, readPerson, type SeatLine } from "../read-people.server.ts"
import type { Route } from "./+types/person"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const person = await readPerson(ctx, params.person, context.get(instanceContext).accounts)
  const seats = person.seats.map((seat) => ({
    ...seat,
    isValid: isValid(seat, ctx.today),
    isPast: seat.toOn !== null && seat.toOn < ctx.today,
  }))
  const query = new URL(request.url).searchParams
  return {
    person,
    seats,
    note: query.has("da-moi") ? ("invited" as const) : query.has("da-luu") ? ("saved" as const) : null,
    form,
  }
}

export const action = formAction(async ({ form: { fields, seenVersion }, ctx, params, context }) => {
  const facts = { name: fields.name ?? "", email: fields.email ?? "", position: fields.position ?? null }
  const outcome = await changePersonNow(ctx, context.get(instanceContext).accounts, {
    personId: params.person!,
    seenVersion,
    facts,
  })
  return answerWith(outcome, ({ personId }) => `/quan-tri/nguoi-dung/${personId}?da-luu=1`)
})

export default function Person({ loaderData: { person, seats, note, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/quan-tri/nguoi-dung/${person.id}`
  return (
    <>
      <PageHead
        crumbs={[{ to: "/quan-tri/nguoi-dung", label: say("people.title") }]}
        title={person.name}
        lead={[person.position, person.email].filter(Boolean).join(" · ")}
      />
      <p className="actions">
        <a href={`/lich-su/${person.id}`}>{say("plan.history")}</a>
        {!person.endedOn && <a href={`${base}/ket-thuc`}>{say("person.end")}</a>}
      </p>
      {note && !actionData && (
        <Message tone="good">
          <p>{say(note === "saved" ? "form.saved" : "person.invited")}</p>
        </Message>
      )}
      {person.endedOn && (
        <Message tone="warn">
          <p>
            {say("person.endedOn")} <Days day={person.endedOn} />: {person.endedReason}
          </p>
        </Message>
      )}
      <ErrorSummary state={actionData} />
      <h2>{say("person.seats")}</h2>
      {seats.length === 0 ? <Empty>{say("person.noSeats")}</Empty> : <Seats seats={seats} base={base} />}
      {!person.endedOn && (
        <p className="actions">
          <a className="button" href={`${base}/vai-tro`}>
            {say("seat.give")}
          </a>
        </p>
      )}
      <SignIn person={person} base={base} />
      <h2>{say("person.facts")}</h2>
      <PostForm {...form} seenVersion={person.version} state={actionData} className="card">
        <PersonFields person={person} />
        {person.hasAccount && <p className="hint">{say("person.emailIsSignIn")}</p>}
        <button type="submit">{say("person.save")}</button>
      </PostForm>
    </>
  )
}

type Seat = SeatLine & { isValid: boolean; isPast: boolean }
function Seats({ seats, base }: { seats: Seat[]; base: string }) {
  const say = useSay()
  return (
    <TableScroll label={say("person.seats")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("seat.role")}</th>
            <th>{say("unit.name")}</th>
            <th>{say("seat.from")}</th>
            <th>{say("seat.to")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {seats.map((seat) => (
            <tr key={seat.id}>
              <th scope="row">
                {say(`role.${seat.role}`)} {seat.isActing && `(${say("role.acting")})`}
                <br />
                <small>{say(`role.${seat.role}.job`)}</small>
              </th>
              <td data-label={say("unit.name")}>{seat.unitName}</td>
              <td data-label={say("seat.from")}>
                <Days day={seat.fromOn} />
              </td>
              <td data-label={say("seat.to")}>
                {seat.toOn === null ? (
                  say("seat.noEnd")
                ) : seat.toOn < seat.fromOn ? (
                  say("seat.sameDay")
                ) : (
                  <Days day={seat.toOn} />
                )}
              </td>
              <td data-label={say("task.state")}>
                <Tag tone={seat.isValid ? "good" : "calm"}>
                  {say(seat.isValid ? "seat.valid" : seat.isPast ? "seat.past" : "seat.future")}
                </Tag>{" "}
                {seat.endedReason && <small>{seat.endedReason} </small>}
                {!seat.isPast && (
                  <a href={`${base}/vai-tro/${seat.id}`}>
                    {say("seat.end")}
                    <span className="visually-hidden">
                      {" "}
                      {say(`role.${seat.role}`)}, {seat.unitName}
                    </span>
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** How the person signs in: the account, the second factor, the latest invitation. */
function SignIn({ person, base }: { person: PersonDetail; base: string }) {
  const say = useSay()
  const { invitation } = person
  const day = (at: string) =>
    new Date(at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" })
  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">{say("person.signIn")}</h2>
      <dl className="facts">
        <dt>{say("person.account")}</dt>
        <dd>{say(person.hasAccount ? "person.hasAccount" : "people.withoutAccount")}</dd>
        <dt>{say("account.secondFactor")}</dt>
        <dd>{say(person.hasSecondFactor ? "secondFactor.isOn" : "secondFactor.isOff")}</dd>
        <dt>{say("invitation.latest")}</dt>
        <dd>
          {invitation
            ? `${say(`invitation.sentBy.${invitation.sentBy as "mail"}`)}, ${day(invitation.createdAt)}: ${say(`invitation.state.${invitation.state}`, { until: day(invitation.expiresAt) })}`
            : say("invitation.none")}
        </dd>
      </dl>
      {!person.endedOn && (
        <p className="actions">
          <a className="button secondary" href={`${base}/loi-moi`}>
            {say(person.hasAccount ? "invitation.replace" : "invitation.make")}
          </a>
        </p>
      )}
    </section>
  )
}
