import { afterAll, beforeAll, expect, test } from "vitest"
import { openWorld, type World } from "../support/browser.ts"

let world: World
let report: { id: string }
let entry: { id: string; version: number }

beforeAll(async () => {
  world = await openWorld()
  report = await world.db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("round", "round.id", "report.roundId")
    .select("report.id")
    .where("unit.code", "=", "SVHTTDL")
    .orderBy("round.dueOn", "desc")
    .limit(1)
    .executeTakeFirstOrThrow()
  entry = await world.db
    .selectFrom("entry")
    .select(["id", "version"])
    .where("reportId", "=", report.id)
    .limit(1)
    .executeTakeFirstOrThrow()
})
afterAll(() => world?.stop())

const entryPath = () => `/bao-cao/${report.id}/muc/${entry.id}`

test.each([{ scripts: true }, { scripts: false }])(
  "a session that ends in the middle of a form keeps every typed word, scripts: $scripts",
  async ({ scripts }) => {
    const { page, context, go, sees, press } = await world.person("reporter@demo.test", { scripts })
    await go(entryPath())
    await page.getByLabel("Kết quả trong kỳ").fill("Nội dung gõ trước khi hết phiên")
    await context.clearCookies()
    await press("Lưu và về báo cáo")
    await sees("Phiên làm việc đã hết hạn")
    await page.locator("#email").fill("reporter@demo.test")
    await page.locator("#password").fill("demo")
    await page.locator("#password").press("Enter")
    await press("Mở lại biểu mẫu với nội dung đã nhập")
    await sees("chưa gửi")
    expect(await page.getByLabel("Kết quả trong kỳ").inputValue()).toBe("Nội dung gõ trước khi hết phiên")
  },
)

test("the kept form of one person is not shown to another", async () => {
  const { page, context, go, press } = await world.person("reporter@demo.test", { scripts: false })
  await go(entryPath())
  await page.getByLabel("Kết quả trong kỳ").fill("Chữ của người thứ nhất")
  await context.clearCookies()
  await press("Lưu và về báo cáo")
  await page.locator("#email").fill("head@demo.test")
  await page.locator("#password").fill("demo")
  await page.locator("#password").press("Enter")
  await press("Mở lại biểu mẫu với nội dung đã nhập")
  expect(await page.locator("body").innerText()).not.toContain("Chữ của người thứ nhất")
  expect(await page.getByLabel("Kết quả trong kỳ").inputValue()).not.toBe("Chữ của người thứ nhất")
})

test("two people edit one entry: the second sees both texts and nothing is overwritten", async () => {
  const [first, second] = [
    await world.person("reporter@demo.test", { scripts: false }),
    await world.person("head@demo.test", { scripts: false }),
  ]
  await first.go(entryPath())
  await second.go(entryPath())
  await first.page.getByLabel("Kết quả trong kỳ").fill("Bản của chuyên viên")
  await first.press("Lưu và về báo cáo")
  await second.page.getByLabel("Kết quả trong kỳ").fill("Bản của thủ trưởng")
  await second.press("Lưu và về báo cáo")
  await second.sees("Người khác đã sửa nội dung này")
  await second.sees("Bản của chuyên viên")
  expect(await second.page.getByLabel("Kết quả trong kỳ").inputValue()).toBe("Bản của thủ trưởng")
  expect(
    (await world.db.selectFrom("entry").select("result").where("id", "=", entry.id).executeTakeFirstOrThrow()).result,
  ).toBe("Bản của chuyên viên")
})

test("what is typed is saved by itself", async () => {
  const { page, go, sees } = await world.person("reporter@demo.test")
  await go(entryPath())
  await page.getByLabel("Kết quả trong kỳ").fill("Tự lưu khi ngừng gõ")
  await sees("Đã tự lưu lúc")
  expect(
    (await world.db.selectFrom("entry").select("result").where("id", "=", entry.id).executeTakeFirstOrThrow()).result,
  ).toBe("Tự lưu khi ngừng gõ")
})

