import type { EntryBasis } from "#features/reporting/check-typed.ts"
import { type Standing, showAsked, showChecks } from "./steps/checks.ts"
import { keepThisPage, sendLater } from "./steps/keep-page.ts"
import { discard, type OneForm, openForm } from "./steps/one-form.ts"
import { openProofs } from "./steps/proofs.ts"
import { type Line, sendAll } from "./steps/send.ts"
import { fill, readTyped } from "./steps/typed-form.ts"
import { type Say, speaker } from "./steps/words.ts"

/**
 * The page of single tasks with scripts: what is typed is kept on this device at once, checked there, and sent when there is a line. Without
 * this script each form of the page is a plain post.
 */
const PAUSE_MS = 1_500
const AGAIN_MS = 30_000
const SWITCH = "tiendo.keeps-pages"

const root = document.querySelector<HTMLElement>("[data-steps]")
if (root) start(root).catch(() => root.classList.add("cannot-keep"))

type Step = { one: OneForm; show: () => Promise<void> }

async function start(root: HTMLElement): Promise<void> {
  const { owner = "", report = "", title = "" } = root.dataset
  const say = speaker(JSON.parse(root.dataset.words ?? "{}"))
  const line = root.querySelector<HTMLElement>("[data-line]")
  let last: Line = "open"
  let timer: ReturnType<typeof setTimeout> | undefined

  const send = async () => {
    clearTimeout(timer)
    last = navigator.onLine ? await sendAll(owner) : "away"
    for (const { one } of steps) await one.refresh()
    await showAll()
    if (last === "away") await sendLater()
  }
  const showAll = async () => {
    for (const step of steps) await step.show()
    if (line)
      showLine(
        line,
        steps.map(({ one }) => one),
        last,
        say,
      )
  }
  let isReady = false
  const changed = () => {
    if (!isReady) return
    clearTimeout(timer)
    timer = setTimeout(() => void send(), PAUSE_MS)
    void showAll()
  }
  const kept = { owner, report, say, changed }
  const forms = [...root.querySelectorAll<HTMLFormElement>("form[data-save]")]
  const opened = await Promise.all(forms.map((form) => openForm(form, kept)))
  const steps = opened.map((one): Step => ({ one, show: stepOf(root, one, kept) }))
  for (const one of opened) {
    one.form.addEventListener("submit", (event) => {
      event.preventDefault()
      void leave(one, event.submitter as HTMLButtonElement | null).then(send)
    })
    discardButton(one)?.addEventListener("click", () => void discard(one).then(showAll))
  }
  isReady = true
  addEventListener("online", () => void send())
  addEventListener("offline", () => {
    last = "away"
    void showAll()
  })
  addEventListener("hashchange", () => focusStep())
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void send())
  setInterval(() => void send(), AGAIN_MS)
  await showAll()
  await send()
  await offerKeeping(root, { owner, title })
}

const discardButton = ({ form }: OneForm) => form.closest("[data-part]")?.querySelector<HTMLElement>("[data-discard]")

/** Keeps what was typed and goes on to where the button leads. */
async function leave(one: OneForm, button: HTMLButtonElement | null): Promise<void> {
  if (button?.name === "quick") fill(one.form, { ...readTyped(one.form), answer: button.value })
  await one.keep()
  location.hash = button?.dataset.to ?? ""
}

const tags: Record<Standing, string> = { unanswered: "○", incomplete: "◔", complete: "✓" }

function stepOf(
  root: HTMLElement,
  one: OneForm,
  kept: { owner: string; report: string; say: Say; changed: () => void },
): () => Promise<void> {
  const step = one.form.closest<HTMLElement>(".step")
  const { basis: text, code = "" } = one.form.dataset
  const tag = root.querySelector<HTMLElement>(`[data-state-of="${one.form.dataset.key}"]`)
  const unsent = root.querySelector<HTMLElement>(`[data-unsent-of="${one.form.dataset.key}"]`)
  if (!step || !text) return async () => showUnsent(one, unsent, kept.say)
  const basis = JSON.parse(text) as EntryBasis
  const showProofs = openProofs(step, kept)
  return async () => {
    const waiting = await showProofs()
    const evidenceCount = (one.draft().evidenceCount ?? basis.evidenceCount) + waiting
    const typed = readTyped(one.form)
    const standing = showChecks(step, { basis: { ...basis, evidenceCount }, typed, code, say: kept.say })
    showAsked(one.form, typed)
    if (tag) {
      tag.className = `tag ${{ unanswered: "calm", incomplete: "warn", complete: "good" }[standing]}`
      tag.textContent = `${tags[standing]} ${kept.say(`steps.state.${standing}`)}`
    }
    showUnsent(one, unsent, kept.say, waiting)
  }
}

function showUnsent(one: OneForm, place: HTMLElement | null, say: Say, waiting = 0): void {
  const { mine, clash } = one.draft()
  if (place) place.textContent = clash ? say("steps.state.clash") : mine || waiting > 0 ? say("steps.state.unsent") : ""
  const button = discardButton(one)
  if (button) button.hidden = mine === null
}

function showLine(place: HTMLElement, forms: readonly OneForm[], line: Line, say: Say): void {
  const drafts = forms.map((one) => one.draft())
  const clashes = drafts.filter((draft) => draft.clash).length
  const refused = drafts.filter((draft) => draft.mine && (draft.refusal || draft.isGone)).length
  const unsent = drafts.filter((draft) => draft.mine).length - clashes - refused
  const isAllSent = unsent + clashes + refused === 0
  const words = [
    clashes > 0 && say("steps.line.clash", { n: clashes }),
    refused > 0 && say("steps.line.refused", { n: refused }),
    line === "signedOut" && say("steps.line.signedOut", { n: unsent }),
    line === "away" && say(unsent > 0 ? "steps.line.away" : "steps.line.awayNothing", { n: unsent }),
    line === "open" && unsent > 0 && say("steps.line.sending", { n: unsent }),
    line === "open" && isAllSent && say("steps.line.sent"),
  ].filter((each): each is string => Boolean(each))
  const text = words.join(" ")
  if (place.dataset.text === text) return
  place.dataset.text = text
  place.className = `line ${line === "open" && clashes + refused === 0 ? "good" : "warn"}`
  place.replaceChildren(text)
  if (line !== "signedOut") return
  const link = document.createElement("a")
  link.href = `/dang-nhap?next=${encodeURIComponent(location.pathname + location.search)}`
  link.textContent = say("steps.line.signIn")
  place.append(" ", link)
}

/** The heading of the step that was opened is read out; the list keeps its place. */
function focusStep(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const heading = target?.classList.contains("step") ? target.querySelector<HTMLElement>("h2") : null
  heading?.focus({ preventScroll: true })
  if (heading) target?.scrollIntoView()
}

async function offerKeeping(root: HTMLElement, page: { owner: string; title: string }): Promise<void> {
  const place = root.querySelector<HTMLElement>("[data-keeping]")
  const button = place?.querySelector("button")
  const isAsked = () => localStorage.getItem(SWITCH) !== "no"
  const show = async () => {
    const can = await keepThisPage(page, isAsked())
    if (!place || !button || !can) return
    place.hidden = false
    const words = isAsked() ? place.dataset.on : place.dataset.off
    place.querySelector("span")!.textContent = words ?? ""
    button.textContent = (isAsked() ? button.dataset.stop : button.dataset.start) ?? ""
  }
  button?.addEventListener("click", () => {
    localStorage.setItem(SWITCH, isAsked() ? "no" : "yes")
    void show()
  })
  await show()
}
