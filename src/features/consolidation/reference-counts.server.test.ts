import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, test } from "vitest"
import { completionRates, countLines, type OutcomeLine } from "#features/plans/task-outcome.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { documentText } from "../../../tests/support/read-docx-text.server.ts"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { textContradictions } from "./contradictions.ts"
import { filledText } from "./figure-fields.ts"
import FiguresPage from "./pages/figures.tsx"
import { consolidatedReport } from "./report-document.ts"
import type { Snapshot } from "./snapshot.ts"

/**
 * Counts that were published (2-domain.md, rule 9), from the single tasks to the page and the Word file: 2017 with all provinces, Quảng Nam
 * 2020, and the report of one quarter whose body said 22/13/2 while its table said 21/14/2.
 */
const sample = sampleSnapshot(20)
const tasksIn = (lines: Partial<Record<OutcomeLine, number>>): (OutcomeLine | undefined)[] =>
  Object.entries(lines).flatMap(([line, count]) => Array.from({ length: count }, () => line as OutcomeLine))

function snapshotWith(lines: Partial<Record<OutcomeLine, number>>): Snapshot {
  const totals = countLines(tasksIn(lines))
  const group = { code: "1", title: "Thể chế", totals }
  const figures = { ...sample.figures, totals, byGroup: [group], byUnit: [], rates: completionRates(totals) }
  return { ...sample, figures: { ...figures, tasks: sample.figures.tasks.slice(0, 1) } }
}

const round = {
  ...sample.round,
  planId: sample.plan.id,
  planSlug: sample.plan.slug,
  planTitle: sample.plan.title,
  kind: "calendar",
}

/** What a reader sees of the page of figures, cell by cell. */
function pageOf({ figures }: Snapshot): string {
  const props = { loaderData: { round, figures, frozenAt: null, isInTime: true } }
  const markup = renderToStaticMarkup(createElement(FiguresPage as unknown as React.FC<typeof props>, props))
  return markup
    .replace(/<[^>]+>/g, " ")
    .replace(/&nbsp;|\u00A0/g, " ")
    .replace(/\s+/g, " ")
}
const wordOf = async (snapshot: Snapshot): Promise<string> => {
  const issue = { number: null, notation: "BC", issuedOn: null, signerName: null, historySeq: null, historyHash: null }
  const text = await documentText(await renderDocx(consolidatedReport(snapshot, issue)))
  return text.replace(/\u00A0/g, " ")
}

const of2017 = { completedOnTime: 14_068, completedLate: 1_983, openInTime: 5_640, openOverdue: 223 }
const ofQuangNam2020 = { completedOnTime: 585, completedLate: 67, openInTime: 181 }

describe("2017: 21.914 tasks", () => {
  const snapshot = snapshotWith(of2017)

  test("on the page, with both rates and what they are rates of", () => {
    const page = pageOf(snapshot)
    expect(page).toContain("73,25 %")
    expect(page).toContain("98,63 %")
    expect(page).toMatch(/16\.051[^.]*21\.914/)
    expect(page).toMatch(/16\.051[^.]*16\.274/)
    expect(page, "one row of the table").toContain("21.914 14.068 1.983 5.640 223")
  })

  test("in the Word file", async () => {
    const text = await wordOf(snapshot)
    expect(text).toContain("Tổng cộng | 21.914 | 14.068 | 1.983 | 5.640 | 223 | 0")
    expect(text).toContain("73,25 %")
    expect(text).toContain("98,63 %")
  })

  test("as fields in the text of the report", () =>
    expect(
      filledText("{{tổng số nhiệm vụ}} nhiệm vụ, {{tỷ lệ trên nhiệm vụ có thời hạn}}", snapshot.figures).replace(
        /\u00A0/g,
        " ",
      ),
    ).toBe("21.914 nhiệm vụ, 73,25 %"))
})

test("Quảng Nam 2020: 833 tasks, none overdue", async () => {
  const snapshot = snapshotWith(ofQuangNam2020)
  expect(snapshot.figures.totals.all).toBe(833)
  expect(pageOf(snapshot)).toContain("833 585 67 181 0")
  expect(await wordOf(snapshot)).toContain("Tổng cộng | 833 | 585 | 67 | 181 | 0 | 0")
})

test("22/13/2 in the body against 21/14/2 in the table: both numbers are named, the table stays", async () => {
  const snapshot = snapshotWith({ completedOnTime: 21, openInTime: 14, openOverdue: 2 })
  const body = "Kết quả thực hiện các nhiệm vụ: 22/13/2."
  expect(
    textContradictions([{ key: "results", body }], snapshot.figures, []).map(({ figure, said, is }) => [
      figure,
      said,
      is,
    ]),
  ).toEqual([
    ["hoàn thành", "22", "21"],
    ["chưa hoàn thành, trong hạn", "13", "14"],
  ])
  expect(pageOf(snapshot)).toContain("37 21 0 14 2")
  expect(await wordOf({ ...snapshot, narrative: [{ key: "results", body }] })).toContain(
    "Tổng cộng | 37 | 21 | 0 | 14 | 2 | 0",
  )
})
