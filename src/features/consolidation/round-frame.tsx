import type { ReactNode } from "react"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, PageHead, Tag } from "#ui/parts.tsx"
import type { Word } from "#ui/words.ts"

const tabs: readonly { path: string; word: Word }[] = [
  { path: "", word: "desk.matrix" },
  { path: "/hang-doi", word: "desk.queue" },
  { path: "/gia-han", word: "desk.extensions" },
  { path: "/kiem-tra-mau", word: "sample.title" },
  { path: "/so-lieu", word: "desk.figures" },
  { path: "/bieu-so-lieu", word: "desk.numbers" },
  { path: "/vuong-mac", word: "desk.obstacles" },
  { path: "/du-thao", word: "desk.narrative" },
  { path: "/so-sanh", word: "desk.compare" },
  { path: "/ban-hanh", word: "desk.issue" },
]

/** A request is answered, not consolidated. */
const requestTabs: readonly { path: string; word: Word }[] = [
  { path: "", word: "desk.matrix" },
  { path: "/gia-han", word: "desk.extensions" },
  { path: "/tra-loi", word: "request.answers" },
]

/** The views of one round, in the order in which the plan office works: who sent, the figures, the text, the issue. */
export function RoundFrame({ round, current, children }: { round: Round; current: string; children: ReactNode }) {
  const say = useSay()
  const documentName = useRoundName()(round.documentName)
  const name = documentName.charAt(0).toUpperCase() + documentName.slice(1)
  return (
    <>
      <PageHead
        crumbs={[{ to: "/tong-hop", label: say("nav.consolidation") }]}
        title={name}
        lead={
          <>
            {say("round.unitsDueOn")} <Days day={round.dueOn} /> · {say("round.officeDueOn")}{" "}
            <Days day={round.officeDueOn} /> · {say("round.asOf")} <Days day={round.asOfOn} />
            {(round.consolidationEdition ?? 1) > 1 && (
              <>
                {" "}
                <Tag tone="accent">{say("edition.correction", { edition: round.consolidationEdition! })}</Tag>
              </>
            )}
          </>
        }
      />
      <nav className="tabs" aria-label={say("desk.views")}>
        <ul>
          {(round.kind === "request" ? requestTabs : tabs).map((tab) => (
            <li key={tab.path}>
              <a href={`/tong-hop/${round.id}${tab.path}`} aria-current={tab.path === current ? "page" : undefined}>
                {say(tab.word)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  )
}
