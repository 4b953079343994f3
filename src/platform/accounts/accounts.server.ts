import { betterAuth } from "better-auth"
import { twoFactor } from "better-auth/plugins"
import { Kysely, PostgresDialect } from "kysely"
import type pg from "pg"
import { newId } from "../context.server.ts"
import { hashPassword, verifyPassword } from "./password.server.ts"
import { signedToken } from "./session-cookie.server.ts"

const SESSION_SECONDS = 12 * 3600
const REFRESH_SECONDS = 3600
export const MIN_PASSWORD_LENGTH = 10

/**
 * Passwords, sessions and second factors, in their own schema `auth` through the same pool. Nobody signs up: accounts are made by
 * an administrator's invitation (features/organisation). The library's naming stays inside this folder.
 */
export function openAccounts(pool: pg.Pool, options: { secret: string; publicUrl: string }) {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }).withSchema("auth")
  const auth = betterAuth({
    appName: "Tiến Độ",
    secret: options.secret,
    baseURL: options.publicUrl,
    basePath: "/tai-khoan",
    database: { db, type: "postgres" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: REFRESH_SECONDS },
    advanced: {
      cookiePrefix: "tiendo",
      useSecureCookies: options.publicUrl.startsWith("https:"),
      defaultCookieAttributes: { sameSite: "lax", httpOnly: true, path: "/" },
      database: { generateId: newId },
    },
    rateLimit: { enabled: false }, // ours counts in the database, for all processes (platform/http/rate-limit.server.ts)
    telemetry: { enabled: false },
    plugins: [twoFactor({ issuer: "Tiến Độ" })],
  })
  return {
    auth,

    /** Makes an account with a password. @returns its user id */
    async create(email: string, name: string, password: string): Promise<string> {
      const { internalAdapter } = await auth.$context
      const user = await internalAdapter.createUser(
        { email: email.toLowerCase(), name, emailVerified: true },
        { method: "email-password" },
      )
      const hash = await hashPassword(password)
      await internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: "credential",
        password: hash,
      })
      return user.id
    },

    /** The account that signs in with an address, if there is one. */
    async findByEmail(email: string): Promise<string | undefined> {
      return (await (await auth.$context).internalAdapter.findUserByEmail(email))?.user.id
    },

    /** Replaces the password of an account. Its sessions go on until `endSessions`. */
    async setPassword(userId: string, password: string): Promise<void> {
      await (await auth.$context).internalAdapter.updatePassword(userId, await hashPassword(password))
    },

    /** Another name or address to sign in with. */
    async rename(userId: string, { email, name }: { email: string; name: string }): Promise<void> {
      await (await auth.$context).internalAdapter.updateUser(userId, { email: email.toLowerCase(), name })
    },

    /** For a person who lost the telephone and the backup codes: the next sign-in asks for the password alone. */
    async removeSecondFactor(userId: string): Promise<void> {
      const { adapter, internalAdapter } = await auth.$context
      await internalAdapter.updateUser(userId, { twoFactorEnabled: false })
      await adapter.deleteMany({ model: "twoFactor", where: [{ field: "userId", value: userId }] })
    },

    async hasSecondFactor(userId: string): Promise<boolean> {
      const user = (await (await auth.$context).internalAdapter.findUserById(userId)) as {
        twoFactorEnabled?: boolean
      } | null
      return Boolean(user?.twoFactorEnabled)
    },

    /** Ends every session of an account at once, as when its last seat ends. */
    async endSessions(userId: string): Promise<void> {
      await (await auth.$context).internalAdapter.deleteUserSessions(userId)
    },

    /**
     * The user of this request's session cookie, if it holds a valid one. Asked for every page, so a session that needs nothing done is
     * read with one query; the library prolongs those that are due and clears away those that are over.
     */
    async userOf(headers: Headers): Promise<{ userId: string; hasSecondFactor: boolean } | undefined> {
      if (!headers.get("cookie")?.includes("tiendo.session_token")) return undefined
      const { authCookies } = await auth.$context
      const token = signedToken(headers, authCookies.sessionToken.name, options.secret)
      if (!token) return undefined
      const fresh = await freshSession(pool, token)
      if (fresh) return fresh
      const found = await auth.api.getSession({ headers })
      if (!found) return undefined
      return { userId: found.user.id, hasSecondFactor: Boolean(found.user.twoFactorEnabled) }
    },
  }
}
/** The session of a token when nothing is to be done about it; it may have been ended or run out, or be due for prolonging. */
async function freshSession(pool: pg.Pool, token: string) {
  const { rows } = await pool.query<{ userId: string; expiresAt: Date; hasSecondFactor: boolean | null }>(
    `select session."userId", session."expiresAt", "user"."twoFactorEnabled" as "hasSecondFactor"
     from auth.session join auth."user" on "user".id = session."userId" where session.token = $1`,
    [token],
  )
  const [session] = rows
  const remaining = session ? session.expiresAt.getTime() - Date.now() : 0
  if (!session || remaining <= (SESSION_SECONDS - REFRESH_SECONDS) * 1_000) return undefined
  return { userId: session.userId, hasSecondFactor: Boolean(session.hasSecondFactor) }
}

export type Accounts = ReturnType<typeof openAccounts>
