import type { ReactNode } from "react"
import { useSay } from "#ui/language.tsx"
import { Tag, type Tone } from "#ui/parts.tsx"
import type { ShownDifference } from "./indicator-differences.ts"
import type { ShownChange } from "./read-changes.server.ts"

const tones: Record<ShownChange["kind"], Tone> = {
  change: "accent",
  add: "good",
  drop: "bad",
  merge: "warn",
  split: "warn",
}

/** One sentence of an amending document: what was before on the left, what is after on the right. */
export function ChangeCard({ change, base, children }: { change: ShownChange; base: string; children?: ReactNode }) {
  const say = useSay()
  const title = [change.code, change.title].filter(Boolean).join(". ")
  return (
    <article className="card">
      <h3>
        <Tag tone={tones[change.kind]}>{say(`amendment.kind.${change.kind}`)}</Tag>{" "}
        {change.subject === "indicator" && <Tag tone="calm">{say("amendment.indicator")}</Tag>}{" "}
        {change.subject === "task" && change.subjectId && change.kind !== "split" ? (
          <a href={`${base}/nhiem-vu/${change.subjectId}`}>{title}</a>
        ) : (
          title
        )}
      </h3>
      {change.others.length > 0 && (
        <p>
          {say(change.kind === "split" ? "amendment.splitFrom" : "amendment.mergedFrom")}:{" "}
          {change.others.map((other, index) => (
            <span key={other.id}>
              {index > 0 && "; "}
              <a href={`${base}/nhiem-vu/${other.id}`}>{`${other.code}. ${other.title}`}</a>
            </span>
          ))}
        </p>
      )}
      {change.differences.length > 0 && (
        <Differences differences={change.differences} isNew={change.kind === "add" || change.kind === "split"} />
      )}
      {change.note && (
        <p className="soft">
          {say("amendment.note")}: {change.note}
        </p>
      )}
      {children}
    </article>
  )
}

/** Before and after side by side; under each other on a phone. */
export function Differences({ differences, isNew }: { differences: readonly ShownDifference[]; isNew: boolean }) {
  const say = useSay()
  const shown = (difference: ShownDifference, side: "before" | "after") =>
    difference.field === "state" && difference[side]
      ? say(`compare.state.${difference[side] as "dropped"}`)
      : difference[side] || "–"
  return (
    <table className="stack compare">
      <thead>
        <tr>
          <th>{say("compare.field")}</th>
          {!isNew && <th>{say("compare.before")}</th>}
          <th>{say(isNew ? "compare.content" : "compare.after")}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => (
          <tr key={difference.field}>
            <th scope="row">{say(`compare.field.${difference.field}`)}</th>
            {!isNew && (
              <td data-label={say("compare.before")}>
                <del>{shown(difference, "before")}</del>
              </td>
            )}
            <td data-label={say(isNew ? "compare.content" : "compare.after")}>
              <ins>{shown(difference, "after")}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
