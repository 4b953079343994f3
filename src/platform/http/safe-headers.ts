const POLICY_HEADER = "Content-Security-Policy"

/**
 * The security headers of every page. A page without scripts allows none; one that asked for an enhancement marks it with
 * `x-tiendo-script` and gets this response's nonce; one that shows a file of ours in a frame marks it with `x-tiendo-frame`. Answers that set
 * a policy of their own (files) keep it.
 */
export function safeHeaders(headers: Headers, nonce: string, publicUrl: string): void {
  const scripts = headers.get("x-tiendo-script") ? `'nonce-${nonce}'` : "'none'"
  const frames = headers.get("x-tiendo-frame") ? "'self'" : "'none'"
  headers.delete("x-tiendo-script")
  headers.delete("x-tiendo-frame")
  if (!headers.has(POLICY_HEADER))
    headers.set(
      POLICY_HEADER,
      `default-src 'none'; script-src ${scripts}; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src ${frames}; ` +
        "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
  headers.set("X-Content-Type-Options", "nosniff")
  if (!headers.has("X-Frame-Options")) headers.set("X-Frame-Options", "DENY")
  headers.set("Referrer-Policy", "same-origin")
  headers.set("Cross-Origin-Opener-Policy", "same-origin")
  headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
  if (publicUrl.startsWith("https:")) headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store")
}
