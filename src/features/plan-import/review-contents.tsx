import { useSay } from "#ui/language.tsx"

/** The groups of a reading that stands on several pages, each a link to where it begins. */
export function Contents({
  groups,
}: {
  groups: readonly { at: number; code: string | null; title: string; count: number }[]
}) {
  const say = useSay()
  return (
    <details className="card soft">
      <summary>{say("planImport.contents", { count: groups.length })}</summary>
      <nav aria-label={say("planImport.contents", { count: groups.length })}>
        <ul>
          {groups.map(({ at, code, title, count }) => (
            <li key={at}>
              <a href={`?nhom=${at}#nhom-${at}`}>{code ? `${code}. ${title}` : title}</a>{" "}
              <small>{say("planImport.groupTasks", { count })}</small>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  )
}
