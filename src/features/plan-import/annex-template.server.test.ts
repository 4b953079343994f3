import { expect, test } from "vitest"
import { annexTemplate } from "./annex-template.server.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

const plan = {
  groups: [
    { code: "1", title: "Nâng cao nhận thức, đột phá" },
    { code: "2", title: "Hoàn thiện thể chế" },
  ],
  targetYears: [2026, 2030],
}
const provisional = [{ id: "a", code: "T1.1", title: "Xây dựng chương trình tuyên truyền" }]

async function filled(fill: (sheet: (name: string) => import("exceljs").Worksheet) => void): Promise<Uint8Array> {
  const { default: excel } = await import("exceljs")
  const book = new excel.Workbook()
  await book.xlsx.load(Buffer.from(await annexTemplate(plan, provisional)) as unknown as ArrayBuffer)
  fill((name) => book.getWorksheet(name)!)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

test("empty, it holds no plan: its lists and instructions are not read as tasks", async () => {
  const outcome = await readPlanFiles([{ name: "mau.xlsx", bytes: await annexTemplate(plan, provisional) }])
  expect(outcome).toMatchObject({ ok: false, refusal: { code: "planImport.noPlan" } })
})

test("filled in, it is read back whole, with the tasks that it takes the place of", async () => {
  const bytes = await filled((sheet) => {
    const tasks = sheet("Nhiệm vụ")
    tasks.getRow(5).values = [
      "1",
      "1. Nâng cao nhận thức, đột phá",
      "Mở chuyên mục trên báo",
      "Sở Văn hóa, Thể thao và Du lịch",
      "Các sở, ban, ngành; UBND các xã, phường",
      "6/2026",
      "Chuyên mục",
      "",
      "T1.1, T1.2",
    ]
    tasks.getRow(6).values = [
      "2",
      "2. Hoàn thiện thể chế",
      "Ban hành quy chế",
      "Sở Nội vụ",
      "",
      "Quý IV/2026",
      "Quyết định",
      "Ưu tiên",
      "",
    ]
    tasks.getRow(7).values = ["2.1", "", "Lấy ý kiến", "Sở Tư pháp", "", "30/9/2026", "Văn bản", "", "T2.3"]
    sheet("Chỉ tiêu").getRow(5).values = [
      "1",
      "Tỷ lệ hồ sơ trực tuyến",
      "%",
      "70",
      "≥ 80",
      "Sở Tư pháp",
      "Văn phòng UBND tỉnh",
      "",
    ]
  })
  const outcome = await readPlanFiles([{ name: "phu-luc.xlsx", bytes }])
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  const { groups, indicators } = outcome.value.plan
  expect(groups.map(({ code, title }) => ({ code, title }))).toEqual(plan.groups)
  expect(groups[0]?.tasks).toMatchObject([
    {
      code: "1",
      title: "Mở chuyên mục trên báo",
      leads: ["Sở Văn hóa, Thể thao và Du lịch"],
      coordinating: ["Các sở, ban, ngành", "UBND các xã, phường"],
      deadline: { to: "2026-06-30" },
      product: "Chuyên mục",
      replaces: ["T1.1", "T1.2"],
    },
  ])
  expect(groups[1]?.tasks).toMatchObject([
    {
      code: "2",
      note: "Ưu tiên",
      children: [{ code: "2.1", leads: ["Sở Tư pháp"], deadline: { to: "2026-09-30" }, replaces: ["T2.3"] }],
    },
  ])
  expect(groups[1]?.tasks[0]?.replaces).toBeUndefined()
  expect(indicators).toMatchObject([
    {
      title: "Tỷ lệ hồ sơ trực tuyến",
      unit: "%",
      targets: [
        { year: 2026, value: "70" },
        { year: 2030, comparator: "≥", value: "80" },
      ],
      monitors: ["Văn phòng UBND tỉnh"],
    },
  ])
})
