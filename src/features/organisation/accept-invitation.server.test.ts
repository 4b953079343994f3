import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { acceptInvitation, findInvitation } from "./accept-invitation.server.ts"
import { inviteToSignIn } from "./invite-to-sign-in.server.ts"
import { changePersonNow, endPersonNow, endSeatNow } from "./manage-people.server.ts"
import { resendMail } from "./resend-mail.server.ts"
import { addPerson, endPerson } from "./save-people.server.ts"
import { addSeat, endSeat } from "./save-seats.server.ts"
import { sendWaitingMail } from "./send-waiting-mail.server.ts"

let at: TestInstance
beforeAll(async () => {
  at = await testInstance()
})
afterAll(() => at.close())

const PUBLIC_URL = "https://tiendo.caobang.gov.vn"
const admin = async (now?: Date) => at.ctxAs(await at.actor("SKHCN", "administrator"), now)
const codeOf = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await outcome).refusal?.code
const granted = async <Value>(
  outcome: Promise<{ ok: true; value: Value } | { ok: false; refusal: { code: string } }>,
): Promise<Value> => {
  const answer = await outcome
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}
let count = 0
async function newPerson() {
  const email = `nguoi${++count}@caobang.gov.vn`
  const { personId } = await granted(addPerson(await admin(), { name: "Nông Văn Đạt", email, position: null }))
  const seat = { role: "reporter", unitId: await at.unitId("SYT"), fromOn: "2026-11-01", toOn: null, isActing: false }
  const { seatId } = await granted(addSeat(await admin(), { personId, ...seat }))
  return { personId, email, seatId }
}
async function invite(personId: string, more: { sentBy?: "mail" | "link"; removesSecondFactor?: boolean } = {}) {
  const input = { personId, sentBy: "link" as const, removesSecondFactor: false, publicUrl: PUBLIC_URL, ...more }
  return (await granted(inviteToSignIn(await admin(), input))).link!.split("/").at(-1)!
}
const accept = async (token: string, password = "một câu dài dễ nhớ", now?: Date, again = password) =>
  acceptInvitation(await admin(now), at.instance.accounts, { token, password, again })
async function signIn(email: string, password: string): Promise<Headers | undefined> {
  const answer = await at.instance.accounts.auth.api.signInEmail({ body: { email, password }, asResponse: true })
  return answer.ok
    ? new Headers({
        cookie: answer.headers
          .getSetCookie()
          .map((cookie) => cookie.split(";")[0])
          .join("; "),
      })
    : undefined
}

test("an invited person sets a password once and signs in with it; only the hash of the link is kept", async () => {
  const { personId, email } = await newPerson()
  const token = await invite(personId)
  const row = await at.db
    .selectFrom("invitation")
    .selectAll()
    .where("personId", "=", personId)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain(token)
  expect(await findInvitation(await admin(), token)).toMatchObject({ email, hasAccount: false, state: "open" })
  expect((await accept(token)).ok).toBe(true)
  expect(await signIn(email, "một câu dài dễ nhớ")).toBeDefined()
  expect(await codeOf(accept(token, "một câu khác hẳn"))).toBe("invitation.accepted")
  expect(await signIn(email, "một câu khác hẳn")).toBeUndefined()
})

test("of two uses at once, one succeeds", async () => {
  const { personId } = await newPerson()
  const token = await invite(personId)
  const outcomes = await Promise.all([accept(token, "mật khẩu thứ nhất"), accept(token, "mật khẩu thứ hai")])
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
})

test("a later invitation, seven days or the end of the person close a link", async () => {
  const { personId } = await newPerson()
  const first = await invite(personId)
  const second = await invite(personId)
  expect(await codeOf(accept(first))).toBe("invitation.voided")
  expect(await codeOf(accept(second, undefined, new Date("2026-11-30T02:00:01Z")))).toBe("invitation.expired")
  expect(await codeOf(accept("x".repeat(43)))).toBe("invitation.unknown")
  const { version } = await at.db
    .selectFrom("person")
    .select("version")
    .where("id", "=", personId)
    .executeTakeFirstOrThrow()
  expect(
    (await endPerson(await admin(), { personId, seenVersion: version, endedOn: "2026-11-23", reason: "nghỉ hưu" })).ok,
  ).toBe(true)
  expect(await codeOf(accept(second))).toBe("invitation.voided")
})

test.each([
  ["short", "ngan", "ngan", "password.tooShort"],
  ["nine characters of two code units each", "😀".repeat(9), "😀".repeat(9), "password.tooShort"],
  ["the address itself", "EMAIL", "EMAIL", "password.isEmail"],
  ["different", "một câu dài dễ nhớ", "một câu dài dễ quên", "password.differ"],
  ["endless", "a".repeat(129), "a".repeat(129), "password.tooLong"],
])("a password that is %s is refused and the link stays good", async (_what, password, again, code) => {
  const { personId, email } = await newPerson()
  const token = await invite(personId)
  const typed = (text: string) => text.replace("EMAIL", email.toUpperCase())
  expect(await codeOf(accept(token, typed(password), undefined, typed(again)))).toBe(code)
  expect((await accept(token)).ok).toBe(true)
})

test("a new invitation replaces the password and ends every session", async () => {
  const { personId, email } = await newPerson()
  await accept(await invite(personId))
  const session = (await signIn(email, "một câu dài dễ nhớ"))!
  expect(await at.instance.accounts.userOf(session)).toBeDefined()
  expect((await accept(await invite(personId), "mật khẩu mới tinh")).ok).toBe(true)
  expect(await at.instance.accounts.userOf(session)).toBeUndefined()
  expect(await signIn(email, "một câu dài dễ nhớ")).toBeUndefined()
  expect(await signIn(email, "mật khẩu mới tinh")).toBeDefined()
})

