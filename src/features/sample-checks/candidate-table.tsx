import type { FormState } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, TableScroll } from "#ui/parts.tsx"
import type { PopulationLine } from "./read-population.server.ts"

/** What can be chosen by hand, each with a box to tick. */
export function CandidateTable({
  choices,
  state,
}: {
  choices: readonly PopulationLine[]
  state: FormState | undefined
}) {
  const say = useSay()
  return (
    <TableScroll label={say("sample.choices")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("sample.choose")}</th>
            <th>{say("unit.name")}</th>
            <th>{say("sample.confirmedOn")}</th>
          </tr>
        </thead>
        <tbody>
          {choices.map((each) => (
            <tr key={each.id}>
              <th scope="row">
                <label className="choice">
                  <input
                    type="checkbox"
                    name={`entry-${each.id}`}
                    value="1"
                    defaultChecked={state?.fields[`entry-${each.id}`] === "1"}
                  />{" "}
                  <span>
                    {each.taskCode}. {each.taskTitle}
                    <span className="visually-hidden">, {each.unitName}</span>
                  </span>
                </label>
              </th>
              <td data-label={say("unit.name")}>{each.unitName}</td>
              <td data-label={say("sample.confirmedOn")}>
                <Days day={each.confirmedOn} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
