import { forgetPage, keptPages } from "./steps/drafts.ts"
import type { Message } from "./steps/keep-page.ts"
import { sendAll } from "./steps/send.ts"

/**
 * Shows the pages of single tasks without a line, and sends what waits when the line is back. It keeps what a page asked it to keep and
 * nothing else; signing out takes the pages away (what was typed and not sent stays, for its owner).
 */
const PAGES = "tiendo-pages"
const PARTS = "tiendo-parts"
const WITHOUT_LINE = "/khong-co-mang"
const STEPS = /^\/bao-cao\/[^/]+\/tung-viec$/
/** Styles and scripts of the last versions of the program; older ones go. */
const MOST_PARTS = 40
/** A line that is slower than this is no line to somebody who wants to write; the page that is kept is shown. */
const PATIENCE_MS = 6_000

type Lasting = Event & { waitUntil: (work: Promise<unknown>) => void }
type Fetching = Lasting & { request: Request; respondWith: (answer: Promise<Response>) => void }
type Worker = {
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  addEventListener: ((type: "install" | "activate" | "sync", listener: (event: Lasting) => void) => void) &
    ((type: "fetch", listener: (event: Fetching) => void) => void) &
    ((type: "message", listener: (event: Lasting & { data: Message }) => void) => void)
}
const worker = self as unknown as Worker

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener("sync", (event) => event.waitUntil(sendOrThrow()))
worker.addEventListener("message", (event) => event.waitUntil(obey(event.data)))
worker.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.method === "POST" && pathname === "/dang-xuat") return event.waitUntil(forgetAll())
  if (request.method !== "GET") return
  if (pathname.startsWith("/assets/")) return event.respondWith(part(request))
  if (request.mode === "navigate") event.respondWith(page(request, pathname))
})

/** A sync that fails is tried again by the browser. */
async function sendOrThrow(): Promise<void> {
  if ((await sendAll()) === "away") throw new Error("no line")
}

async function part(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: PARTS })) ?? fetch(request)
}

async function page(request: Request, pathname: string): Promise<Response> {
  const isSteps = STEPS.test(pathname)
  const kept = isSteps ? await caches.match(request, { cacheName: PAGES, ignoreVary: true }) : undefined
  try {
    const answer = await (kept ? inTime(fetch(request)) : fetch(request))
    if (kept && answer.ok && !answer.redirected) await (await caches.open(PAGES)).put(request, answer.clone())
    return answer
  } catch (error) {
    const instead = kept ?? (await caches.match(WITHOUT_LINE, { cacheName: PARTS, ignoreVary: true }))
    if (!instead) throw error
    return instead
  }
}

const inTime = (answer: Promise<Response>): Promise<Response> =>
  Promise.race([
    answer,
    new Promise<Response>((_, fail) => setTimeout(() => fail(new Error("slow line")), PATIENCE_MS)),
  ])

async function obey(message: Message): Promise<void> {
  if (message.type === "forget") return forget(message.addresses)
  const parts = await caches.open(PARTS)
  for (const address of [...message.parts, WITHOUT_LINE])
    if (address === WITHOUT_LINE || !(await parts.match(address))) await keepPart(parts, address)
  const known = await parts.keys()
  for (const old of known.slice(0, Math.max(0, known.length - MOST_PARTS))) await parts.delete(old)
  const pages = await caches.open(PAGES)
  if (message.isShown && (await pages.match(message.address, { ignoreVary: true }))) return
  const answer = await fetch(message.address, { credentials: "same-origin" })
  if (answer.ok && !answer.redirected) await pages.put(message.address, answer)
}

/** The page that is shown without a line brings its own styles and script along. */
async function keepPart(parts: Cache, address: string): Promise<void> {
  const answer = await fetch(address)
  if (!answer.ok) return
  if (address === WITHOUT_LINE) {
    const text = await answer.clone().text()
    for (const [, asset] of text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
      if (asset && !(await parts.match(asset))) await keepPart(parts, asset)
  }
  await parts.put(address, answer)
}

async function forget(addresses: readonly string[]): Promise<void> {
  const pages = await caches.open(PAGES)
  for (const address of addresses) {
    await pages.delete(address, { ignoreVary: true })
    await forgetPage(address)
  }
}

async function forgetAll(): Promise<void> {
  await caches.delete(PAGES)
  await forget((await keptPages()).map((each) => each.address))
}
