import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { outcomeLines } from "#features/plans/task-outcome.ts"
import { type Block, plainText, type Span, type Table } from "#platform/official-documents/official-document.ts"
import { withEndMark } from "#platform/official-documents/official-wording.ts"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { computeFigures } from "./figures.ts"
import type { NumberTotal } from "./number-totals.ts"
import { consolidatedReport, type ReportIssue } from "./report-document.ts"
import type { Snapshot } from "./snapshot.ts"

const draft: ReportIssue = {
  number: null,
  notation: "BC",
  issuedOn: null,
  signerName: null,
  historySeq: null,
  historyHash: null,
}
const sample = sampleSnapshot(20)
const reportOf = (more: Partial<Snapshot> = {}, issue: Partial<ReportIssue> = {}) =>
  consolidatedReport({ ...sample, ...more }, { ...draft, ...issue })
const tablesOf = (blocks: readonly Block[]): Table[] => blocks.filter((block) => block.kind === "table")
const wordsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) =>
    block.kind === "table" ? [] : block.kind === "list" ? block.items.map(plainText) : [plainText(block.text)],
  )
const cellsOf = (row: Table["rows"][number]) => ("heading" in row ? [] : "total" in row ? row.total : row)

/** The sample with these lines for its tasks, null for a dropped one. */
function withLines(lines: readonly Snapshot["figures"]["tasks"][number]["line"][]): Snapshot {
  const tasks = lines.map((line, index) => ({ ...sample.figures.tasks[index % 20]!, line }))
  const assignments = tasks.flatMap((task) =>
    task.leads.map((lead) => ({ unitId: lead.unitId, unitName: lead.name, line: task.line })),
  )
  return {
    ...sample,
    figures: {
      ...sample.figures,
      ...computeFigures({ asOfOn: "2026-09-09", tasks, assignments, reports: [] }),
    },
  }
}

test("figures that the plan asks for stand in an annex: what nobody gave is said, never counted as zero", () => {
  const line = {
    inPeriod: 12.5,
    isEstimated: true,
    ofYear: { sum: 40, isEstimated: true, missing: ["quý I"] },
    ofPlan: null,
  }
  const none = { inPeriod: null, isEstimated: false, ofYear: null, ofPlan: null }
  const unit = { unitId: "u", tasks: ["1.1"], wasSent: true }
  const numbers: NumberTotal[] = [
    {
      key: "k",
      label: "Số người được tập huấn",
      unitOfMeasure: "người",
      measure: "flow",
      total: line,
      answered: 1,
      asked: 2,
      byUnit: [
        { ...unit, unitName: "Sở Y tế", ...line },
        { ...unit, unitName: "Sở Nội vụ", ...none },
      ],
    },
  ]
  expect(reportOf().annexes.some((annex) => annex.title.startsWith("Số liệu"))).toBe(false)
  const annex = reportOf({ numbers }).annexes.find((each) => each.title.startsWith("Số liệu"))
  expect(tablesOf(annex!.blocks)[0]!.rows).toEqual([
    { heading: "Số người được tập huấn (người)" },
    ["Cộng các đơn vị đã báo cáo", "ước 12,5", "ước 40", "–", ""],
    ["Sở Y tế", "ước 12,5", "ước 40", "–", ""],
    ["Sở Nội vụ", "chưa có", "–", "–", ""],
  ])
})

describe("head and end", () => {
  test("the plan office under its province, to the People's Committee and the steering committee", () => {
    const document = reportOf({}, { steeringCommittee: "Ban Chỉ đạo 57 tỉnh" })
    expect(document.issuer).toEqual({
      parentAgency: "Ủy ban nhân dân tỉnh Cao Bằng",
      agency: "Sở Khoa học và Công nghệ",
    })
    expect(document.addressees).toEqual(["Ủy ban nhân dân tỉnh", "Ban Chỉ đạo 57 tỉnh"])
    expect(document.notation).toBe("BC-SKHCN")
    expect(reportOf({}, { notation: "BC-KHCN" }).notation).toBe("BC-KHCN")
    expect(document.signature.position).toBe("Giám đốc")
    expect(document.subject).toMatch(/Quyết định số 1139\/QĐ-UBND ngày 09 tháng 7 năm 2025[\s\S]*quý III năm 2026$/)
  })

  test("the body ends with a sentence that takes the end mark", () =>
    expect(wordsOf(withEndMark(reportOf().body)).at(-1)).toMatch(/xem xét, chỉ đạo\.\/\.$/))

  test("illustrative plans say so, the history's hash stands in the footer once it is known", () => {
    const frozen = { historySeq: "17", historyHash: "abc" }
    expect(reportOf({}, frozen).notice).toBe("Số liệu minh họa, không phải số liệu thật")
    expect(reportOf({ plan: { ...sample.plan, isIllustrative: false } }, frozen).notice).toBeUndefined()
    expect(reportOf().notice).toBe("Số liệu minh họa, không phải số liệu thật; Dự thảo, số liệu chưa chốt")
    expect(reportOf().verification).toBeUndefined()
    expect(reportOf({}, { historySeq: "17", historyHash: "abc" }).verification).toBe(
      "Mã đối chiếu nhật ký hệ thống (dòng 17): abc",
    )
  })
})

describe("who reported", () => {
  test("late and missing units are counted and named", () => {
    const words = wordsOf(reportOf().body)
    expect(words).toContain(
      "Trong kỳ có 75 cơ quan, đơn vị phải gửi báo cáo (sau đây gọi chung là đơn vị); 71 đơn vị đã gửi, đạt 94,67\u00A0%. Cụ thể:",
    )
    expect(words).toContain(
      "Chưa gửi báo cáo: 04 đơn vị, gồm: Sở Dân tộc và Tôn giáo; UBND các xã: Nam Quang, Đàm Thủy, Phan Thanh.",
    )
  })

  test("nobody missing is said, and no list of names is begun", () => {
    const figures = { ...sample.figures, reports: { ...sample.figures.reports, missing: [] } }
    expect(wordsOf(reportOf({ figures }).body)).toContain("Chưa gửi báo cáo: không có đơn vị nào.")
  })
})

