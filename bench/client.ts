export type Row = {
  work: string
  requestsPerSecond?: number
  cpuMsPerRequest?: number
  p50Ms?: number
  p95Ms?: number
  p99Ms?: number
  timesSlowerThanBareNode?: number
  /** p95 under load ÷ the median of the same request while nothing else runs. */
  timesSlowerThanIdle?: number
  count?: number
  /** Everything has come and our scripts have run. */
  usableMs?: number
  firstByteMs?: number
  /** What came over the line, compressed, with headers. */
  bytes?: number
  ms?: number
}

/** Sends a form as a browser without scripts does. @throws when the answer is not the redirect of a success */
export async function postForm(base: string, path: string, cookie: string, fields: Record<string, string>) {
  const answer = await fetch(base + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    headers: { cookie, origin: base },
  })
  const text = await answer.text()
  if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`)
  return answer
}

/** @returns the text of a page @throws when there is none */
export async function getPage(base: string, path: string, cookie: string): Promise<string> {
  const answer = await fetch(base + path, { headers: { cookie } })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return text
}

export async function signIn(base: string, email: string, password = "demo"): Promise<string> {
  const answer = await postForm(base, "/dang-nhap", "", { email, password })
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ")
}

/** How long one piece of work takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

export const round2 = (value: number): number => Math.round(value * 100) / 100
