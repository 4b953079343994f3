/**
 * A post must come from a page of this system: its Origin names the host that it is sent to, or the public address behind a proxy.
 * A missing Origin is refused: every browser of the last years sends it with a post.
 */
export function isForeignPost(request: Request, publicUrl: string): boolean {
  const origin = request.headers.get("origin")
  if (!origin || origin === "null" || !URL.canParse(origin)) return true
  const { host } = new URL(origin)
  return host !== request.headers.get("host") && host !== new URL(publicUrl).host
}

/** The address of the person behind trusted proxies: the last address of X-Forwarded-For that no trusted proxy wrote. */
export function clientAddress(headers: Headers, peer: string, trustedProxies: readonly string[]): string {
  const plain = (address: string) => address.replace(/^::ffff:/, "")
  if (!trustedProxies.includes(plain(peer))) return plain(peer)
  const hops = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((each) => plain(each.trim()))
    .filter(Boolean)
  return hops.findLast((hop) => !trustedProxies.includes(hop)) ?? plain(peer)
}
