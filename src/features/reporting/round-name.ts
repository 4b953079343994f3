import type { PeriodKey } from "./calendar.ts"

const ROMAN = ["", "I", "II", "III", "IV"]

/** How officials name the periods of a round: "quý II và 6 tháng đầu năm 2026", "quý IV và năm 2026", "kỳ đến ngày 12/6/2026". */
export function roundName(periods: readonly PeriodKey[]): string {
  const byYear = Map.groupBy(periods, (key) => key.slice(0, 4))
  return [...byYear]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([year, keys]) =>
      nameInYear(
        keys.map((key) => key.slice(5)),
        year,
      ),
    )
    .join(" và ")
}

function nameInYear(kinds: readonly string[], year: string): string {
  const names = [
    ...kinds.filter((kind) => kind.startsWith("M")).map((kind) => `tháng ${Number(kind.slice(1))}`),
    ...kinds.filter((kind) => kind.startsWith("Q")).map((kind) => `quý ${ROMAN[Number(kind.slice(1))]}`),
    ...kinds.filter((kind) => kind.startsWith("H")).map(() => "6 tháng đầu năm"),
    ...kinds.filter((kind) => kind.startsWith("N")).map(() => "9 tháng đầu năm"),
    ...kinds.filter((kind) => kind === "Y").map(() => "năm"),
  ]
  const joined = names.join(" và ")
  const ofMonths = joined === "" ? [] : [/năm$/.test(joined) ? `${joined} ${year}` : `${joined} năm ${year}`]
  const dated = kinds
    .filter((kind) => kind.startsWith("D"))
    .map((kind) => `kỳ đến ngày ${kind.slice(3)}/${Number(kind.slice(1, 3))}/${year}`)
  return [...ofMonths, ...dated].join(" và ")
}
