import { expect, test } from "vitest"
import { type ReviewedTask, reviewDocument } from "./review-document.ts"

const plan = {
  title: "Ban hành Kế hoạch thực hiện Nghị quyết số 71/NQ-CP",
  number: "1139",
  notation: "QĐ-UBND",
  issuedOn: "2025-07-09",
  issuer: "UBND tỉnh Cao Bằng",
  place: "Cao Bằng",
  planOfficeName: "Sở Khoa học và Công nghệ",
  isIllustrative: false,
}
const task = (code: string, more: Partial<ReviewedTask>): ReviewedTask => ({
  id: code,
  code,
  title: "Số hóa di sản.",
  leads: "Sở Y tế",
  deadlineText: "2026",
  percentDone: 40,
  product: "Đề án",
  reasons: ["late"],
  ...more,
})
const proposal = {
  taskId: "1.1",
  kind: "extend",
  unitName: "Sở Y tế",
  taskCode: "1.1",
  taskTitle: "Số hóa di sản.",
  taskProduct: "Đề án",
  deadlineText: "2026",
  patch: { deadline: { text: "30/6/2027", meaning: "byDay", from: null, to: "2027-06-30" } },
  reason: "Chờ hướng dẫn của Bộ",
} as const

test("the review sets out what the record shows and quotes what units propose; it proposes nothing itself", () => {
  const tasks = [
    task("1.1", { reasons: ["late", "silent"] }),
    task("1.2", { reasons: ["withoutProduct"], product: null }),
  ]
  const document = reviewDocument(plan, tasks, [proposal], "2026-11-24")
  expect(document).toMatchObject({
    form: "report",
    notation: "BC-SKHCN",
    number: null,
    addressees: ["Ủy ban nhân dân tỉnh"],
  })
  const headings = document.body.flatMap((block) => (block.kind === "heading" ? [block.text] : []))
  expect(headings).toContain("Nhiệm vụ quá hạn: 01 nhiệm vụ")
  expect(headings).toContain("Nhiệm vụ chưa xác định sản phẩm: 01 nhiệm vụ")
  expect(JSON.stringify(document.body)).toContain("Gồm các nhiệm vụ: 1.2.")
  expect(document.body.find((block) => block.kind === "table")).toMatchObject({
    rows: [
      [1, "Nhiệm vụ 1.1: Số hóa di sản", "Sở Y tế", "thời hạn: 30/6/2027 (hiện nay: 2026)", "Chờ hướng dẫn của Bộ"],
    ],
  })
  expect(document.annexes[0]!.blocks[0]).toMatchObject({
    rows: [
      [
        1,
        "1.1. Số hóa di sản",
        "Sở Y tế",
        "2026",
        "Quá hạn; không có kết quả mới",
        "Sở Y tế: thời hạn: 30/6/2027 (hiện nay: 2026)",
      ],
      [2, "1.2. Số hóa di sản", "Sở Y tế", "2026", "Chưa có sản phẩm", "Chưa có đề nghị"],
    ],
  })
})

test("a section names ten tasks and counts the others; without proposals it says so", () => {
  const tasks = Array.from({ length: 12 }, (_, at) => task(`2.${at}`, {}))
  const words = JSON.stringify(reviewDocument(plan, tasks, [], "2026-11-24").body)
  expect(words).toContain("2.9:")
  expect(words).not.toContain("2.10:")
  expect(words).toContain("Và 02 nhiệm vụ khác, nêu trong Phụ lục.")
  expect(words).toContain("chưa có cơ quan, đơn vị nào gửi đề nghị điều chỉnh")
})
