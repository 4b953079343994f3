import { afterAll, beforeAll, expect, test } from "vitest"
import { expectAccessible, expectFits, openWorld, type Person, type World } from "../support/browser.ts"

/** A reporter in a commune whose line comes and goes: everything typed is kept, checked, and sent once. */
let world: World
let report: { id: string }
let entries: { id: string; taskCode: string }[]

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
  entries = await world.db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .select(["entry.id", "task.code as taskCode"])
    .where("entry.reportId", "=", report.id)
    .orderBy("task.position")
    .execute()
})
afterAll(() => world?.stop())

const path = () => `/bao-cao/${report.id}/tung-viec`
const saved = (id: string) => world.db.selectFrom("entry").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
/** How often the history says that an entry was saved. */
const savesOf = async (id: string): Promise<number> =>
  (
    await world.db
      .selectFrom("history.event")
      .select("seq")
      .where("body", "like", `%"entry.saved","about":["${id}"%`)
      .execute()
  ).length
const fieldOf = ({ page }: Person, entry: string, name: string) => page.locator(`[id="${entry}-${name}"]`)
const isKept = ({ page }: Person) =>
  expect
    .poll(() => page.evaluate(async () => (await (await caches.open("tiendo-pages")).keys()).length), {
      timeout: 10_000,
    })
    .toBeGreaterThan(0)
const lineSays = ({ page }: Person, text: string) =>
  expect.poll(() => page.locator("[data-line]").innerText()).toContain(text)

test("typed without a line, kept through a restart of the page, checked there, sent when the line is back", async () => {
  const person = await world.person("reporter@demo.test", { phone: true })
  const { page, context, go, press } = person
  const [first, second] = entries as [(typeof entries)[0], (typeof entries)[0]]
  const savedBefore = await savesOf(first.id)
  await go(path())
  await isKept(person)
  await expectAccessible(page)
  await page.locator(`a[href="#muc-${first.id}"]`).first().click()
  await expectAccessible(page)
  await context.setOffline(true)
  await page.locator(`[id="muc-${first.id}"]`).getByLabel("Đang thực hiện, có kết quả mới").check()
  await fieldOf(person, first.id, "percentDone").fill("140")
  await fieldOf(person, first.id, "result").fill("Đã tập huấn 3 lớp ở xã, gõ khi mất mạng")
  // the server's check of a percentage, made on the device
  await person.sees("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100")
  await fieldOf(person, first.id, "percentDone").fill("75")
  await lineSays(person, "Không có mạng: 1 mục")
  await page.reload()
  await expect
    .poll(() => fieldOf(person, first.id, "result").inputValue())
    .toBe("Đã tập huấn 3 lớp ở xã, gõ khi mất mạng")
  await go("/viec-cua-toi")
  await person.sees("1 mục chưa gửi")
  await press("Báo cáo quý IV và năm 2026")
  expect((await saved(first.id)).result).not.toContain("gõ khi mất mạng")
  await page.locator(`a[href="#muc-${second.id}"]`).first().click()
  await page.locator(`[id="muc-${second.id}"]`).getByRole("button", { name: "Giữ nguyên như kỳ trước" }).click()
  await lineSays(person, "Không có mạng: 2 mục")
  await context.setOffline(false)
  await lineSays(person, "Mọi nội dung đã được lưu trên hệ thống")
  expect(await saved(first.id)).toMatchObject({ result: "Đã tập huấn 3 lớp ở xã, gõ khi mất mạng", percentDone: 75 })
  expect((await saved(second.id)).answer).toBe("nothingChanged")
  expect(await savesOf(first.id)).toBe(savedBefore + 1)
})

test("two officers in one task: what only one changed is joined, what both changed waits for a choice", async () => {
  const person = await world.person("reporter@demo.test")
  const { page, context, go } = person
  const { id } = entries[0]!
  await go(`${path()}#muc-${id}`)
  await lineSays(person, "Mọi nội dung đã được lưu")
  await context.setOffline(true)
  await fieldOf(person, id, "result").fill("Kết quả của chuyên viên")
  await fieldOf(person, id, "nextStep").fill("Việc tiếp theo của chuyên viên")
  await lineSays(person, "1 mục")
  const head = await world.person("head@demo.test", { scripts: false })
  await head.go(`/bao-cao/${report.id}/muc/${id}`)
  await head.page.getByLabel("Kết quả trong kỳ").fill("Kết quả của thủ trưởng")
  await head.page.getByLabel("Đề xuất, kiến nghị").fill("Đề xuất của thủ trưởng")
  await head.press("Lưu và về báo cáo")
  await context.setOffline(false)
  await person.sees("Hai người cùng sửa mục này")
  await person.sees("Kết quả của thủ trưởng")
  expect(await fieldOf(person, id, "result").inputValue()).toBe("Kết quả của chuyên viên")
  expect(await fieldOf(person, id, "proposal").inputValue()).toBe("Đề xuất của thủ trưởng")
  expect((await saved(id)).result).toBe("Kết quả của thủ trưởng")
  await expectAccessible(page)
  expect(await page.locator("[data-line]").innerText()).not.toContain("Mọi nội dung đã được lưu")
  await page.getByRole("button", { name: "Ghép cả hai" }).click()
  await lineSays(person, "Mọi nội dung đã được lưu")
  expect(await saved(id)).toMatchObject({
    result: "Kết quả của thủ trưởng\nKết quả của chuyên viên",
    proposal: "Đề xuất của thủ trưởng",
    nextStep: "Việc tiếp theo của chuyên viên",
  })
})

