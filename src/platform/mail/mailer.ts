/**
 * One message to one person, so that nobody sees the address of another. It explains itself without help from
 * elsewhere: no attachments, no pictures, nothing loaded when it is opened.
 */
export type MailMessage = {
  /** Stable for the same message, so that a second try is recognised as the same: "019a…@tiendo.caobang.gov.vn". */
  messageId: string
  to: { name?: string; address: string }
  replyTo?: { name?: string; address: string }
  subject: string
  /** Complete by itself: many read only this. */
  text: string
  html?: string
  /** The Date of the message. */
  sentAt: Date
}

export interface Mailer {
  /**
   * Resolves when the next server has taken the message over. Throws `MailFailed`: try again later unless it is
   * permanent.
   */
  send(message: MailMessage): Promise<{ messageId: string }>
}

/** The server's words are kept; the password never is. */
export class MailFailed extends Error {
  readonly isPermanent: boolean
  constructor(message: string, isPermanent: boolean) {
    super(message)
    this.name = "MailFailed"
    this.isPermanent = isPermanent
  }
}

/**
 * What a mail's HTML would load when it is opened: the opening would be visible to a stranger, and the mail empty where
 * the network is closed. Links to follow are fine.
 */
export function loadedContent(html: string): string[] {
  const loading =
    /<(?:script|link|iframe|object|embed|img|video|audio|source|input)\b[^>]*>|\burl\s*\([^)]*\)|@import[^;]*/gi
  return [...html.matchAll(loading)]
    .map((match) => match[0])
    .filter((tag) => !/^<img\b[^>]*\bsrc\s*=\s*["']?data:/i.test(tag))
}