test("who loses the last seat is signed out; who keeps one is not", async () => {
  const { personId, email, seatId } = await newPerson()
  await accept(await invite(personId))
  const session = (await signIn(email, "một câu dài dễ nhớ"))!
  const second = await granted(
    addSeat(await admin(), {
      personId,
      role: "head",
      unitId: await at.unitId("SYT"),
      fromOn: "2026-11-01",
      toOn: "2026-12-31",
      isActing: true,
    }),
  )
  const end = async (id: string) =>
    endSeatNow(await admin(), at.instance.accounts, {
      seatId: id,
      seenVersion: 1,
      toOn: "2026-11-22",
      reason: "chuyển công tác",
    })
  expect((await end(seatId)).ok).toBe(true)
  expect(await at.instance.accounts.userOf(session)).toBeDefined()
  expect((await end(second.seatId)).ok).toBe(true)
  expect(await at.instance.accounts.userOf(session)).toBeUndefined()
  expect(
    await codeOf(
      end(seatId).catch(() =>
        endSeat(at.ctxAs({ personId: null, name: "system", seat: null, seats: [] }), {
          seatId,
          seenVersion: 2,
          toOn: "2026-11-23",
          reason: "x",
        }),
      ),
    ),
  ).toBe("organisation.seatOver")
})

test("a changed address is the new name to sign in with", async () => {
  const { personId } = await newPerson()
  await accept(await invite(personId))
  const facts = { name: "Nông Văn Đạt", email: "dat.moi@caobang.gov.vn", position: "Phó Trưởng phòng" }
  expect((await changePersonNow(await admin(), at.instance.accounts, { personId, seenVersion: 1, facts })).ok).toBe(
    true,
  )
  expect(await signIn("dat.moi@caobang.gov.vn", "một câu dài dễ nhớ")).toBeDefined()
})

test("the mail waits in the same transaction with an id of its own, and its link goes when it is sent", async () => {
  const { personId, email } = await newPerson()
  const token = await invite(personId, { sentBy: "mail" })
  const mail = () =>
    at.db.selectFrom("outgoingMail").selectAll().where("recipient", "=", email).executeTakeFirstOrThrow()
  const { id, body, messageId } = await mail()
  expect(messageId).toBe(`<${id}@tiendo.caobang.gov.vn>`)
  expect(body).toContain(`${PUBLIC_URL}/loi-moi/${token}`)
  const history = await at.db.selectFrom("history.event").select("body").orderBy("seq", "desc").limit(3).execute()
  expect(JSON.stringify(history)).not.toMatch(new RegExp(`${token}|${email}`))

  const refusing = { send: () => Promise.reject(Object.assign(new Error("550 no such user"), { isPermanent: true })) }
  await sendWaitingMail(at.db, refusing, () => new Date())
  expect(await mail()).toMatchObject({ state: "failed", lastError: "550 no such user" })
  expect((await resendMail(await admin(), { mailId: id })).ok).toBe(true)
  const sent: string[] = []
  const taking = {
    send: async (message: { messageId: string }) => {
      sent.push(message.messageId)
      return { messageId: message.messageId }
    },
  }
  await sendWaitingMail(at.db, taking, () => new Date())
  expect(sent).toEqual([messageId])
  expect((await mail()).body).not.toContain(token)
  expect(await codeOf(resendMail(await admin(), { mailId: id }))).toBe("mail.notFailed")
})

test("the same form sent twice makes one invitation, and shows its link once", async () => {
  const { personId } = await newPerson()
  const ctx = { ...(await admin()), requestId: crypto.randomUUID() }
  const input = { personId, sentBy: "link" as const, removesSecondFactor: false, publicUrl: PUBLIC_URL }
  const first = await granted(inviteToSignIn(ctx, input))
  const second = await granted(inviteToSignIn(ctx, input))
  expect(second).toMatchObject({ invitationId: first.invitationId, link: null })
  const kept = await at.db
    .selectFrom("requestLog")
    .selectAll()
    .where("requestId", "=", ctx.requestId)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(kept)).not.toContain(first.link!.split("/").at(-1))
})

test("nobody but an administrator gives or takes anything, and the last administrator stays", async () => {
  const { personId, seatId } = await newPerson()
  const head = at.ctxAs(await at.actor("SYT", "head"))
  const { accounts } = at.instance
  const input = { personId, sentBy: "link" as const, removesSecondFactor: false, publicUrl: PUBLIC_URL }
  const refusals = [
    inviteToSignIn(head, input),
    endSeatNow(head, accounts, { seatId, seenVersion: 1, toOn: "2026-11-23", reason: "x" }),
    endPersonNow(head, accounts, { personId, seenVersion: 1, endedOn: "2026-11-23", reason: "x" }),
    changePersonNow(head, accounts, {
      personId,
      seenVersion: 1,
      facts: { name: "x", email: "x@y.vn", position: null },
    }),
    resendMail(head, { mailId: personId }),
  ]
  for (const refusal of refusals) expect(await codeOf(refusal)).toBe("organisation.onlyAdministrator")
  const { actor } = await admin()
  const last = { seatId: actor.seat!.id, seenVersion: 1, toOn: "2026-11-23", reason: "x" }
  expect(await codeOf(endSeat(await admin(), last))).toBe("organisation.lastAdministrator")
  expect(
    await codeOf(
      endPerson(await admin(), { personId: actor.personId!, seenVersion: 1, endedOn: "2026-11-23", reason: "x" }),
    ),
  ).toBe("organisation.lastAdministrator")
})
