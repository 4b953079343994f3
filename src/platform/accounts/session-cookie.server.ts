import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * The session token of a request, if the cookie bears our signature: "<token>.<HMAC-SHA256 of the token, base64>", as the accounts
 * library writes it. A cookie that was made up is refused without asking the database.
 */
export function signedToken(headers: Headers, cookieName: string, secret: string): string | undefined {
  const value = cookieValue(headers.get("cookie") ?? "", cookieName)
  const dot = value?.lastIndexOf(".") ?? -1
  if (!value || dot < 1) return undefined
  const token = value.slice(0, dot)
  const given = Buffer.from(value.slice(dot + 1), "base64")
  const expected = createHmac("sha256", secret).update(token).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
}

function cookieValue(cookies: string, name: string): string | undefined {
  const pair = cookies.split(";").find((each) => each.trimStart().startsWith(`${name}=`))
  try {
    return pair && decodeURIComponent(pair.slice(pair.indexOf("=") + 1).trim())
  } catch {
    return undefined
  }
}
