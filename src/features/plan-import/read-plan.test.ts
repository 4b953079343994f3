import { existsSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { codesOf, outlineOf } from "./fixtures/outline-of.ts"
import { readPlainText } from "./plain-text.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlan } from "./read-plan.ts"

const read = (...paths: (string | URL)[]): PlanReading => {
  const outcome = readPlan(
    paths.map((path) => readPlainText(readFileSync(path, "utf8"), String(path).split("/").at(-1)!, "text")),
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}
const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url)

describe("Decision 1139 without its annexes", () => {
  const reading = read(new URL("../../../demo/decision-1139.txt", import.meta.url))
  const { plan } = reading

  test("89 provisional tasks in 7 groups; the 131 stay a claim", () => {
    expect(plan.groups.map((group) => group.tasks.length)).toEqual([15, 10, 17, 8, 22, 10, 7])
    expect(
      plan.groups.flatMap((group) => group.tasks).every((task) => task.provisional && task.leads.length === 0),
    ).toBe(true)
    expect(plan.declared).toEqual({ groups: 7, tasks: 131, indicators: null })
    expect(JSON.stringify(reading)).not.toMatch(/\b42 nhiệm vụ/)
  })
  test("missing annexes and stray characters are named", () => {
    expect(codesOf(reading).sort()).toEqual([
      "annex-missing",
      "annex-missing",
      "declared-count-differs",
      "stray-characters",
      "stray-characters",
      "tasks-provisional",
    ])
  })
  test("cut sentences are whole", () => {
    const titles = plan.groups.flatMap((group) => group.tasks.map((task) => task.title))
    expect(titles.filter((title) => !/[.]$/.test(title))).toEqual([])
  })
  test("who reports when", () => {
    expect(plan.reporting.map(({ tier, period, rule }) => `${tier} ${period} ${rule?.day}`)).toEqual([
      "unit quarter 10",
      "unit halfYear 10",
      "unit year 10",
      "planOffice quarter 15",
      "planOffice halfYear 15",
      "planOffice year 15",
    ])
  })
})

test("a provincial plan, wrapped, with letterhead and signature in columns", () => {
  const reading = read(fixture("provincial-plan.txt"))
  expect(reading.documents).toMatchObject([
    {
      kind: "plan",
      number: "277",
      notation: "KH-UBND",
      issuedOn: "2025-07-14",
      signer: { position: "CHỦ TỊCH", name: "Nguyễn Văn Mẫu" },
    },
  ])
  expect(reading.documents[0]?.recipients).toEqual([
    "Thường trực Tỉnh ủy",
    "Chủ tịch, các PCT UBND tỉnh",
    "Lưu: VT, KGVX",
  ])
  expect(outlineOf(reading)).toEqual([
    "# 1 Nâng cao nhận thức",
    "  a Tổ chức tuyên truyền, phổ biến Nghị quyết trên các phương tiện thông tin đại chúng. | Sở Văn hóa, Thể thao và Du lịch | ongoing",
    '  b Ban hành Kế hoạch phát động phong trào "Bình dân học vụ số". | Sở Khoa học và Công nghệ | 2025-08-31',
    "# 2 Phát triển hạ tầng số",
    "  a Xây dựng Trung tâm dữ liệu tỉnh (Sở Khoa học và Công nghệ chủ trì; hoàn thành trong quý IV/2025). | Sở Khoa học và Công nghệ | 2025-12-31",
    "  b Xóa các điểm lõm sóng tại các thôn đặc biệt khó khăn; |  | ",
    "  c Triển khai các nền tảng số, bao gồm: - Nền tảng họp trực tuyến; - Nền tảng giám sát, điều hành. |  | ",
  ])
  expect(reading.plan.duties.map((duty) => duty.unit)).toEqual([
    "Sở Khoa học và Công nghệ",
    "Sở Khoa học và Công nghệ",
    "Sở Tài chính",
    "Các sở, ban, ngành; UBND các xã, phường",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
  ])
})

test("a programme of the Party in Markdown", () => {
  const reading = read(fixture("party-programme.md"))
  expect(reading.documents).toMatchObject([
    { kind: "programme", number: "35", notation: "CTr/TU", issuedOn: "2026-01-20", issuer: "Tỉnh ủy Mẫu Sơn" },
  ])
  expect(reading.plan.groups.map((group) => group.code)).toEqual(["I", "II"])
  expect(reading.plan.reporting.map(({ period, rule }) => `${period} ${rule?.time ?? rule?.day ?? "-"}`)).toEqual([
    "everyTwoWeeks 16:00",
    "month 25",
    "quarter -",
    "halfYear -",
    "nineMonths -",
    "year -",
  ])
})

test("a commune's short plan", () => {
  const reading = read(fixture("commune-plan.txt"))
  expect(outlineOf(reading)).toHaveLength(6)
  expect(reading.plan.indicators.map(({ targets }) => targets[0])).toMatchObject([
    { year: 2026, comparator: null, value: "95" },
    { year: 2026, comparator: "≥", value: "70" },
  ])
})

test("decision and annex apart are one plan", () => {
  const reading = read(fixture("provincial-plan.txt"), fixture("annex-of-many-shapes.md"))
  expect(reading.documents).toHaveLength(1)
  expect(reading.plan.groups.map((group) => group.title)).toEqual(["Hoàn thiện thể chế", "Hạ tầng số"])
  expect(reading.plan.groups.flatMap((group) => group.tasks).some((task) => task.provisional)).toBe(false)
})

const samples = process.env.TIENDO_SAMPLES
test.skipIf(!samples || !existsSync(`${samples}/resolution-03-nq-cp.md`))(
  "a government resolution with both annexes, in a second",
  () => {
    const started = performance.now()
    const { plan } = read(`${samples}/resolution-03-nq-cp.md`)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(plan.groups.map((group) => group.tasks.length)).toEqual([13, 29, 34, 12, 28, 15, 9])
    expect(plan.indicators).toHaveLength(57)
  },
)
