import { loadedContent, type Mailer, MailFailed, type MailMessage } from "./mailer.ts"

export type SmtpSettings = {
  /** smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465 */
  url: string
  /** "Tiến Độ <tiendo@caobang.gov.vn>": as the person sees the sender */
  from: { name?: string; address: string }
}

/**
 * Sends by SMTP. smtps:// speaks TLS from the start; smtp:// takes TLS when the server offers it and insists on it when
 * there is a password to send, except to this same machine. A certificate that does not hold is a failure; an authority
 * of the province's own is made known to Node by NODE_EXTRA_CA_CERTS. The library is loaded with the first message.
 */
export function smtpMailer(settings: SmtpSettings): Mailer {
  const transport = transportOptions(settings.url)
  return {
    async send(message) {
      const external = loadedContent(message.html ?? "")
      if (external.length > 0) throw new Error(`the mail would load ${external[0]}`)
      const { createTransport } = await import("nodemailer")
      const messageId = `<${message.messageId.replace(/[<>\s]/g, "")}>`
      try {
        await createTransport(transport).sendMail(mailOf(message, messageId, settings.from))
      } catch (error) {
        throw failure(error)
      }
      return { messageId }
    },
  }
}

function transportOptions(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url)
  if (protocol !== "smtp:" && protocol !== "smtps:") throw new Error("SMTP_URL starts with smtp:// or smtps://")
  const secure = protocol === "smtps:"
  const host = hostname.replace(/^\[|\]$/g, "")
  const isThisMachine = ["localhost", "127.0.0.1", "::1"].includes(host)
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined
  return {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && auth !== undefined && !isThisMachine,
    auth,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function mailOf(message: MailMessage, messageId: string, from: SmtpSettings["from"]) {
  return {
    messageId,
    from: { name: from.name ?? "", address: from.address },
    to: { name: message.to.name ?? "", address: message.to.address },
    ...(message.replyTo ? { replyTo: { name: message.replyTo.name ?? "", address: message.replyTo.address } } : {}),
    subject: message.subject,
    text: message.text,
    ...(message.html ? { html: message.html } : {}),
    date: message.sentAt,
    // RFC 3834: out-of-office programs do not answer this; the second line says so to Exchange.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** 5xx answers about the message or the address are final; everything else may pass. */
function failure(error: unknown): MailFailed {
  const { responseCode = 0, code, message } = error as { responseCode?: number; code?: string; message: string }
  const isPermanent = code === "EENVELOPE" || code === "EMESSAGE" ? responseCode === 0 || responseCode >= 500 : false
  return new MailFailed(message, isPermanent)
}
