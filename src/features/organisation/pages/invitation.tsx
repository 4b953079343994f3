import { data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { systemContext } from "#access/open-request.server.ts"
import { MIN_PASSWORD_LENGTH } from "#platform/accounts/accounts.server.ts"
import { ErrorSummary, type FormState, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Brand, DemonstrationNotice, Foot } from "#ui/page-frame.tsx"
import { Message } from "#ui/parts.tsx"
import { findInvitation } from "../accept-invitation.server.ts"
import { useInvitation } from "../use-invitation.server.ts"
import type { Route } from "./+types/invitation"

export async function loader({ context, params }: Route.LoaderArgs) {
  const instance = context.get(instanceContext)
  const ctx = systemContext(instance)
  const found = await findInvitation(ctx, params.token)
  const isOpen = found?.state === "open"
  const closed = isOpen ? null : found ? found.state : ("unknown" as const)
  const facts = isOpen && {
    name: found.name,
    email: found.email,
    hasAccount: found.hasAccount,
    removesSecondFactor: found.removesSecondFactor,
  }
  return data(
    {
      invitation: facts || null,
      closed,
      isDemonstration: instance.isDemonstration,
      requestId: ctx.newId(),
      minLength: MIN_PASSWORD_LENGTH,
    },
    isOpen ? 200 : 404,
  )
}

export const action = useInvitation

/** Outside the signed-in frame; its links tell nobody the address of this page. */
export default function InvitationPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { invitation, closed, isDemonstration } = loaderData
  const title = say(invitation ? "invitation.setTitle" : "invitation.closedTitle")
  return (
    <>
      <header className="bar">
        <div className="bar-inner">
          <Brand to="/" />
        </div>
      </header>
      {isDemonstration && <DemonstrationNotice />}
      <main className="narrow" id="main">
        <title>{`${title} – Tiến Độ`}</title>
        <meta name="robots" content="noindex" />
        <h1>{title}</h1>
        {closed && (
          <Message tone="warn">
            <p>{say(`refusal.invitation.${closed as "unknown"}`)}</p>
          </Message>
        )}
        {invitation && (
          <PasswordForm {...loaderData} invitation={invitation} state={actionData as FormState | undefined} />
        )}
        <p>
          <a href="/dang-nhap" rel="noreferrer">
            {say("invitation.toSignIn")}
          </a>
        </p>
      </main>
      <Foot />
    </>
  )
}

type Invited = { name: string; email: string; hasAccount: boolean; removesSecondFactor: boolean }
function PasswordForm({
  invitation,
  requestId,
  minLength,
  state,
}: {
  invitation: Invited
  requestId: string
  minLength: number
  state: FormState | undefined
}) {
  const say = useSay()
  return (
    <>
      <p className="lead">{say("invitation.setLead", { name: invitation.name, email: invitation.email })}</p>
      {invitation.hasAccount && (
        <Message tone="info">
          <p>{say("invitation.replaces")}</p>
          {invitation.removesSecondFactor && <p>{say("invitation.removesFactor")}</p>}
        </Message>
      )}
      <ErrorSummary state={state} />
      <PostForm requestId={requestId} state={state} className="card">
        <input
          className="visually-hidden"
          type="email"
          name="email"
          autoComplete="username"
          defaultValue={invitation.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <TextField
          name="password"
          type="password"
          label={say("invitation.password")}
          hint={say("invitation.rules", { min: minLength })}
          autoComplete="new-password"
          required
        />
        <TextField name="again" type="password" label={say("invitation.again")} autoComplete="new-password" required />
        <button type="submit">{say("invitation.set")}</button>
      </PostForm>
    </>
  )
}
