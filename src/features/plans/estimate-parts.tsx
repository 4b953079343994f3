import { PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { TableScroll } from "#ui/parts.tsx"
import type { FundingSource } from "./estimate.ts"
import type { Estimate, EstimateTotals } from "./read-estimates.server.ts"

export type ShownEstimate = Omit<Estimate, "amountVnd"> & { form?: { requestId: string; owner: string } | null }

/** The estimates of one task; those with a form can be taken away. */
export function EstimateTable({ estimates, label }: { estimates: readonly ShownEstimate[]; label: string }) {
  const say = useSay()
  if (estimates.length === 0) return <p className="soft">{say("estimates.none")}</p>
  return (
    <TableScroll label={label}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("unit.name")}</th>
            <th>{say("estimate.source")}</th>
            <th className="number">{say("estimate.amount")}</th>
            <th>{say("estimate.basis")}</th>
          </tr>
        </thead>
        <tbody>
          {estimates.map((each) => (
            <tr key={each.id}>
              <th scope="row">{each.unitName}</th>
              <td data-label={say("estimate.source")}>{say(`estimate.source.${each.source}`)}</td>
              <td className="number" data-label={say("estimate.amount")}>
                {each.amount}
              </td>
              <td data-label={say("estimate.basis")}>
                {each.basis || "–"}
                {each.form && (
                  <PostForm {...each.form} seenVersion={each.version} hidden={{ do: "remove", estimate: each.id }}>
                    <button type="submit" className="plain">
                      {say("estimate.remove")}
                      <span className="visually-hidden">: {`${each.unitName}, ${each.amount}`}</span>
                    </button>
                  </PostForm>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Sums by group, unit and source, each with the same total under it. */
export function EstimateTotalsTables({ totals }: { totals: EstimateTotals }) {
  const say = useSay()
  if (totals.bySource.length === 0) return <p className="soft">{say("estimates.nothingYet")}</p>
  const tables = [
    { of: "group", lines: totals.byGroup.map((each) => [each.name, each.amount] as const) },
    { of: "unit", lines: totals.byUnit.map((each) => [each.name, each.amount] as const) },
    {
      of: "source",
      lines: totals.bySource.map(
        (each) => [say(`estimate.source.${each.name as FundingSource}`), each.amount] as const,
      ),
    },
  ] as const
  return tables.map(({ of, lines }) => (
    <div key={of}>
      <h2>{say(`estimates.by.${of}`)}</h2>
      <TableScroll label={say(`estimates.by.${of}`)}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say(`estimates.column.${of}`)}</th>
              <th className="number">{say("estimate.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([name, amount]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number" data-label={say("estimate.amount")}>
                  {amount}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{say("estimates.all")}</th>
              <td className="number" data-label={say("estimate.amount")}>
                <strong>{totals.all}</strong>
              </td>
            </tr>
          </tbody>
        </table>
      </TableScroll>
    </div>
  ))
}
