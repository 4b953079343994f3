import { useSay } from "#ui/language.tsx"
import type { SectionLine } from "./read-entries.server.ts"
import type { TemplateSection } from "./report-template.ts"
import { isStandardSection } from "./sections.ts"

type Titled = Pick<TemplateSection, "key" | "title">

/** What a section is called: as the plan's template says, or in the page's language where it is a standard one. */
export function useSectionTitle(): (section: Titled) => string {
  const say = useSay()
  return ({ key, title }) => title ?? (isStandardSection(key) ? say(`section.${key}`) : key)
}

/** The sections of a report that say something, in the order of the template. */
export function SectionTexts({
  sections,
  asked,
}: {
  sections: readonly SectionLine[]
  asked: readonly TemplateSection[]
}) {
  const say = useSay()
  const titleOf = useSectionTitle()
  return asked.map((each) => {
    const found = sections.find((section) => section.key === each.key)
    const body = found?.isNone ? say("section.none") : found?.body.trim()
    return body ? (
      <section key={each.key}>
        <h2>{titleOf(each)}</h2>
        <p className="prose">{body}</p>
      </section>
    ) : null
  })
}
