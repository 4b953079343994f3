import { keptPages, notePage } from "./drafts.ts"

export type Message =
  | { type: "keep"; address: string; parts: string[]; isShown: boolean }
  | { type: "forget"; addresses: string[] }

const WORKER = "/service-worker.js"

/**
 * Asks the service worker to keep this page for the time without a line. @param isAsked false: the person does not want it on this device
 * @returns whether this browser can keep pages
 */
export async function keepThisPage(page: { owner: string; title: string }, isAsked: boolean): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false
  const address = location.pathname + location.search
  await navigator.serviceWorker.register(WORKER)
  const { active } = await navigator.serviceWorker.ready
  const send = (message: Message) => active?.postMessage(message)
  if (!isAsked) {
    send({ type: "forget", addresses: (await keptPages()).map((each) => each.address) })
    return true
  }
  await navigator.storage?.persist?.()
  await notePage({ ...page, address, keptAt: new Date().toISOString() })
  const parts = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[href], script[src]")].map(
    (part) => new URL("href" in part ? part.href : part.src).pathname,
  )
  send({ type: "keep", address, parts, isShown: navigator.serviceWorker.controller !== null })
  return true
}

type WithSync = ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }

/** Lets the browser send later, when there is a line, even if this page is closed by then; browsers that cannot do so ignore it. */
export async function sendLater(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as WithSync | undefined
  await registration?.sync?.register("tiendo-send").catch(() => undefined)
}
