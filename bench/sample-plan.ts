import type { PlanInput } from "#features/plans/plan-input.ts"

const GROUPS = 7

/** A decision with as many tasks as asked for in seven groups, due at the end of the year. @param number of the decision */
export function samplePlan(number: string, count: number): PlanInput {
  const groups = Array.from({ length: GROUPS }, (_, g) => ({
    code: String(g + 1),
    title: `Nhóm nhiệm vụ ${g + 1} về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số`,
    tasks: Array.from({ length: Math.ceil((count - g) / GROUPS) }, (_, i) => ({
      code: `${g + 1}.${i + 1}`,
      title: `Xây dựng, ban hành và tổ chức thực hiện kế hoạch số ${i + 1} về ứng dụng công nghệ số trong quản lý nhà nước và cung cấp dịch vụ công trên địa bàn tỉnh`,
      leads: [],
      coordinating: [],
      deadline: { text: "31/12/2026", meaning: "byDay" as const, from: null, to: "2026-12-31" },
      product: "Kế hoạch được phê duyệt",
    })),
  }))
  const rule = { day: 10, month: "lastOfPeriod", inclusive: false }
  const document = {
    kind: "decision",
    number,
    notation: "QĐ-UBND",
    issuer: "Ủy ban nhân dân tỉnh",
    place: null,
    issuedOn: "2026-01-05",
    effectiveOn: "2026-01-05",
    title: `Kế hoạch ${count} nhiệm vụ (đo hiệu năng)`,
    signer: null,
    relations: [],
    recipients: [],
  }
  return {
    documents: [document],
    plan: {
      declared: { groups: GROUPS, tasks: count, indicators: null },
      indicators: [],
      groups,
      duties: [],
      reporting: [{ tier: "unit", period: "quarter", text: "trước ngày 10", rule }],
    },
    issues: [],
  }
}
