import type { DeviceAnswer } from "#features/reporting/device-answer.ts"
import {
  allDrafts,
  allProofs,
  changeDraft,
  type Draft,
  forgetProof,
  keepProof,
  type Proof,
  readDraft,
  withSent,
  withTheirs,
} from "./drafts.ts"

/** How the line to the system stands after a try: `away` is tried again later, `signedOut` after signing in. */
export type Line = "open" | "away" | "signedOut"

const PATIENCE_MS = 30_000
/** A form that others keep saving in between is joined and sent again so many times before it waits for the next round. */
const ROUNDS = 3

/**
 * Sends what waits on this device. The page and the service worker may both try; one of them sends at a time.
 * @param owner only what this person typed; without it the system takes what is of the person who is signed in, and leaves the rest
 */
export async function sendAll(owner?: string): Promise<Line> {
  const isAsked = (each: { owner: string }) => owner === undefined || each.owner === owner
  return oneAtATime("tiendo-send", async () => {
    for (const [key, draft] of await allDrafts()) {
      if (!isAsked(draft) || !draft.mine || draft.clash || draft.refusal || draft.isGone) continue
      const line = await sendDraft(key)
      if (line !== "open") return line
    }
    for (const [requestId, proof] of await allProofs()) {
      if (!isAsked(proof) || proof.refusal !== null) continue
      const line = await sendProof(requestId, proof)
      if (line !== "open") return line
    }
    return "open"
  })
}

const oneAtATime = <Value>(name: string, work: () => Promise<Value>): Promise<Value> =>
  "locks" in navigator ? (navigator.locks.request(name, work) as Promise<Value>) : work()

async function sendDraft(key: string): Promise<Line> {
  for (let round = 0; round < ROUNDS; round++) {
    const draft = await readDraft(key)
    if (!draft?.mine || draft.clash) return "open"
    const { mine, requestId, owner, version } = draft
    const body = new URLSearchParams({ ...mine, requestId, formOwner: owner, seenVersion: String(version) })
    const answer = await post(draft.address, body)
    if (answer === "ofAnother") return "open"
    if (answer === "away" || answer === "signedOut") return answer
    await changeDraft(key, (now) => after(now, answer, { typed: mine, requestId }))
    if (answer === "gone" || answer.state !== "changed") return "open"
  }
  return "open"
}

function after(draft: Draft, answer: DeviceAnswer | "gone", sent: { typed: Draft["base"]; requestId: string }): Draft {
  if (answer === "gone") return { ...draft, isGone: true }
  if (answer.state === "saved")
    return withSent(draft, { ...sent, ...answer, evidenceCount: answer.evidenceCount ?? null })
  if (answer.state === "refused") return { ...draft, refusal: { text: answer.text, details: answer.details } }
  return withTheirs(draft, { ...answer, typed: answer.theirs })
}

async function sendProof(requestId: string, proof: Proof): Promise<Line> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...proof.fields, requestId })) body.set(name, value)
  if (proof.file) body.set("file", proof.file.content, proof.file.name)
  const answer = await post(`${proof.address}?cua=${proof.owner}`, body)
  if (answer === "ofAnother") return "open"
  if (answer === "away" || answer === "signedOut") return answer
  if (answer === "gone") await keepProof(requestId, { ...proof, refusal: "" })
  else if (answer.state === "refused") await keepProof(requestId, { ...proof, refusal: answer.text })
  else {
    const count = answer.state === "saved" ? (answer.evidenceCount ?? null) : null
    await changeDraft(`${proof.owner}/${proof.entry}`, (draft) => ({ ...draft, evidenceCount: count }))
    await forgetProof(requestId)
  }
  return "open"
}

type Answer = DeviceAnswer | "gone" | "away" | "signedOut" | "ofAnother"

async function post(address: string, body: BodyInit): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    return "away"
  }
  const { status } = response
  if (status === 401) return "signedOut"
  if (status === 403) return "ofAnother"
  if (status === 404) return "gone"
  if (response.headers.get("content-type")?.startsWith("application/json"))
    return (await response.json()) as DeviceAnswer
  const isRefused = status >= 400 && status < 500 && !COME_AGAIN.has(status)
  return isRefused ? { state: "refused", text: "", details: [] } : "away"
}

const COME_AGAIN = new Set([408, 425, 429])
