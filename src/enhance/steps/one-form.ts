import { isSameTyped, type Typed } from "#features/reporting/typed-entry.ts"
import { showClash } from "./clash.ts"
import { changeDraft, type Draft, draftKey, forgetDraft, keepDraft, readDraft, withTheirs } from "./drafts.ts"
import { fill, readShown, readTyped } from "./typed-form.ts"
import { moment, type Say } from "./words.ts"

export type OneForm = {
  key: string
  form: HTMLFormElement
  /** What is kept on this device of it, as last read. */
  draft: () => Draft
  /** Keeps what stands in the form; resolves when the device has written it. */
  keep: () => Promise<void>
  /** Reads what became of it after a sending, and shows it. */
  refresh: () => Promise<void>
}

type Owner = { owner: string; report: string; say: Say; changed: () => void }

/** One form of the page and its draft on this device. */
export async function openForm(form: HTMLFormElement, { owner, report, say, changed }: Owner): Promise<OneForm> {
  const key = draftKey(owner, form.dataset.key ?? "")
  const shown = readShown(form)
  const version = Number((form.elements.namedItem("seenVersion") as HTMLInputElement | null)?.value ?? 0)
  let draft = await kept(key, form, { owner, report, typed: shown, version })
  let last: Typed = shown

  const part = form.closest<HTMLElement>("[data-part]") ?? form
  const status = part.querySelector<HTMLElement>("[data-saved]")
  const clash = part.querySelector<HTMLElement>("[data-clash]")
  const show = () => {
    if (status) status.textContent = statusOf(draft, say)
    if (clash) showClash(clash, form, draft, say, (field, values) => void choose(field, values))
  }

  const keep = async () => {
    const typed = readTyped(form)
    last = typed
    await changeDraft(key, (now) => withTyped(now, typed))
    draft = (await readDraft(key)) ?? draft
    show()
  }
  const refresh = async () => {
    draft = (await readDraft(key)) ?? draft
    fill(form, draft.mine ?? draft.base, last)
    last = readTyped(form)
    show()
  }
  const choose = async (field: string, values: Typed) => {
    fill(form, { ...readTyped(form), ...values })
    await changeDraft(key, (now) => withoutClash(now, field))
    await keep()
    changed()
  }

  fill(form, draft.mine ?? draft.base, shown)
  last = readTyped(form)
  show()
  // somebody who typed while the device was still reading
  if (!isSameTyped(last, draft.mine ?? draft.base)) await keep()
  form.addEventListener("input", () => void keep().then(changed, () => undefined))
  return { key, form, draft: () => draft, keep, refresh }
}

/** The draft of this form: what was typed before, joined with what the page shows when that is newer. */
async function kept(
  key: string,
  form: HTMLFormElement,
  page: { owner: string; report: string; typed: Typed; version: number },
): Promise<Draft> {
  const found = await readDraft(key)
  const { owner, report, typed, version } = page
  const fresh: Draft = {
    owner,
    report,
    address: form.dataset.save ?? "",
    base: typed,
    version,
    mine: null,
    requestId: crypto.randomUUID(),
    savedAt: null,
    evidenceCount: null,
    clash: null,
    refusal: null,
    isGone: false,
  }
  const isNewer = found && version > found.version
  const draft = !found ? fresh : isNewer ? withTheirs(found, { typed, version, by: null, at: null }) : found
  // a page that came with the line knows how many proofs there are; the count of the device was of an older page
  const counted = isNewer ? { ...draft, evidenceCount: null, isGone: false } : draft
  await keepDraft(key, counted)
  return counted
}

const withTyped = (draft: Draft, typed: Typed): Draft => {
  if (draft.mine ? isSameTyped(draft.mine, typed) : isSameTyped(draft.base, typed)) return draft
  const isBack = !draft.clash && isSameTyped(draft.base, typed)
  return { ...draft, mine: isBack ? null : typed, requestId: crypto.randomUUID(), refusal: null }
}

function withoutClash(draft: Draft, field: string): Draft {
  const fields = draft.clash?.fields.filter((each) => each !== field) ?? []
  return { ...draft, clash: draft.clash && fields.length > 0 ? { ...draft.clash, fields } : null }
}

function statusOf(draft: Draft, say: Say): string {
  if (draft.clash) return say("steps.status.clash")
  if (draft.isGone) return say("steps.status.gone")
  if (draft.refusal) return `${say("steps.status.refused")} ${draft.refusal.details.map((each) => each.text).join(" ")}`
  if (draft.mine) return say(navigator.onLine ? "steps.status.sending" : "steps.status.here")
  return draft.savedAt ? say("steps.status.sent", { at: moment(draft.savedAt) }) : ""
}

/** Throws away what was typed here: the form shows again what the system has. */
export async function discard(one: OneForm): Promise<void> {
  await changeDraft(one.key, (now) => ({ ...now, mine: null, clash: null, refusal: null }))
  fill(one.form, one.draft().base)
  await one.refresh()
  if (one.draft().isGone) await forgetDraft(one.key)
}
