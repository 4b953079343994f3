import { useRoundName, useSay } from "#ui/language.tsx"
import { Days } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import type { TimelineItem } from "./read-task-timeline.server.ts"

/** What happened to a task, newest first. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  const say = useSay()
  const roundName = useRoundName()
  if (items.length === 0) return null
  const words = (item: TimelineItem): string => {
    if (item.what === "report" || item.what === "obstacle") return say(`answer.${item.detail as "progress"}`)
    if (item.what === "proposal")
      return `${say(`proposal.kind.${item.text as "extend"}`)}: ${say(`proposal.stage.${item.detail as "sent"}`)}`
    return sayCode(say, `timeline.${item.what}`, item.detail)
  }
  const linkText = (item: TimelineItem): string =>
    item.what === "unitPlan" && item.detail === "approved" ? say("unitPlan.ofYear", { year: item.text }) : item.text
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{say("timeline.title")}</h2>
      <ol className="timeline">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is rendered once
          <li key={index}>
            <Days day={item.on} /> <strong>{say(`timeline.what.${item.what}`)}</strong>{" "}
            {item.unitName && `${item.unitName}: `}
            {words(item)}
            {item.what !== "proposal" && item.text && (
              <>
                {" · "}
                {item.to && item.what !== "report" && item.what !== "obstacle" ? (
                  <a href={item.to}>{linkText(item)}</a>
                ) : item.what === "report" ? (
                  roundName(item.text)
                ) : (
                  item.text
                )}
              </>
            )}
            {item.what === "proposal" && (
              <>
                {" · "}
                <a href={item.to}>{say("proposal.what")}</a>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
