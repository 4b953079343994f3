import { expect, test } from "vitest"
import { type Block, plainText } from "#platform/official-documents/official-document.ts"
import type { EntryToWrite } from "./entry-in-words.ts"
import { defaultTemplate, type TemplateContent } from "./report-template.ts"
import { type UnitReportHead, unitReport } from "./unit-report-document.ts"

const head: UnitReportHead = {
  roundName: "quý III năm 2026",
  planTitle: "Ban hành Kế hoạch A",
  planOfficeName: "Sở Khoa học và Công nghệ",
  unitName: "Xã Hòa An",
  isIllustrative: false,
  asOfOn: "2026-09-09",
  version: 7,
}
const entry = (more: Partial<EntryToWrite>): EntryToWrite => ({
  taskCode: "12",
  taskTitle: "Lập tổ công nghệ số cộng đồng",
  taskProduct: "Quyết định",
  groupTitle: "Nhóm một",
  deadlineText: "Quý IV/2026",
  answer: "progress",
  percentDone: 65,
  result: "Đã lập 12 tổ",
  product: "",
  obstacle: "",
  proposal: "",
  nextStep: "",
  missingReason: "",
  consent: null,
  objection: "",
  taskId: "t",
  taskGroupId: "g",
  fieldValues: {},
  evidence: [],
  ...more,
})
const wordsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) =>
    block.kind === "table" ? [] : block.kind === "list" ? block.items.map(plainText) : [plainText(block.text)],
  )
const report = (
  entries: EntryToWrite[],
  more: Partial<UnitReportHead> = {},
  sections: { key: string; body: string }[] = [],
  template: TemplateContent = defaultTemplate,
) =>
  unitReport(
    { ...head, ...more },
    entries,
    sections.map((section) => ({ isNone: false, ...section })),
    template,
    "2026-09-08",
  )
const linesOf = (entries: EntryToWrite[]) => wordsOf(report(entries).body)

test("a commune reports to the province through the plan office", () => {
  const document = report([entry({})])
  expect(document.addressees).toEqual(["Ủy ban nhân dân tỉnh (qua Sở Khoa học và Công nghệ)"])
  expect(document.issuer).toEqual({ agency: "Ủy ban nhân dân\nxã Hòa An" })
  expect(document.signature).toEqual({ authority: "TM. Ủy ban nhân dân", position: "Chủ tịch", name: null })
  expect(document.notation).toBe("BC-UBND")
  expect(document.annexes[0]!.attachedTo).toContain("của Ủy ban nhân dân xã Hòa An)")
})

test("the plan office does not report through itself", () => {
  const document = report([], { unitName: "Sở Khoa học và công nghệ" })
  expect(document.addressees).toEqual(["Ủy ban nhân dân tỉnh"])
  expect(document.recipients.join()).not.toContain("tổng hợp")
})

test("number and date are left to the document system; the year is that of the day", () => {
  expect(report([])).toMatchObject({ number: null, issuedOn: null, yearWhenUndated: 2026 })
})

test("each answer in its own words, and nothing for what was left empty", () => {
  expect(linesOf([entry({})]).slice(2, -1)).toEqual([
    "Trong kỳ, đơn vị báo cáo 01 nhiệm vụ được giao chủ trì, trong đó: đang thực hiện 01 nhiệm vụ.",
    "Nhóm một",
    "Nhiệm vụ 12: Lập tổ công nghệ số cộng đồng",
    "Đang thực hiện; tiến độ 65\u00A0%.",
    "Kết quả trong kỳ: Đã lập 12 tổ.",
  ])
  const claim = linesOf([
    entry({
      answer: "claim",
      product: "Quyết định lập tổ",
      evidence: [{ title: "Quyết định", number: "15/QĐ-UBND", issuedOn: "2026-08-05" }],
    }),
  ])
  expect(claim).toContain("Đề nghị xác nhận hoàn thành; tiến độ 65\u00A0%.")
  expect(claim).toContain("Sản phẩm: Quyết định lập tổ.")
  expect(claim).toContain("Tài liệu kiểm chứng: Quyết định số 15/QĐ-UBND ngày 05/8/2026.")
  expect(linesOf([entry({ answer: "nothingChanged", result: "" })])).toContain(
    "Giữ nguyên như kỳ trước; tiến độ 65\u00A0%.",
  )
  expect(linesOf([entry({ answer: "missing", missingReason: "Chưa bàn giao hồ sơ" })])).toContain(
    "Chưa báo cáo kết quả, lý do: Chưa bàn giao hồ sơ.",
  )
  expect(linesOf([entry({ answer: null, percentDone: null })])).toContain("Chưa nhập nội dung.")
  expect(linesOf([entry({ consent: "object", objection: "Chưa nhận bàn giao" })])).toContain(
    "Chưa thống nhất với đề nghị xác nhận hoàn thành, lý do: Chưa nhận bàn giao.",
  )
})

