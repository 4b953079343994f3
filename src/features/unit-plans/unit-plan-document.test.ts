import { expect, test } from "vitest"
import { unitPlanDocument } from "./unit-plan-document.ts"

const superior = {
  slug: "qd-1139",
  title: "Ban hành Kế hoạch thực hiện Nghị quyết số 71/NQ-CP",
  number: "1139",
  notation: "QĐ-UBND",
  issuedOn: "2025-07-09",
  issuer: "UBND tỉnh Cao Bằng",
  planOfficeName: "Sở Khoa học và Công nghệ",
  isIllustrative: false,
}
const step = {
  title: "Trình dự thảo",
  startsOn: "2026-03-01",
  dueOn: "2026-03-31",
  personName: "Nông Thị Hoa",
  product: "Tờ trình",
  isMilestone: true,
}
const task = {
  planSlug: "qd-1139",
  planTitle: superior.title,
  code: "5.11",
  title: "Số hóa di sản.",
  deadlineText: "2026",
}

test("a unit's plan quotes what was entered under the head of the unit, and leaves out tasks without a step", () => {
  const plan = { unitName: "Xã Hòa An", year: 2026, edition: 1 }
  const tasks = [
    { ...task, steps: [step] },
    { ...task, code: "5.12", steps: [] },
  ]
  const document = unitPlanDocument(plan, tasks, [superior], "2026-03-05")
  expect(document).toMatchObject({ form: "plan", notation: "KH-UBND", number: null, issuedOn: null })
  expect(document.body.find((block) => block.kind === "table")).toMatchObject({
    rows: [
      { heading: "1. Nhiệm vụ 5.11: Số hóa di sản (thời hạn: 2026)" },
      [1, "Trình dự thảo (mốc)", "Từ 01/03/2026 đến 31/03/2026", "Nông Thị Hoa", "Tờ trình"],
    ],
  })
  expect(JSON.stringify(document)).not.toContain("5.12")
  expect(document.recipients).toEqual([
    "Ủy ban nhân dân tỉnh (để báo cáo)",
    "Sở Khoa học và Công nghệ (để theo dõi)",
    "Lưu: VT",
  ])
})
