import { useSay } from "#ui/language.tsx"

/** @param kept a form that came too late for its session, as JSON; it comes back unsent after signing in */
export function SignInForm({
  kept,
  next,
  email,
}: {
  kept?: string | undefined
  next?: string | undefined
  email?: string | undefined
}) {
  const say = useSay()
  return (
    <form method="post" action="/dang-nhap" className="card">
      {kept && <input type="hidden" name="kept" value={kept} />}
      {next && <input type="hidden" name="next" value={next} />}
      <div className="field">
        <label htmlFor="email">{say("signIn.email")}</label>
        <input id="email" name="email" type="email" autoComplete="username" required defaultValue={email} />
      </div>
      <div className="field">
        <label htmlFor="password">{say("signIn.password")}</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required />
      </div>
      <button type="submit">{say("signIn.submit")}</button>
    </form>
  )
}
