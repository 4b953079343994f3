import { ErrorSummary, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead, Tag } from "#ui/parts.tsx"
import { QrPicture } from "#ui/qr-picture.tsx"
import { instanceContext } from "../instance.ts"
import { openRequest } from "../open-request.server.ts"
import { pageOf } from "../page.server.ts"
import { type SecondFactorState, type Setup, secondFactorAction } from "../second-factor.server.ts"
import type { Route } from "./+types/second-factor"

export async function loader({ context, request }: Route.LoaderArgs) {
  const instance = context.get(instanceContext)
  const user = await instance.accounts.userOf(request.headers)
  const visitor = await openRequest(instance, request)
  const query = new URL(request.url).searchParams
  return {
    isOn: user?.hasSecondFactor ?? false,
    isRequired: visitor.kind === "person" && visitor.needsSecondFactor,
    note: query.has("da-bat") ? ("turnedOn" as const) : query.has("da-tat") ? ("turnedOff" as const) : null,
    requestId: pageOf(context).form.requestId,
  }
}

export const action = secondFactorAction

export default function SecondFactor({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { isOn, isRequired, note, requestId } = loaderData
  const state = actionData as SecondFactorState | undefined
  return (
    <>
      <PageHead
        crumbs={[{ to: "/tai-khoan", label: say("account.title") }]}
        title={say("account.secondFactor")}
        lead={say("secondFactor.lead")}
      />
      <p>
        <Tag tone={isOn ? "good" : "calm"}>{say(isOn ? "secondFactor.isOn" : "secondFactor.isOff")}</Tag>
      </p>
      {note && !state && (
        <Message tone="good">
          <p>{say(`secondFactor.${note}`)}</p>
        </Message>
      )}
      {isRequired && (
        <Message tone="warn" title={say("secondFactor.required")}>
          <p>{say("secondFactor.requiredText")}</p>
        </Message>
      )}
      <ErrorSummary state={state} />
      {state?.codes && <BackupCodes codes={state.codes} />}
      {isOn ? (
        <WhenOn requestId={requestId} state={state} />
      ) : state?.setup ? (
        <FirstCode setup={state.setup} requestId={requestId} state={state} />
      ) : (
        <Begin requestId={requestId} state={state} />
      )}
    </>
  )
}

type Part = { requestId: string; state: SecondFactorState | undefined }

function Begin({ requestId, state }: Part) {
  const say = useSay()
  return (
    <PostForm requestId={requestId} hidden={{ do: "begin" }} state={state} className="card">
      <h2>{say("secondFactor.begin")}</h2>
      <p>{say("secondFactor.beginText")}</p>
      <TextField
        name="password"
        type="password"
        label={say("signIn.password")}
        autoComplete="current-password"
        required
      />
      <button type="submit">{say("secondFactor.beginButton")}</button>
    </PostForm>
  )
}

/** The secret goes into the app, the backup codes onto paper; only the first right code turns the second factor on. */
function FirstCode({ setup, requestId, state }: Part & { setup: Setup }) {
  const say = useSay()
  return (
    <>
      <section className="card">
        <h2>{say("secondFactor.step1")}</h2>
        <p>{say("secondFactor.scan")}</p>
        <QrPicture text={setup.uri} label={say("secondFactor.qr")} />
        <p>
          {say("secondFactor.orType")}
          <br />
          <code className="secret">{setup.secret.match(/.{1,4}/g)?.join(" ")}</code>
        </p>
        <p>
          <a href={setup.uri}>{say("secondFactor.openApp")}</a>
        </p>
      </section>
      <BackupCodes codes={setup.codes} step={say("secondFactor.step2")} />
      <PostForm requestId={requestId} hidden={{ do: "verify", secret: setup.secret }} state={state} className="card">
        <h2>{say("secondFactor.step3")}</h2>
        {setup.codes.map((code) => (
          <input key={code} type="hidden" name="shown" value={code} />
        ))}
        <TextField
          name="code"
          label={say("signIn.code")}
          hint={say("signIn.codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
        <button type="submit">{say("secondFactor.turnOn")}</button>
      </PostForm>
    </>
  )
}

function BackupCodes({ codes, step }: { codes: readonly string[]; step?: string }) {
  const say = useSay()
  return (
    <section className="card">
      <h2>{step ?? say("secondFactor.newCodes")}</h2>
      <p>{say("secondFactor.codesText")}</p>
      <ul className="columns">
        {codes.map((code) => (
          <li key={code}>
            <code className="secret">{code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function WhenOn({ requestId, state }: Part) {
  const say = useSay()
  return (
    <>
      <PostForm requestId={requestId} hidden={{ do: "codes" }} state={state} className="card">
        <h2>{say("secondFactor.renew")}</h2>
        <p>{say("secondFactor.renewText")}</p>
        <TextField
          name="password"
          type="password"
          label={say("signIn.password")}
          autoComplete="current-password"
          required
        />
        <button type="submit" className="secondary">
          {say("secondFactor.renew")}
        </button>
      </PostForm>
      <PostForm requestId={requestId} hidden={{ do: "off" }} state={state} className="card">
        <h2>{say("secondFactor.off")}</h2>
        <p>{say("secondFactor.offText")}</p>
        <TextField
          name="offPassword"
          type="password"
          label={say("signIn.password")}
          autoComplete="current-password"
          required
        />
        <TextField
          name="offCode"
          label={say("signIn.code")}
          hint={say("signIn.codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
        <button type="submit" className="danger">
          {say("secondFactor.off")}
        </button>
      </PostForm>
    </>
  )
}
