import { createStore, del, entries, get, set, type UseStore, update } from "idb-keyval"
import { isSameTyped, joinTyped, type Typed } from "#features/reporting/typed-entry.ts"

/** What stands in one form of one person on this device. */
export type Draft = {
  owner: string
  report: string
  /** Where the form is sent. */
  address: string
  /** What the system last said that stands there, and in which version. */
  base: Typed
  version: number
  /** What was typed here and has not been sent; null when everything was. */
  mine: Typed | null
  /** New whenever `mine` changes: the same sending twice acts once. */
  requestId: string
  savedAt: string | null
  evidenceCount: number | null
  /** Fields that somebody else changed to something different meanwhile: `theirs` stands on the system. */
  clash: { fields: string[]; theirs: Typed; by: string | null; at: string | null } | null
  refusal: { text: string; details: readonly { text: string; field: string | null }[] } | null
  /** The system does not know this form any more, or no longer lets this person write it. */
  isGone: boolean
}

/** A proof that waits to be sent. */
export type Proof = {
  owner: string
  report: string
  entry: string
  address: string
  fields: Readonly<Record<string, string>>
  file: { name: string; content: Blob } | null
  refusal: string | null
}

/** A page that this device shows without a line. */
export type KeptPage = { owner: string; address: string; title: string; keptAt: string }

const made = new Map<string, UseStore>()
const storeOf = (name: string): UseStore => {
  const store = made.get(name) ?? createStore(`tiendo-${name}`, name)
  made.set(name, store)
  return store
}

export const draftKey = (owner: string, form: string): string => `${owner}/${form}`
export const readDraft = (key: string): Promise<Draft | undefined> => get<Draft>(key, storeOf("drafts"))
export const allDrafts = (): Promise<[string, Draft][]> => entries<string, Draft>(storeOf("drafts"))
export const forgetDraft = (key: string): Promise<void> => del(key, storeOf("drafts"))
/** Reads, changes and writes in one transaction of the device's store; a draft that is not there stays absent. */
export const changeDraft = (key: string, change: (draft: Draft) => Draft): Promise<void> =>
  update<Draft | undefined>(key, (draft) => draft && change(draft), storeOf("drafts"))
export const keepDraft = (key: string, draft: Draft): Promise<void> => set(key, draft, storeOf("drafts"))

export const allProofs = (): Promise<[string, Proof][]> => entries<string, Proof>(storeOf("proofs"))
export const keepProof = (requestId: string, proof: Proof): Promise<void> => set(requestId, proof, storeOf("proofs"))
export const forgetProof = (requestId: string): Promise<void> => del(requestId, storeOf("proofs"))

export const keptPages = async (): Promise<KeptPage[]> =>
  (await entries<string, KeptPage>(storeOf("pages"))).map(([, page]) => page)
export const notePage = (page: KeptPage): Promise<void> => set(page.address, page, storeOf("pages"))
export const forgetPage = (address: string): Promise<void> => del(address, storeOf("pages"))

/** The draft once the system said that `theirs` stands there now: joined field by field, what both changed waits for a choice. */
export function withTheirs(
  draft: Draft,
  theirs: { typed: Typed; version: number; by: string | null; at: string | null },
): Draft {
  const { typed, version, by, at } = theirs
  const plain = { ...draft, base: typed, version, refusal: null, isGone: false }
  if (!draft.mine) return { ...plain, clash: null }
  const joined = joinTyped(draft.base, draft.mine, typed)
  const isNew = !isSameTyped(joined.typed, typed)
  return {
    ...plain,
    mine: isNew ? joined.typed : null,
    requestId: crypto.randomUUID(),
    clash: joined.clashes.length > 0 ? { fields: joined.clashes, theirs: typed, by, at } : null,
  }
}

/** The draft once `sent` is known to stand on the system; what was typed since goes on waiting. */
export const withSent = (
  draft: Draft,
  sent: { typed: Typed; requestId: string; version: number; savedAt: string; evidenceCount: number | null },
): Draft => ({
  ...draft,
  base: sent.typed,
  version: sent.version,
  savedAt: sent.savedAt,
  evidenceCount: sent.evidenceCount ?? draft.evidenceCount,
  mine: draft.requestId === sent.requestId ? null : draft.mine,
  refusal: null,
  isGone: false,
})
