import { shownNumber } from "#features/reporting/field-value.ts"
import type { Sum } from "#features/reporting/number-series.ts"
import type { Row, Table } from "#platform/official-documents/official-document.ts"
import type { WorkbookRow } from "#platform/workbooks/workbook.ts"
import type { NumberLine, NumberTotal } from "./number-totals.ts"

const unknown = "chưa có"

/** What units reported in the plan's own figures: a row for the plan, then one for each unit. */
export function numberTable(totals: readonly NumberTotal[]): Table {
  return {
    kind: "table",
    columns: [
      { header: "Số liệu, đơn vị báo cáo", share: 40, kind: "text" },
      { header: "Trong kỳ", share: 14, kind: "short" },
      { header: "Lũy kế từ đầu năm", share: 14, kind: "short" },
      { header: "Lũy kế từ đầu kế hoạch", share: 14, kind: "short" },
      { header: "Kỳ chưa có số liệu", share: 18, kind: "text" },
    ],
    rows: totals.flatMap((total): Row[] => [
      { heading: nameOf(total) },
      ...(total.total ? [["Cộng các đơn vị đã báo cáo", ...cells(total.total), ""]] : []),
      ...total.byUnit.map((unit) => [unit.unitName, ...cells(unit), missingOf(unit)]),
    ]),
  }
}

const nameOf = ({ label, unitOfMeasure }: NumberTotal): string =>
  unitOfMeasure ? `${label} (${unitOfMeasure})` : label

const cells = (line: NumberLine): string[] => [
  line.inPeriod === null ? unknown : `${line.isEstimated ? "ước " : ""}${shownNumber(String(line.inPeriod))}`,
  sumInWords(line.ofYear),
  sumInWords(line.ofPlan),
]

const sumInWords = (sum: Sum | null): string =>
  sum ? `${sum.isEstimated ? "ước " : ""}${shownNumber(String(sum.sum))}` : "–"

const missingOf = (line: NumberLine): string => line.ofPlan?.missing.join("; ") ?? ""

/** One row for each figure and unit, as numbers that Excel adds up. */
export const numberRows = (totals: readonly NumberTotal[]): WorkbookRow[] =>
  totals.flatMap((total) =>
    total.byUnit.map((unit) => ({
      figure: nameOf(total),
      unit: unit.unitName,
      tasks: unit.tasks.join("; "),
      inPeriod: unit.inPeriod,
      kind: unit.inPeriod === null ? unknown : unit.isEstimated ? "ước" : "thực hiện",
      ofYear: unit.ofYear?.sum ?? null,
      ofPlan: unit.ofPlan?.sum ?? null,
      missing: missingOf(unit),
    })),
  )
