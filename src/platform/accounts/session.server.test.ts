import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"

let at: TestInstance
let cookie: string
beforeAll(async () => {
  at = await testInstance()
})
afterAll(() => at.close())

beforeEach(async () => {
  const answer = await at.instance.accounts.auth.api.signInEmail({
    body: { email: "reporter@demo.test", password: "demo" },
    asResponse: true,
  })
  cookie = answer.headers.getSetCookie()[0]!.split(";")[0]!
})

const userOf = (cookies: string) => at.instance.accounts.userOf(new Headers({ cookie: cookies }))
const token = () => decodeURIComponent(cookie.split("=")[1]!).split(".")[0]!
const hoursLeft = async () =>
  (
    await sql<{ hours: number }>`
      select extract(epoch from "expiresAt" - now()) / 3600 as hours from auth.session where token = ${token()}`.execute(
      at.db,
    )
  ).rows.map((row) => Math.round(Number(row.hours)))
const setHoursLeft = (hours: number) =>
  sql`update auth.session set "expiresAt" = now() + make_interval(hours => ${hours}) where token = ${token()}`.execute(
    at.db,
  )

test("a fresh session is its person's, beside other cookies", async () => {
  expect(await userOf(cookie)).toMatchObject({ hasSecondFactor: false })
  expect(await userOf(`tiendo.seat=1; ${cookie}; tiendo.language=en`)).toEqual(await userOf(cookie))
  expect(await hoursLeft()).toEqual([12])
})

test("a session that was ended is nobody's at once", async () => {
  await sql`delete from auth.session where token = ${token()}`.execute(at.db)
  expect(await userOf(cookie)).toBeUndefined()
})

test("a session that ran out is nobody's and is cleared away", async () => {
  await setHoursLeft(-1)
  expect(await userOf(cookie)).toBeUndefined()
  expect(await hoursLeft()).toEqual([])
})

test("a session in use is prolonged to the whole time", async () => {
  await setHoursLeft(5)
  expect(await userOf(cookie)).toBeDefined()
  expect(await hoursLeft()).toEqual([12])
})

test("a cookie that we did not sign is nobody's", async () => {
  const name = cookie.split("=")[0]!
  const signature = decodeURIComponent(cookie.split("=")[1]!).split(".")[1]!
  for (const forged of [
    token(),
    `${token()}.`,
    `${token()}.${Buffer.alloc(32).toString("base64")}`,
    `${token().slice(1)}.${signature}`,
    `.${signature}`,
    "%E0%A4%A",
  ])
    expect(await userOf(`${name}=${forged}`), forged).toBeUndefined()
})
