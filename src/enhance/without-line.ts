import { allDrafts, keptPages } from "./steps/drafts.ts"
import { element, moment, speaker } from "./steps/words.ts"

/** Lists the reports that this device can show without a line, with what waits in them. */
const place = document.querySelector<HTMLElement>("[data-kept]")
if (place) void show(place)

async function show(place: HTMLElement): Promise<void> {
  const say = speaker(JSON.parse(place.dataset.words ?? "{}"))
  const drafts = (await allDrafts()).map(([, draft]) => draft)
  const pages = (await keptPages()).sort((one, other) => (one.keptAt < other.keptAt ? 1 : -1))
  const items = pages.map((page) => {
    const unsent = drafts.filter(
      ({ owner, mine, report }) => owner === page.owner && mine && page.address.includes(report),
    )
    const more = unsent.length > 0 ? say("withoutLine.unsent", { n: unsent.length }) : say("withoutLine.nothingUnsent")
    return element(
      "li",
      { class: "card" },
      element("a", { href: page.address }, page.title),
      element("br"),
      element("small", {}, `${say("withoutLine.keptAt", { at: moment(page.keptAt) })} ${more}`),
    )
  })
  if (items.length > 0) place.replaceChildren(...items)
}
