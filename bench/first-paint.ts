import { existsSync } from "node:fs"
import { type Browser, type BrowserContext, type CDPSession, chromium } from "playwright-core"
import { quantile, type Row, signIn } from "./client.ts"

/** Slow 4G as Lighthouse names it, and a telephone that computes at a quarter of this machine's speed. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1_000_000) / 8,
  uploadThroughput: (0.75 * 1_000_000) / 8,
}
const CPU_SLOWDOWN = 4
const PHONE = { width: 390, height: 844 }

export const paintRows = ["paint-entry", "paint-steps", "paint-report", "paint-board"] as const
/** `ready`: what has a text once the page's own script has begun its work; without it the page is usable when it has loaded. */
export type PaintPage = { path: string; email: string; password: string; ready?: string }

/**
 * From typing the address with an empty cache to the largest contentful paint, on a slow line and a slow telephone; `p95Ms` stands for the
 * slowest, and `usableMs` is the moment at which everything has come and our scripts have run.
 */
export async function measurePaint(
  base: string,
  pages: Record<string, PaintPage>,
  times: number,
  wants: (work: string) => boolean,
): Promise<Row[]> {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  const executablePath = places.find((place) => place && existsSync(place))
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] })
  const rows: Row[] = []
  try {
    for (const [work, page] of Object.entries(pages).filter(([work]) => wants(work))) {
      const cookies = await cookiesOf(base, page)
      const found: { lcp: number; usable: number; bytes: number }[] = []
      for (let time = 0; time < times; time++)
        found.push(await paintOnce(browser, base + page.path, cookies, page.ready))
      const of = (name: "lcp" | "usable" | "bytes", share: number) =>
        Math.round(
          quantile(
            found.map((each) => each[name]),
            share,
          ),
        )
      rows.push({
        work,
        ms: of("lcp", 0.5),
        p95Ms: of("lcp", 0.95),
        usableMs: of("usable", 0.5),
        bytes: of("bytes", 0.5),
      })
    }
  } finally {
    await browser.close()
  }
  return rows
}

type Cookies = Parameters<BrowserContext["addCookies"]>[0]

const cookiesOf = async (base: string, { email, password }: PaintPage): Promise<Cookies> =>
  (await signIn(base, email, password)).split("; ").map((cookie) => {
    const at = cookie.indexOf("=")
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: base }
  })

async function paintOnce(browser: Browser, address: string, cookies: Cookies, ready?: string) {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const session: CDPSession = await context.newCDPSession(page)
  let bytes = 0
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await session.send("Network.enable")
  await session.send("Network.emulateNetworkConditions", SLOW_4G)
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN })
  const answer = await page.goto(address, { waitUntil: "load" })
  if (answer?.status() !== 200) throw new Error(`${address}: ${answer?.status()}`)
  const lcp = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1)!.startTime)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        })
      }),
  )
  if (ready) await page.waitForFunction((place) => document.querySelector(place)?.textContent !== "", ready)
  const usable = await page.evaluate((isReady) => {
    if (isReady) return performance.now()
    const [load] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[]
    return load!.loadEventEnd || load!.domComplete
  }, ready !== undefined)
  await context.close()
  return { lcp, usable, bytes }
}
