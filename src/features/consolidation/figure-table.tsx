import { type OutcomeLine, outcomeLines } from "#features/plans/task-outcome.ts"
import { useLanguage, useSay } from "#ui/language.tsx"
import { number, percent, TableScroll } from "#ui/parts.tsx"
import type { FigureRow } from "./compare-figures.ts"
import { outcomeWords } from "./outcome-words.ts"

const isLine = (name: FigureRow["name"]): name is OutcomeLine => (outcomeLines as readonly string[]).includes(name)

/** The name of a figure in the language of the page. */
export function useFigureName(): (name: FigureRow["name"]) => string {
  const say = useSay()
  const words = outcomeWords[useLanguage()]
  return (name) => (isLine(name) ? words[name] : say(`compare.${name}`))
}

type Rates = { ofTimed: { share: number | null }; ofDue: { share: number | null } }

/** Figures of two moments or two versions, each with its difference. */
export function FigureTable({
  rows,
  first,
  second,
  rates,
}: {
  rows: FigureRow[]
  first: string
  second: string
  rates?: { before: Rates; after: Rates }
}) {
  const say = useSay()
  const nameOf = useFigureName()
  const difference = (row: FigureRow) => (row.after > row.before ? "+" : "") + number(row.after - row.before)
  return (
    <TableScroll label={say("compare.figures")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("compare.figures")}</th>
            <th className="number">{first}</th>
            <th className="number">{second}</th>
            <th className="number">{say("compare.difference")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{nameOf(row.name)}</th>
              <td className="number" data-label={first}>
                {number(row.before)}
              </td>
              <td className="number" data-label={second}>
                {number(row.after)}
              </td>
              <td className="number" data-label={say("compare.difference")}>
                {row.after === row.before ? "0" : difference(row)}
              </td>
            </tr>
          ))}
          {rates &&
            (["ofTimed", "ofDue"] as const).map((rate) => (
              <tr key={rate}>
                <th scope="row">{say(`compare.${rate}`)}</th>
                <td className="number" data-label={first}>
                  {percent(rates.before[rate].share)}
                </td>
                <td className="number" data-label={second}>
                  {percent(rates.after[rate].share)}
                </td>
                <td />
              </tr>
            ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
