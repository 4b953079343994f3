export const INVITATION_DAYS = 7
export const MAX_PASSWORD_LENGTH = 128

export type Invitation = { expiresAt: Date; acceptedAt: Date | null; voidedAt: Date | null }
export type InvitationState = "open" | "accepted" | "voided" | "expired"

/** An invitation works once, for seven days, and only while no later one took its place. */
export function invitationState(invitation: Invitation, now: Date): InvitationState {
  if (invitation.acceptedAt) return "accepted"
  if (invitation.voidedAt) return "voided"
  return invitation.expiresAt <= now ? "expired" : "open"
}

export type PasswordFault = {
  code: "password.tooShort" | "password.tooLong" | "password.isEmail" | "password.differ"
  field: string
}

/**
 * The rules for a password, the same that the page states: length is what makes it strong (NIST SP 800-63B, 3.1.1), no rules about
 * kinds of characters; never the address it belongs to; typed twice, because nobody can see it.
 * @param minLength in characters as a person counts them
 */
export function passwordFault(
  typed: { password: string; again: string; email: string },
  minLength: number,
): PasswordFault | undefined {
  const { password, again, email } = typed
  const length = [...password.normalize("NFKC")].length
  if (length < minLength) return { code: "password.tooShort", field: "password" }
  if (length > MAX_PASSWORD_LENGTH) return { code: "password.tooLong", field: "password" }
  const plain = password.trim().toLowerCase()
  if (plain === email || plain === email.split("@")[0]) return { code: "password.isEmail", field: "password" }
  if (password !== again) return { code: "password.differ", field: "again" }
  return undefined
}