test("several lines stand below their label, each once", () => {
  const lines = linesOf([entry({ obstacle: "- Thiếu người\n- Thiếu kinh phí" })])
  const at = lines.indexOf("Khó khăn, vướng mắc:")
  expect(lines.slice(at + 1, at + 3)).toEqual(["+ Thiếu người.", "+ Thiếu kinh phí."])
})

test("headings only for parts that were written", () => {
  const sections = [
    { key: "priorities", body: "Xong trong tháng 10" },
    { key: "direction", body: "Ban hành 02 văn bản" },
    { key: "proposals", body: "  " },
  ]
  const headings = report([], {}, sections).body.filter((block) => block.kind === "heading")
  expect(headings.map((block) => plainText(block.text))).toEqual([
    "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
    "NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
  ])
})

test("the annex has a row for each task under its group; no task, no annex", () => {
  const document = report([entry({}), entry({ taskCode: "13" }), entry({ taskCode: "14", groupTitle: "Nhóm hai" })])
  const table = document.annexes[0]!.blocks[0]
  const rows = table?.kind === "table" ? table.rows : []
  expect(rows.map((row) => ("heading" in row ? row.heading : "total" in row ? "" : row[0]))).toEqual([
    "Nhóm một",
    "12",
    "13",
    "Nhóm hai",
    "14",
  ])
  expect(report([]).annexes).toEqual([])
})

test("illustrative reports say so on every page", () => {
  expect(report([], { isIllustrative: true }).notice).toBe("Số liệu minh họa, không phải số liệu thật")
  expect(report([]).notice).toBeUndefined()
})

test('the plan\'s own sections and fields stand in the report, in its order; "none arose" is said, an empty section is not', () => {
  const field = {
    key: "f1",
    label: "Số hồ sơ trực tuyến",
    hint: "",
    kind: "number" as const,
    choices: [],
    unitOfMeasure: "hồ sơ",
    isRequired: true,
    measure: "flow" as const,
    rollUp: "sum" as const,
    groupIds: [],
    taskIds: ["t"],
  }
  const template: TemplateContent = {
    ...defaultTemplate,
    sections: [
      { key: "cds", title: "Chuyển đổi số nội bộ", hint: null, part: "results", isRequired: false },
      { key: "priorities", title: null, hint: null, part: "priorities", isRequired: false },
      { key: "shortcomings", title: null, hint: null, part: "shortcomings", isRequired: false },
    ],
    fields: [field],
  }
  const value = { state: "estimated" as const, value: "1250", reason: "", final: "900" }
  const sections = [
    { key: "cds", body: "Đã số hóa", isNone: false },
    { key: "shortcomings", body: "", isNone: true },
    { key: "priorities", body: "", isNone: false },
  ]
  const lines = wordsOf(
    report([entry({ fieldValues: { f1: value } }), entry({ taskId: "other" })], {}, sections, template).body,
  )
  expect(lines.filter((line) => line.startsWith("Số hồ sơ trực tuyến"))).toEqual([
    "Số hồ sơ trực tuyến: ước 1.250 hồ sơ; số chính thức kỳ trước: 900 hồ sơ.",
  ])
  const shown = lines.filter((line) =>
    ["Chuyển đổi số nội bộ", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "Không phát sinh."].includes(line),
  )
  expect(shown).toEqual(["Chuyển đổi số nội bộ", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "Không phát sinh."])
  expect(lines).not.toContain("NHIỆM VỤ TRỌNG TÂM KỲ TỚI")
})
