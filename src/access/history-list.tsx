import type { HistoryLine } from "#platform/history/read-history.server.ts"
import { useSay } from "#ui/language.tsx"
import { TableScroll } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"

export type HistoryRow = { seq: string; at: string; kind: string; personName: string | null; facts: string }

/** A line of the history as a page shows it: the instant in Vietnam, who, what, and the facts that were recorded. */
export const historyRow = ({ seq, at, kind, personName, facts }: HistoryLine): HistoryRow => ({
  seq: seq.toString(),
  at: new Date(at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }),
  kind,
  personName,
  facts: Object.keys(facts).length === 0 ? "" : JSON.stringify(facts, null, 1),
})

export function HistoryList({ rows }: { rows: HistoryRow[] }) {
  const say = useSay()
  return (
    <TableScroll label={say("plan.history")}>
      <table className="stack">
        <thead>
          <tr>
            <th className="number">{say("history.number")}</th>
            <th>{say("history.at")}</th>
            <th>{say("history.what")}</th>
            <th>{say("history.who")}</th>
            <th>{say("history.facts")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.seq}>
              <td className="number" data-label={say("history.number")}>
                {row.seq}
              </td>
              <td data-label={say("history.at")}>{row.at}</td>
              <th scope="row">{sayCode(say, "event", row.kind)}</th>
              <td data-label={say("history.who")}>{row.personName ?? say("history.system")}</td>
              <td data-label={say("history.facts")}>
                {row.facts && (
                  <details>
                    <summary>{say("history.show")}</summary>
                    <pre className="prose">{row.facts}</pre>
                  </details>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
