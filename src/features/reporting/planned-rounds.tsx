import { useSay } from "#ui/language.tsx"
import { Days, TableScroll } from "#ui/parts.tsx"
import type { PlannedRound } from "./calendar.ts"
import { roundName } from "./round-name.ts"

/** "15:59 ngày 05/06/2026" where the plan names a clock time, the day alone otherwise. */
export function DueMoment({ day, time }: { day: string; time: string | null }) {
  const say = useSay()
  return time ? (
    <>
      {say("round.untilTime", { time })} <Days day={day} />
    </>
  ) : (
    <Days day={day} />
  )
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What rules give: the rounds with their days, as a table that is only read. */
export function PlannedRounds({ rounds, label }: { rounds: readonly PlannedRound[]; label: string }) {
  const say = useSay()
  return (
    <TableScroll label={label}>
      <table className="stack">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th>{say("round.name")}</th>
            <th>{say("round.unitsDueOn")}</th>
            <th>{say("round.officeDueOn")}</th>
            <th>{say("round.asOfOn")}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.code}>
              <th scope="row">{capital(roundName(round.periods))}</th>
              <td data-label={say("round.unitsDueOn")}>
                <DueMoment day={round.dueOn} time={round.dueTime} />
              </td>
              <td data-label={say("round.officeDueOn")}>
                <Days day={round.officeDueOn} />
              </td>
              <td data-label={say("round.asOfOn")}>
                <Days day={round.asOfOn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
