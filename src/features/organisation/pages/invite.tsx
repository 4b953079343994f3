import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { formAction, seeOther } from "#access/post.server.ts"
import { MIN_PASSWORD_LENGTH } from "#platform/accounts/accounts.server.ts"
import { done } from "#shared/outcome.ts"
import { ErrorSummary, type FormState, PostForm, RadioField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { Letter } from "../invitation-letter.tsx"
import { inviteToSignIn } from "../invite-to-sign-in.server.ts"
import { isValid, readPerson } from "../read-people.server.ts"
import type { Route } from "./+types/invite"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const { accounts, mailer, settings } = context.get(instanceContext)
  const person = await readPerson(ctx, params.person, accounts)
  const seats = person.seats.filter((seat) => isValid(seat, ctx.today))
  return {
    person,
    seats,
    hasMail: mailer !== undefined,
    address: settings.publicUrl,
    minLength: MIN_PASSWORD_LENGTH,
    form,
  }
}

type Answer = FormState & { letter?: { link: string | null; expiresAt: string } }

/** A printed link stands in the answer to this post and nowhere else: only its hash is kept. */
export async function action(args: ActionFunctionArgs) {
  let letter: Answer["letter"]
  const answer = await formAction(async ({ form: { fields }, ctx, params, context }) => {
    const sentBy = fields.sentBy === "link" ? "link" : "mail"
    const { publicUrl } = context.get(instanceContext).settings
    const removesSecondFactor = fields.removesSecondFactor === "1"
    const outcome = await inviteToSignIn(ctx, { personId: params.person!, sentBy, removesSecondFactor, publicUrl })
    if (!outcome.ok) return outcome
    if (sentBy === "mail") return seeOther(`/quan-tri/nguoi-dung/${params.person}?da-moi=1`)
    letter = outcome.value
    return done({})
  })(args)
  return letter ? data<Answer>({ fields: {}, letter: { link: letter.link, expiresAt: letter.expiresAt } }) : answer
}

export default function Invite({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { person, seats, hasMail, address, minLength, form } = loaderData
  const answer = actionData as Answer | undefined
  const base = `/quan-tri/nguoi-dung/${person.id}`
  const crumbs = [
    { to: "/quan-tri/nguoi-dung", label: say("people.title") },
    { to: base, label: person.name },
  ]
  if (answer?.letter)
    return (
      <Letter
        {...answer.letter}
        person={person}
        seats={seats}
        address={address}
        minLength={minLength}
        crumbs={crumbs}
      />
    )
  return (
    <>
      <PageHead
        crumbs={crumbs}
        title={say(person.hasAccount ? "invitation.replaceTitle" : "invitation.makeTitle", { name: person.name })}
        lead={say(person.hasAccount ? "invitation.replaceLead" : "invitation.makeLead")}
      />
      <ErrorSummary state={answer} />
      {seats.length === 0 && (
        <Message tone="warn">
          <p>{say("invitation.noSeat")}</p>
        </Message>
      )}
      <PostForm {...form} state={answer}>
        <RadioField
          name="sentBy"
          label={say("invitation.how")}
          initial={hasMail ? "mail" : "link"}
          options={[
            {
              value: "mail",
              label: say(hasMail ? "invitation.byMail" : "invitation.byMailOff", { email: person.email }),
            },
            { value: "link", label: say("invitation.byLink") },
          ]}
        />
        {person.hasSecondFactor && (
          <label className="choice field">
            <input type="checkbox" name="removesSecondFactor" value="1" />
            <span>{say("invitation.removeSecondFactor")}</span>
          </label>
        )}
        <p className="actions">
          <button type="submit">{say(person.hasAccount ? "invitation.replace" : "invitation.make")}</button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
