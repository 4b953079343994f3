import { createHmac } from "node:crypto"
import { RouterContextProvider } from "react-router"
import { afterAll, beforeAll, expect, test } from "vitest"
import { acceptInvitation } from "#features/organisation/accept-invitation.server.ts"
import { inviteToSignIn } from "#features/organisation/invite-to-sign-in.server.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"
import { instanceContext } from "./instance.ts"
import { openRequest } from "./open-request.server.ts"
import { ctxContext } from "./request-context.ts"
import { type SecondFactorState, secondFactorAction } from "./second-factor.server.ts"

let at: TestInstance
beforeAll(async () => {
  at = await testInstance()
})
afterAll(() => at.close())

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
/** The code that an authenticator app shows (RFC 6238: SHA-1, 30 seconds, six digits). */
function totp(secret: string): string {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("")
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const moment = Buffer.alloc(8)
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac("sha1", key).update(moment).digest()
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0")
}

type Cookies = Map<string, string>
const take = (cookies: Cookies, headers: Headers) => {
  for (const cookie of headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
    if (value === "" || /max-age=0/i.test(cookie)) cookies.delete(name!)
    else cookies.set(name!, value!)
  }
}
const headersOf = (cookies: Cookies) =>
  new Headers({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") })

async function signIn(email: string, cookies: Cookies = new Map(), password = "demo") {
  const answer = await at.instance.accounts.auth.api.signInEmail({
    body: { email, password },
    headers: headersOf(cookies),
    asResponse: true,
  })
  take(cookies, answer.headers)
  return { cookies, asksCode: Boolean(((await answer.json()) as { twoFactorRedirect?: boolean }).twoFactorRedirect) }
}

/** Posts the page's form as the person behind the cookies. */
async function post(cookies: Cookies, fields: Record<string, string>) {
  const request = new Request("http://127.0.0.1:3999/tai-khoan/xac-thuc-hai-buoc", {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: headersOf(cookies),
  })
  const context = new RouterContextProvider()
  context.set(instanceContext, at.instance)
  const visitor = await openRequest(at.instance, request)
  if (visitor.kind !== "person") throw new Error(visitor.kind)
  context.set(ctxContext, visitor.ctx)
  const answer = await secondFactorAction({ request, context, params: {} } as unknown as Parameters<
    typeof secondFactorAction
  >[0])
  if (answer instanceof Response) take(cookies, answer.headers)
  return answer as Response | { data: SecondFactorState }
}
const stateOf = (answer: Response | { data: SecondFactorState }): SecondFactorState => {
  if (answer instanceof Response) throw new Error(`went to ${answer.headers.get("location")}`)
  return answer.data
}
const placeOf = (answer: Response | { data: SecondFactorState }) =>
  answer instanceof Response ? answer.headers.get("location") : answer.data.refusal?.code

test("set up with a first code, asked at the next sign-in, a backup code once, off with password and code", async () => {
  const { cookies } = await signIn("finance@demo.test")
  expect(stateOf(await post(cookies, { do: "begin", password: "sai" })).refusal?.code).toBe(
    "secondFactor.wrongPassword",
  )
  const { setup } = stateOf(await post(cookies, { do: "begin", password: "demo" }))
  expect(setup!.uri).toContain(`secret=${setup!.secret}`)
  expect(setup!.codes).toHaveLength(10)
  expect((await signIn("finance@demo.test")).asksCode).toBe(false)

  const wrong = stateOf(
    await post(cookies, { do: "verify", code: "000000", secret: setup!.secret, shown: setup!.codes[0]! }),
  )
  expect(wrong).toMatchObject({ refusal: { code: "secondFactor.wrongCode" }, setup: { secret: setup!.secret } })
  expect(placeOf(await post(cookies, { do: "verify", code: totp(setup!.secret), secret: setup!.secret }))).toContain(
    "da-bat",
  )
  expect(await at.instance.accounts.userOf(headersOf(cookies))).toMatchObject({ hasSecondFactor: true })

  const { auth } = at.instance.accounts
  const again = await signIn("finance@demo.test")
  expect(again.asksCode).toBe(true)
  expect(await at.instance.accounts.userOf(headersOf(again.cookies))).toBeUndefined()
  const verified = await auth.api.verifyTOTP({
    body: { code: totp(setup!.secret) },
    headers: headersOf(again.cookies),
    asResponse: true,
  })
  take(again.cookies, verified.headers)
  expect(await at.instance.accounts.userOf(headersOf(again.cookies))).toBeDefined()

  const withCode = async () => {
    const { cookies } = await signIn("finance@demo.test")
    return (
      await auth.api.verifyBackupCode({
        body: { code: setup!.codes[3]! },
        headers: headersOf(cookies),
        asResponse: true,
      })
    ).ok
  }
  expect(await withCode()).toBe(true)
  expect(await withCode()).toBe(false)

  expect(stateOf(await post(cookies, { do: "codes", password: "demo" })).codes).toHaveLength(10)
  expect(placeOf(await post(cookies, { do: "off", offPassword: "demo", offCode: "000000" }))).toBe(
    "secondFactor.wrongCode",
  )
  expect(placeOf(await post(cookies, { do: "off", offPassword: "sai", offCode: totp(setup!.secret) }))).toBe(
    "secondFactor.wrongPassword",
  )
  expect(placeOf(await post(cookies, { do: "off", offPassword: "demo", offCode: totp(setup!.secret) }))).toContain(
    "da-tat",
  )
  expect((await signIn("finance@demo.test")).asksCode).toBe(false)
  const kinds = await at.db
    .selectFrom("history.event")
    .select("kind")
    .where("kind", "like", "secondFactor.%")
    .orderBy("seq")
    .execute()
  expect(kinds.map((event) => event.kind)).toEqual(["secondFactor.on", "secondFactor.codes", "secondFactor.off"])
})

test("an administrator's invitation can remove a lost second factor", async () => {
  const { cookies } = await signIn("home@demo.test")
  const { setup } = stateOf(await post(cookies, { do: "begin", password: "demo" }))
  await post(cookies, { do: "verify", code: totp(setup!.secret), secret: setup!.secret })
  expect((await signIn("home@demo.test")).asksCode).toBe(true)
  const admin = at.ctxAs(await at.actor("SKHCN", "administrator"))
  const { id: personId } = await at.db
    .selectFrom("person")
    .select("id")
    .where("email", "=", "home@demo.test")
    .executeTakeFirstOrThrow()
  const input = { personId, sentBy: "link" as const, removesSecondFactor: true, publicUrl: "http://x.test" }
  const invited = await inviteToSignIn(admin, input)
  const token = invited.ok ? invited.value.link!.split("/").at(-1)! : ""
  const password = "mật khẩu đặt lại"
  expect((await acceptInvitation(admin, at.instance.accounts, { token, password, again: password })).ok).toBe(true)
  expect((await signIn("home@demo.test", new Map(), password)).asksCode).toBe(false)
})

test("after ten wrong tries the page waits", async () => {
  const { cookies } = await signIn("leader@demo.test")
  for (let n = 0; n < 10; n++) await post(cookies, { do: "begin", password: "sai" })
  expect(placeOf(await post(cookies, { do: "begin", password: "demo" }))).toBe("secondFactor.tooMany")
})

test("outside the demonstration the plan office and administrators must have one", async () => {
  const visit = async (email: string) =>
    openRequest(
      { ...at.instance, isDemonstration: false },
      new Request("http://x.test/", { headers: headersOf((await signIn(email)).cookies) }),
    )
  expect(await visit("office@demo.test")).toMatchObject({ needsSecondFactor: true })
  expect(await visit("admin@demo.test")).toMatchObject({ needsSecondFactor: true })
  expect(await visit("reporter@demo.test")).toMatchObject({ needsSecondFactor: false })
})