test("a session that ends keeps everything for its owner: another person on the device neither sees nor sends it", async () => {
  const person = await world.person("reporter@demo.test")
  const { page, context, go } = person
  const { id } = entries[0]!
  await go(`${path()}#muc-${id}`)
  await lineSays(person, "Mọi nội dung đã được lưu")
  await context.clearCookies()
  await fieldOf(person, id, "result").fill("Gõ khi phiên đã hết")
  await lineSays(person, "Phiên đăng nhập đã hết: 1 mục")
  const signIn = async (email: string) => {
    await page.goto(`/dang-nhap?next=${encodeURIComponent(path())}`)
    await page.locator("#email").fill(email)
    await page.locator("#password").fill("demo")
    await page.locator("#password").press("Enter")
    await page.waitForURL(`**${path()}`)
  }
  await signIn("head@demo.test")
  await lineSays(person, "Mọi nội dung đã được lưu")
  expect(await fieldOf(person, id, "result").inputValue()).not.toBe("Gõ khi phiên đã hết")
  expect((await saved(id)).result).not.toBe("Gõ khi phiên đã hết")
  await context.clearCookies()
  await signIn("reporter@demo.test")
  await expect.poll(async () => (await saved(id)).result).toBe("Gõ khi phiên đã hết")
})

test("signing out takes the kept pages off the device", async () => {
  const person = await world.person("reporter@demo.test")
  await person.go(path())
  await isKept(person)
  await person.page.getByRole("button", { name: "Đăng xuất" }).click()
  await person.page.waitForURL("**/dang-nhap")
  const left = () => person.page.evaluate(async () => (await (await caches.open("tiendo-pages")).keys()).length)
  await expect.poll(left).toBe(0)
})

test("a proof attached without a line is sent with its file", async () => {
  const person = await world.person("reporter@demo.test")
  const { page, context, go } = person
  const { id } = entries[1]!
  await go(`${path()}#muc-${id}`)
  await isKept(person)
  await context.setOffline(true)
  const step = page.locator(`[id="muc-${id}"]`)
  await step.getByText("Đính kèm minh chứng").click()
  await step.getByRole("button", { name: "Đính kèm" }).click()
  await person.sees("Chọn một tệp hoặc nhập số")
  await step.getByLabel("Số, ký hiệu văn bản").fill("125/QĐ-SVHTTDL")
  await step.getByLabel("Ngày văn bản").fill("20/11/2026")
  await step.getByLabel("Tên, trích yếu").fill("Quyết định phê duyệt")
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  )
  await step.locator("input[type=file]").setInputFiles({ name: "anh.png", mimeType: "image/png", buffer: png })
  await step.getByLabel("Không mật").check()
  await step.getByRole("button", { name: "Đính kèm" }).click()
  await person.sees("giữ trên máy này, sẽ gửi khi có mạng")
  await page.reload()
  await person.sees("giữ trên máy này, sẽ gửi khi có mạng")
  await context.setOffline(false)
  const found = () =>
    world.db
      .selectFrom("evidence")
      .selectAll()
      .where("entryId", "=", id)
      .where("number", "=", "125/QĐ-SVHTTDL")
      .execute()
  await expect.poll(async () => (await found()).length).toBe(1)
  expect((await found())[0]).toMatchObject({ title: "Quyết định phê duyệt", issuedOn: "2026-11-20" })
  expect((await found())[0]!.storedFileId).not.toBeNull()
})

test("without scripts each task is a plain form, one at a time", async () => {
  const person = await world.person("reporter@demo.test", { scripts: false, phone: true })
  const { page, go } = person
  const [first, second] = entries as [(typeof entries)[0], (typeof entries)[0]]
  await go(path())
  await expectFits(page)
  await page.locator(`a[href="#muc-${first.id}"]`).first().click()
  expect(await page.locator(`[id="muc-${second.id}"]`).isVisible()).toBe(false)
  await fieldOf(person, first.id, "percentDone").fill("bảy mươi")
  await page.locator(`[id="muc-${first.id}"]`).getByRole("button", { name: "Lưu và sang" }).click()
  await person.sees("Tỷ lệ hoàn thành là số nguyên từ 0 đến 100")
  expect(await fieldOf(person, first.id, "percentDone").inputValue()).toBe("bảy mươi")
  await fieldOf(person, first.id, "percentDone").fill("80")
  await page.locator(`[id="muc-${first.id}"]`).getByRole("button", { name: "Lưu và sang" }).click()
  await page.waitForURL(`**#muc-${second.id}`)
  expect((await saved(first.id)).percentDone).toBe(80)
  await page.goto(`${path()}#phan-chung`)
  await page.getByLabel("Kết quả nổi bật").fill("Cổng du lịch số")
  await page.locator("#outstanding-form").locator("..").getByRole("button", { name: "Lưu" }).click()
  await page.waitForURL("**#phan-chung")
  expect(await page.getByLabel("Kết quả nổi bật").inputValue()).toBe("Cổng du lịch số")
})