describe("figures", () => {
  const line = fc.option(fc.constantFrom(...outcomeLines), { nil: null })

  test("in every row of every table the five lines sum to all, and the groups to the sum row", () =>
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const [groups, units] = tablesOf(reportOf(withLines(lines)).body)
        for (const row of [...groups!.rows, ...units!.rows]) {
          const [all, ...five] = cellsOf(row).slice(2) as number[]
          expect(five).toHaveLength(5)
          expect(five.reduce((sum, count) => sum + count, 0)).toBe(all)
        }
        const sums = cellsOf(groups!.rows.at(-1)!).slice(2)
        const bodies = groups!.rows.slice(0, -1).map((row) => cellsOf(row).slice(2) as number[])
        expect(sums).toEqual([0, 1, 2, 3, 4, 5].map((column) => bodies.reduce((sum, row) => sum + row[column]!, 0)))
        expect(sums[0]).toBe(lines.filter((each) => each !== null).length)
      }),
    ))

  test("every unit has a row, and there is no sum row", () => {
    const [groups, units] = tablesOf(reportOf().body)
    expect(units!.rows.map((row) => cellsOf(row)[1])).toEqual(sample.figures.byUnit.map((unit) => unit.name))
    expect(groups!.rows.filter((row) => "total" in row)).toHaveLength(1)
    expect(units!.rows.filter((row) => "total" in row)).toHaveLength(0)
  })

  test("both rates with numerator, denominator and what the denominator is", () => {
    const words = wordsOf(
      reportOf(withLines(["completedOnTime", "completedLate", "openInTime", "openOverdue", "untimed", null])).body,
    )
    expect(words).toContain("50\u00A0% số nhiệm vụ có thời hạn (02/04 nhiệm vụ);")
    expect(words).toContain("66,67\u00A0% số nhiệm vụ đã hoàn thành hoặc quá hạn (02/03 nhiệm vụ).")
    expect(words).toContain(
      "Tính đến hết ngày 09/9/2026, tổng số nhiệm vụ được theo dõi là 05 nhiệm vụ, không kể 01 nhiệm vụ không tiếp tục thực hiện, trong đó:",
    )
  })

  test("a rate of nothing is not 0 %", () =>
    expect(wordsOf(reportOf(withLines(["untimed"])).body).join("\n")).toContain(
      "Trên số nhiệm vụ có thời hạn: chưa tính được",
    ))
})

describe("annexes", () => {
  const rowsOf = (snapshot: Snapshot, annex: number) =>
    tablesOf(consolidatedReport(snapshot, draft).annexes[annex]!.blocks)[0]!.rows

  test("one row for each task, dropped ones too, under the heading of its group", () => {
    const rows = rowsOf(withLines(Array.from({ length: 20 }, (_, index) => (index === 3 ? null : "openInTime"))), 0)
    expect(rows.filter((row) => !("heading" in row))).toHaveLength(20)
    expect(rows.filter((row) => "heading" in row)).toHaveLength(7)
    expect(rows.flatMap(cellsOf).filter((cell) => cell === "Không tiếp tục thực hiện")).toHaveLength(1)
  })

  test("a collective lead shows its name and how many of its members are done", () => {
    const row = rowsOf(sample, 0)
      .map(cellsOf)
      .find((cells) => cells[0] === "5")!
    expect(row[2]).toBe("Ủy ban nhân dân các xã, phường")
    expect(row[4]).toContain("41/56 đơn vị đã hoàn thành")
  })

  test("the second annex traces each mark of the text and only those", () => {
    const quotes = sample.quotes.slice(0, 3)
    const rows = rowsOf({ ...sample, quotes, narrative: [{ key: "results", body: "- Đã làm [1][3]." }] }, 1)
    expect(rows.map((row) => cellsOf(row)[0])).toEqual(["[1]", "[3]"])
    expect(cellsOf(rows[0]!)[3]).toBe(quotes[0]!.text)
    expect(consolidatedReport({ ...sample, narrative: [] }, draft).annexes).toHaveLength(1)
  })
})

describe("narrative", () => {
  const narrative = (body: string) => reportOf({ narrative: [{ key: "results", body }] }).body
  const spansOf = (body: string) => {
    const list = narrative(body).findLast((block) => block.kind === "list")!
    return list.items[0]
  }

  test("marks of sources are raised and gathered; other brackets stay words", () => {
    const spans = spansOf("- Giai đoạn [2025] đạt 5 xã (Sở Y tế) [1][2][3][7].") as Span[]
    expect(spans.filter((span) => span.style === "sourceMark")).toEqual([{ text: "[1-3, 7]", style: "sourceMark" }])
    expect(plainText(spans)).toBe("Giai đoạn [2025] đạt 5 xã (Sở Y tế)[1-3, 7].")
  })

  test("brackets of which one is no source stay words, all of them", () =>
    expect(spansOf("- Theo văn bản [1][2025].")).toSatisfy((spans) =>
      spans.every((span: Span) => span.style === undefined),
    ))

  test("a part that nobody wrote has no heading", () => {
    const headings = narrative("Đã làm").flatMap((block) => (block.kind === "heading" ? [plainText(block.text)] : []))
    expect(headings).toContain("Kết quả cụ thể theo báo cáo của các đơn vị")
    expect(headings).not.toContain("ĐỀ XUẤT, KIẾN NGHỊ")
  })
})
