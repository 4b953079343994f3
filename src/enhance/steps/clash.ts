import { fieldsOfClash } from "#features/reporting/typed-entry.ts"
import type { Draft } from "./drafts.ts"
import { labelOf, readTyped, wordsOf } from "./typed-form.ts"
import { element, moment, type Say } from "./words.ts"

type Choice = "mine" | "theirs" | "both"

/** Both texts of each field that two people changed, and a choice between them. Nothing is sent until each has one. */
export function showClash(
  box: HTMLElement,
  form: HTMLFormElement,
  draft: Draft,
  say: Say,
  choose: (field: string, values: Readonly<Record<string, string>>) => void,
): void {
  const { clash } = draft
  box.hidden = clash === null
  if (!clash) {
    box.replaceChildren()
    return
  }
  const mine = readTyped(form)
  const shown = (typed: Readonly<Record<string, string>>, names: readonly string[]) =>
    names
      .map((name) => wordsOf(form, name, typed[name] ?? ""))
      .filter((text) => text.trim() !== "")
      .join(" · ") || say("stale.empty")
  const cards = clash.fields.map((field) => {
    const names = fieldsOfClash(field, Object.keys(mine))
    const isText = form.elements.namedItem(field) instanceof HTMLTextAreaElement
    const button = (choice: Choice) => {
      const made = element("button", { type: "button", class: "secondary" }, say(`steps.clash.${choice}`))
      made.addEventListener("click", () => choose(field, chosen(choice, names, mine, clash.theirs)))
      return made
    }
    return element(
      "div",
      { class: "card" },
      element("h3", {}, labelOf(form, field)),
      element("p", { class: "prose" }, element("strong", {}, `${say("steps.clash.here")}: `), shown(mine, names)),
      element(
        "p",
        { class: "prose" },
        element("strong", {}, `${say("steps.clash.there")}: `),
        shown(clash.theirs, names),
      ),
      element("p", { class: "actions" }, button("mine"), button("theirs"), ...(isText ? [button("both")] : [])),
    )
  })
  const who = clash.by ? say("steps.clash.by", { name: clash.by, at: moment(clash.at) }) : say("steps.clash.somebody")
  box.replaceChildren(element("h3", {}, say("steps.clash.title")), element("p", {}, who), ...cards)
}

function chosen(
  choice: Choice,
  names: readonly string[],
  mine: Readonly<Record<string, string>>,
  theirs: Readonly<Record<string, string>>,
): Record<string, string> {
  const of = (typed: Readonly<Record<string, string>>, name: string) => typed[name] ?? ""
  return Object.fromEntries(
    names.map((name) => [
      name,
      choice === "both" ? `${of(theirs, name)}\n${of(mine, name)}`.trim() : of(choice === "mine" ? mine : theirs, name),
    ]),
  )
}
