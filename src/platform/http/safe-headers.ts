const POLICY_HEADER = "Content-Security-Policy"

/**
 * The security headers of every page. A page without scripts allows none; one that asked for an enhancement marks it with
 * `x-tiendo-script` and gets this response's nonce. Answers that set a policy of their own (downloads) keep it.
 */
export function safeHeaders(headers: Headers, nonce: string, publicUrl: string): void {
  const scripts = headers.get("x-tiendo-script") ? `'nonce-${nonce}'` : "'none'"
  headers.delete("x-tiendo-script")
  if (!headers.has(POLICY_HEADER))
    headers.set(
      POLICY_HEADER,
      `default-src 'none'; script-src ${scripts}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; ` +
        "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
  headers.set("X-Content-Type-Options", "nosniff")
  headers.set("X-Frame-Options", "DENY")
  headers.set("Referrer-Policy", "same-origin")
  headers.set("Cross-Origin-Opener-Policy", "same-origin")
  headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
  if (publicUrl.startsWith("https:")) headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store")
}
