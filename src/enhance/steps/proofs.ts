import { allProofs, forgetProof, keepProof } from "./drafts.ts"
import { element, type Say } from "./words.ts"

type Owner = { owner: string; report: string; say: Say; changed: () => void }

/** The proofs of a step that wait on this device, and the form that adds one. @returns how many wait, shown anew at each call */
export function openProofs(step: HTMLElement, { owner, report, say, changed }: Owner): () => Promise<number> {
  const form = step.querySelector<HTMLFormElement>("form[data-proofs]")
  const list = step.querySelector<HTMLElement>("[data-waiting]")
  const entry = form?.dataset.proofs ?? ""
  if (!form || !list) return async () => 0
  form.hidden = false
  const show = async (): Promise<number> => {
    const mine = (await allProofs()).filter(([, proof]) => proof.owner === owner && proof.entry === entry)
    list.replaceChildren(
      ...mine.map(([requestId, proof]) => {
        const title = proof.fields.title || proof.file?.name || proof.fields.number || ""
        const state =
          proof.refusal === null ? say("steps.proof.waits") : `${say("steps.status.refused")} ${proof.refusal}`
        const drop = element("button", { type: "button", class: "plain" }, say("steps.proof.drop", { title }))
        drop.addEventListener("click", () => void forgetProof(requestId).then(show).then(changed))
        return element("li", {}, `${title} – ${state} `, drop)
      }),
    )
    return mine.length
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = new FormData(form)
    const file = typed.get("file")
    const fields = Object.fromEntries(
      [...typed].filter((pair): pair is [string, string] => typeof pair[1] === "string"),
    )
    const content = file instanceof File && file.size > 0 ? { name: file.name, content: file as Blob } : null
    const fault = faultOf(fields, content !== null, say)
    const error = form.querySelector<HTMLElement>("[data-fault]")
    if (error) error.textContent = fault
    if (fault) return
    const proof = { owner, report, entry, address: form.dataset.address ?? "", fields, file: content, refusal: null }
    void keepProof(crypto.randomUUID(), proof).then(() => {
      form.reset()
      form.querySelector("details")?.removeAttribute("open")
      changed()
      return show().then(() => list.scrollIntoView({ block: "center" }))
    })
  })
  return show
}

function faultOf(fields: Readonly<Record<string, string>>, hasFile: boolean, say: Say): string {
  const number = (fields.number ?? "").trim()
  if (!hasFile && number === "") return say("refusal.evidence.nothingGiven")
  if (number !== "" && (fields.issuedOn ?? "").trim() === "") return say("refusal.evidence.dateMissing")
  return fields.isNotSecret === "1" ? "" : say("refusal.evidence.notSecretMissing")
}
