import { folded } from "#shared/folded.ts"
import { useSay } from "#ui/language.tsx"

const SHOWN = 30
type Subject = { id: string; code: string | null; title: string; groupId: string }

/** The tasks or indicators that a search finds, without diacritics, the first of them; those of one group before the others. */
export function searchedSubjects(
  subjects: readonly Subject[],
  text: string,
  { not, first }: { not?: string | null; first?: string } = {},
): Subject[] {
  const words = folded(text).split(" ").filter(Boolean)
  return subjects
    .filter((each) => each.id !== not)
    .filter((each) => {
      const searched = folded(`${each.code ?? ""} ${each.title}`)
      return words.every((word) => searched.includes(word))
    })
    .sort((a, b) => Number(b.groupId === first) - Number(a.groupId === first))
    .slice(0, SHOWN)
}

/** Finds what a change is about: a search and the first of what it finds. */
export function SubjectSearch({
  text,
  found,
  hidden,
  to,
}: {
  text: string
  found: readonly Subject[]
  hidden: Record<string, string>
  to: (id: string) => string
}) {
  const say = useSay()
  return (
    <>
      <SearchForm text={text} hidden={hidden} />
      {found.length === 0 ? (
        <p className="soft">{say("tasks.none")}</p>
      ) : (
        <ul>
          {found.map((each) => (
            <li key={each.id}>
              <a href={to(each.id)}>{[each.code, each.title].filter(Boolean).join(". ")}</a>
            </li>
          ))}
        </ul>
      )}
      {found.length === SHOWN && <p className="soft">{say("amendment.findMore", { count: SHOWN })}</p>}
    </>
  )
}

/** Words without diacritics; the rest of the address stays. */
export function SearchForm({ text, hidden }: { text: string; hidden: Record<string, string> }) {
  const say = useSay()
  return (
    <form method="get" className="filters row">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="field grow">
        <label htmlFor="tim">{say("amendment.find")}</label>
        <input id="tim" name="tim" type="search" defaultValue={text} />
      </div>
      <div className="field">
        <button type="submit">{say("tasks.filter")}</button>
      </div>
    </form>
  )
}
