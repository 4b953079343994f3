import { checkTyped, type EntryBasis } from "#features/reporting/check-typed.ts"
import type { Typed } from "#features/reporting/typed-entry.ts"
import { element, type Say } from "./words.ts"

export type Standing = "unanswered" | "incomplete" | "complete"

/** Shows what an entry still lacks and what looks doubtful in it, as the server would say it. @returns how it stands */
export function showChecks(
  step: HTMLElement,
  { basis, typed, code, say }: { basis: EntryBasis; typed: Typed; code: string; say: Say },
): Standing {
  const { faults, doubts } = checkTyped(basis, typed)
  const isAnswered = typed.answer !== ""
  const prefix = step.dataset.prefix ?? ""
  const box = step.querySelector<HTMLElement>("[data-faults]")
  if (box) {
    box.hidden = !isAnswered || faults.length === 0
    box.querySelector("ul")?.replaceChildren(
      ...faults.map((fault) => {
        const text = say(`refusal.${fault.code}`, { ...fault.values, task: code })
        const place = fault.field === "evidence" ? `${prefix}proofs` : `${prefix}${fault.field ?? "answer"}`
        return element("li", {}, element("a", { href: `#${place}` }, text))
      }),
    )
  }
  const card = step.querySelector<HTMLElement>("[data-doubts]")
  if (card) {
    card.hidden = doubts.length === 0 && (typed.doubtReason ?? "") === ""
    card.querySelector("ul")?.replaceChildren(...doubts.map((doubt) => element("li", {}, say(`doubt.${doubt}`))))
  }
  return !isAnswered ? "unanswered" : faults.length > 0 ? "incomplete" : "complete"
}

/** What each answer asks for; the other fields step aside as long as nothing stands in them. */
const asked: Readonly<Record<string, readonly string[]>> = {
  "": [],
  progress: ["percentDone", "result", "product", "obstacle", "proposal", "nextStep"],
  claim: ["percentDone", "result", "product", "obstacle", "proposal", "nextStep"],
  nothingChanged: [],
  missing: ["missingReason"],
}
const adjustable = ["percentDone", "result", "product", "obstacle", "proposal", "nextStep", "missingReason"]

/** One question first: what follows from its answer appears below it. */
export function showAsked(form: HTMLFormElement, typed: Typed): void {
  const answer = typed.answer ?? ""
  for (const name of adjustable) {
    const field = form.elements.namedItem(name)
    const frame = field instanceof HTMLElement ? field.closest<HTMLElement>(".field") : null
    if (frame) frame.hidden = !(asked[answer] ?? []).includes(name) && (typed[name] ?? "") === ""
  }
  const objection = form.elements.namedItem("objection")
  const reason = objection instanceof HTMLElement ? objection.closest<HTMLElement>(".field") : null
  if (reason) reason.hidden = typed.consent !== "object" && (typed.objection ?? "") === ""
  const numbers = form.querySelector<HTMLElement>("section.card")
  if (numbers) numbers.hidden = answer === "" || answer === "missing"
}
