import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { simpleParser } from "mailparser"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"
import { afterEach, expect, test } from "vitest"
import type { MailMessage } from "./mailer.ts"
import { smtpMailer } from "./smtp-mailer.server.ts"

const servers: SMTPServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((closed) => server.close(closed))))
})

type Received = { raw: Buffer; to: string[]; user?: string }

/** A mail server on this machine; without TLS unless asked. */
async function mailServer(
  options: SMTPServerOptions = {},
): Promise<{ port: number; received: Received[]; logins: string[] }> {
  const received: Received[] = []
  const logins: string[] = []
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    authOptional: true,
    allowInsecureAuth: true,
    onAuth(auth, _session, answer) {
      logins.push(`${auth.username}:${auth.password}`)
      if (auth.password === "bí mật/@:") answer(null, { user: auth.username! })
      else answer(new Error("wrong password"))
    },
    onRcptTo({ address }, _session, answer) {
      const gone = Object.assign(new Error("no such user"), { responseCode: 550 })
      const busy = Object.assign(new Error("try later"), { responseCode: 451 })
      answer(address.startsWith("gone@") ? gone : address.startsWith("busy@") ? busy : null)
    },
    onData(stream, session, answer) {
      void buffer(stream).then((raw) => {
        received.push({
          raw,
          to: session.envelope.rcptTo.map((each) => each.address),
          user: session.user as string | undefined,
        })
        answer()
      })
    },
    ...options,
  })
  servers.push(server)
  server.on("error", () => {})
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  return { port: (server.server.address() as AddressInfo).port, received, logins }
}

const from = { name: "Tiến Độ – tỉnh Cao Bằng", address: "tiendo@caobang.gov.vn" }
const message: MailMessage = {
  messageId: "019a-nhac-3@tiendo.caobang.gov.vn",
  to: { name: "Nguyễn Văn Đức, Sở Tài chính", address: "duc@caobang.gov.vn" },
  subject:
    "Nhắc gửi báo cáo quý III năm 2026: đơn vị của đồng chí chưa gửi báo cáo trước thời hạn quy định ngày 10 tháng 9",
  text: "Kính gửi đồng chí,\n\n.Một dòng bắt đầu bằng dấu chấm.\nHạn gửi: hết ngày 09/9/2026.",
  html: "<p>Hạn gửi: hết ngày <b>09/9/2026</b>.</p>",
  sentAt: new Date("2026-09-07T01:30:00Z"),
}

test("a message arrives as it was meant", async () => {
  const { port, received } = await mailServer()
  const sent = await smtpMailer({ url: `smtp://127.0.0.1:${port}`, from }).send(message)
  expect(sent).toEqual({ messageId: "<019a-nhac-3@tiendo.caobang.gov.vn>" })
  const mail = await simpleParser(received[0]!.raw)
  expect(received[0]!.to).toEqual(["duc@caobang.gov.vn"])
  expect(mail.messageId).toBe(sent.messageId)
  expect(mail.subject).toBe(message.subject)
  expect(mail.from?.value).toEqual([from])
  expect([mail.to].flat()[0]?.value).toEqual([message.to])
  expect(mail.date).toEqual(message.sentAt)
  expect(mail.text?.trim()).toBe(message.text)
  expect(mail.html).toContain("<b>09/9/2026</b>")
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated")
})

test("on the wire there is ASCII only, in lines that every server takes, and no word about the program", async () => {
  const { port, received } = await mailServer()
  await smtpMailer({ url: `smtp://127.0.0.1:${port}`, from }).send(message)
  const raw = received[0]!.raw.toString("latin1")
  expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/)
  expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(78)
  expect(raw).not.toMatch(/x-mailer|nodemailer/i)
})

test("the same message sent twice has the same id", async () => {
  const { port, received } = await mailServer()
  const mailer = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from })
  await mailer.send(message)
  await mailer.send(message)
  const ids = await Promise.all(received.map(async ({ raw }) => (await simpleParser(raw)).messageId))
  expect(new Set(ids).size).toBe(1)
})

test("a line end in a subject or a name adds no header", async () => {
  const { port, received } = await mailServer()
  const hostile = {
    ...message,
    subject: "a\r\nBcc: x@y.vn",
    to: { name: "b\r\nBcc: z@y.vn", address: "duc@caobang.gov.vn" },
  }
  await smtpMailer({ url: `smtp://127.0.0.1:${port}`, from }).send(hostile)
  const mail = await simpleParser(received[0]!.raw)
  expect(mail.bcc).toBeUndefined()
  expect(received[0]!.to).toEqual(["duc@caobang.gov.vn"])
})

test("signs in with a user and password taken from the address, as awkward as they come", async () => {
  const { port, received } = await mailServer({ authOptional: false })
  const login = `${encodeURIComponent("tiendo@caobang.gov.vn")}:${encodeURIComponent("bí mật/@:")}`
  await smtpMailer({ url: `smtp://${login}@127.0.0.1:${port}`, from }).send(message)
  expect(received[0]!.user).toBe("tiendo@caobang.gov.vn")
})

test("a certificate that does not hold is a failure, and no password is sent", async () => {
  const { port, received, logins } = await mailServer({ disabledCommands: [] })
  const sending = smtpMailer({ url: `smtp://tiendo:mat-khau@127.0.0.1:${port}`, from }).send(message)
  await expect(sending).rejects.toMatchObject({ name: "MailFailed", isPermanent: false })
  expect([received, logins]).toEqual([[], []])
})

test.each([
  ["an address that does not exist is final", "gone@caobang.gov.vn", true],
  ["a server that is busy is not", "busy@caobang.gov.vn", false],
])("%s", async (_what, address, isPermanent) => {
  const { port } = await mailServer()
  const sending = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from }).send({ ...message, to: { address } })
  await expect(sending).rejects.toMatchObject({ name: "MailFailed", isPermanent })
})

test("a wrong password or a silent host may pass, and the failure does not tell the password", async () => {
  const { port } = await mailServer({ authOptional: false })
  for (const at of [port, 1]) {
    const failed = await smtpMailer({ url: `smtp://tiendo:sai-roi@127.0.0.1:${at}`, from })
      .send(message)
      .catch((error) => error)
    expect(failed).toMatchObject({ name: "MailFailed", isPermanent: false })
    expect(JSON.stringify([failed.message, failed.stack])).not.toContain("sai-roi")
  }
})

test("a mail that would load something is a bug, and is not sent", async () => {
  const mailer = smtpMailer({ url: "smtp://127.0.0.1:1", from })
  await expect(mailer.send({ ...message, html: '<img src="https://x.vn/a.gif">' })).rejects.toThrow("would load")
})