test("a foreign unit's report, another's file, a made-up address: not found", async () => {
  const { page } = await world.person("reporter@demo.test")
  const foreign = await world.db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select("report.id")
    .where("unit.code", "=", "STC")
    .limit(1)
    .executeTakeFirstOrThrow()
  const evidence = await world.db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select("evidence.id")
    .where("unit.code", "=", "SKHCN")
    .limit(1)
    .executeTakeFirstOrThrow()
  for (const path of [
    `/bao-cao/${foreign.id}`,
    `/bao-cao/${foreign.id}/word`,
    `/minh-chung/${evidence.id}`,
    "/bao-cao/khong-co",
    "/vuong-mac/khong-co",
    "/kiem-tra-mau/khong-co",
    "/ban-giao/khong-co",
    "/khong-co",
    `/lich-su/${foreign.id}`,
  ])
    expect((await page.request.get(path)).status(), path).toBe(404)
  await page.goto(`/bao-cao/${foreign.id}`)
  expect(await page.title()).toBe("Không tìm thấy trang")
})

test("a post from elsewhere, without origin, with a changed hidden field or too large is refused", async () => {
  const { page } = await world.person("reporter@demo.test")
  const form = { answer: "progress", result: "x", seenVersion: "1", requestId: crypto.randomUUID() }
  const post = (headers: Record<string, string>, fields: Record<string, string> = form) =>
    page.request.post(entryPath(), { form: fields, headers, maxRedirects: 0 })
  expect((await post({ Origin: "https://elsewhere.example" })).status()).toBe(403)
  expect(
    (
      await page.request.fetch(entryPath(), {
        method: "POST",
        data: "answer=progress",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      })
    ).status(),
  ).toBe(403)
  expect((await post({ Origin: world.base }, { ...form, requestId: "not-ours" })).status()).toBe(404)
  expect((await post({ Origin: world.base }, { ...form, result: "x".repeat(1_100_000) })).status()).toBe(413)
  const foreign = await world.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["entry.id", "entry.result"])
    .where("unit.code", "=", "STC")
    .limit(1)
    .executeTakeFirstOrThrow()
  await page.request.post(`/bao-cao/${report.id}/muc/${foreign.id}`, { form, headers: { Origin: world.base } })
  expect(
    (await world.db.selectFrom("entry").select("result").where("id", "=", foreign.id).executeTakeFirstOrThrow()).result,
  ).toBe(foreign.result)
})

test("a replayed form acts once", async () => {
  const { page } = await world.person("reporter@demo.test")
  const { version } = await world.db
    .selectFrom("entry")
    .select("version")
    .where("id", "=", entry.id)
    .executeTakeFirstOrThrow()
  const form = {
    answer: "progress",
    result: "gửi hai lần",
    percentDone: "10",
    seenVersion: String(version),
    requestId: crypto.randomUUID(),
  }
  for (let turn = 0; turn < 2; turn++)
    expect(
      (await page.request.post(entryPath(), { form, headers: { Origin: world.base }, maxRedirects: 0 })).status(),
    ).toBe(303)
  expect(
    (await world.db.selectFrom("entry").select("version").where("id", "=", entry.id).executeTakeFirstOrThrow()).version,
  ).toBe(version + 1)
})

test("a proof is attached, read back, and refused when it is no document", async () => {
  const { page, go, press, sees } = await world.person("reporter@demo.test", { scripts: false })
  await go(entryPath())
  await page.locator("#file").setInputFiles({
    name: "kế hoạch.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
  })
  await page.getByLabel("Nội dung này không thuộc bí mật nhà nước").check()
  await press("Đính kèm")
  await sees("kế hoạch.pdf")
  const href = await page.getByRole("link", { name: "kế hoạch.pdf" }).getAttribute("href")
  expect((await page.request.get(href!)).status()).toBe(200)
  const file = await page.request.get(href!.replace("/xem", ""))
  expect(file.headers()["content-disposition"]).toContain("attachment")
  expect((await file.body()).toString("latin1")).toContain("%PDF-1.4")
  await page.locator("#file").setInputFiles({
    name: "chuong-trinh.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0]),
  })
  await page.getByLabel("Nội dung này không thuộc bí mật nhà nước").check()
  await page.getByLabel("Tên, trích yếu").fill("Tên vẫn còn")
  await press("Đính kèm")
  await sees("Chưa thực hiện được")
})

test("too many wrong passwords are stopped for a while", async () => {
  const { page, sees } = await world.person(null)
  await page.goto("/dang-nhap")
  for (let turn = 0; turn < 11; turn++) {
    await page.locator("#email").fill("finance@demo.test")
    await page.locator("#password").fill(`sai ${turn}`)
    await page.locator("#password").press("Enter")
    await page.waitForLoadState()
    await sees(turn < 10 ? "không đúng" : "quá nhiều lần")
  }
})
