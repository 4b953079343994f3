import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openWorld, type Person, type World } from "../support/browser.ts"

/** The plan office checks a round: one entry goes back, the rest is accepted; with keys, and with buttons alone. */
describe.each([{ scripts: true }, { scripts: false }])("the desk, scripts: $scripts", ({ scripts }) => {
  let world: World
  let office: Person
  beforeAll(async () => {
    world = await openWorld()
    office = await world.person("office@demo.test", { scripts })
    await office.go("/tong-hop")
    await office.press("báo cáo quý IV và năm 2026")
  })
  afterAll(() => world?.stop())

  test("the grid shows every unit over the rounds, and a cell opens the report", async () => {
    const { page, press, sees } = office
    const round = page.url()
    await press("Đúng hạn và đầy đủ qua các kỳ")
    await sees("báo cáo đến hạn đã gửi đúng hạn")
    await page
      .getByRole("row", { name: /Sở Tư pháp/ })
      .getByRole("link")
      .first()
      .click()
    await sees("Sở Tư pháp")
    expect(page.url()).toContain("/bao-cao/")
    await office.go(new URL(round).pathname)
  })

  test("reports without change are listed first and accepted together", async () => {
    const { page, press, sees } = office
    await press("Hàng đợi kiểm tra")
    const offered = page.getByRole("link", { name: /Xác nhận cùng lúc \d+ báo cáo/ })
    const count = Number(/\d+/.exec(await offered.innerText())![0])
    await offered.click()
    await sees("Báo cáo không có gì thay đổi")
    expect(await page.getByRole("checkbox").count()).toBe(count)
    await press("Xác nhận các báo cáo đã chọn")
    await sees("báo cáo chờ kiểm tra")
    expect(await page.getByRole("link", { name: /Xác nhận cùng lúc/ }).count()).toBe(0)
  })

  test("one entry goes back with a reason, all other reports are accepted", async () => {
    const { page, sees } = office
    const waiting = async () => Number(/(\d+) báo cáo chờ kiểm tra/.exec(await page.locator("main").innerText())![1])
    const act = async (key: string, button: RegExp) =>
      scripts ? page.keyboard.press(key) : page.getByRole("button", { name: button }).click()
    const unit = await page.locator("#progress").innerText()
    const title = await page.locator("#checked").innerText()
    if (scripts) {
      await page.keyboard.press("t")
      await page.keyboard.type("Nêu rõ số và ngày của văn bản")
      await page.keyboard.press("Control+Enter")
    } else {
      await page.getByLabel("Lý do đề nghị bổ sung").fill("Nêu rõ số và ngày của văn bản")
      await page.getByRole("button", { name: "Ghi cần bổ sung" }).click()
    }
    await sees("1 mục cần bổ sung")
    let left = await waiting()
    const before = left
    while (left > 0) {
      await act("b", /Xác nhận cả báo cáo đạt yêu cầu|Gửi trả lại/)
      await expect.poll(waiting).toBeLessThan(left)
      left = await waiting()
      if (await page.getByText("báo cáo chỉ có các phần chung").count()) break
    }
    expect(before).toBeGreaterThan(5)
    await sees("Đã xác nhận báo cáo của")
    await office.go(`${new URL(page.url()).pathname.replace("/hang-doi", "")}?trang-thai=returned`)
    await sees(unit)
    await page.getByRole("link", { name: unit, exact: true }).click()
    await sees("Trả lại bổ sung")
    expect(await page.locator("main").innerText()).toContain(title.slice(0, 40))
  })

  test("keys can be switched off, and stay off", async () => {
    if (!scripts) return
    const { db } = world
    await db.updateTable("report").set({ status: "submitted" }).where("status", "=", "accepted").execute()
    const { page } = office
    await office.go("/tong-hop")
    await office.press("báo cáo quý IV và năm 2026")
    await office.press("Hàng đợi kiểm tra")
    expect(await page.locator("kbd").count()).toBeGreaterThan(2)
    await office.press("Tắt phím tắt")
    expect(await page.locator("kbd").count()).toBe(0)
    const address = page.url()
    await page.keyboard.press("n")
    await page.keyboard.press("b")
    expect(page.url()).toBe(address)
    await page.reload()
    await page.getByRole("button", { name: "Bật phím tắt" }).waitFor()
    expect(await page.locator("kbd").count()).toBe(0)
  })
  test("a figure in the text follows the tables; a typed number that differs is named", async () => {
    const { page, press, sees } = office
    await office.go("/tong-hop")
    await press("báo cáo quý IV và năm 2026")
    await press("Dự thảo báo cáo")
    await press("Bắt đầu tổng hợp")
    await page
      .locator("#part-results")
      .getByRole("button", { name: /Lập dự thảo/ })
      .click()
    await sees("Nội dung khi đọc")
    const body = page.locator("#body-direction")
    await body.fill("Đã có {{tổng số nhiệm vụ}} nhiệm vụ.\nToàn tỉnh hoàn thành 999 nhiệm vụ.")
    await page.locator("#part-direction").getByRole("button", { name: "Lưu phần này" }).click()
    await sees("câu ghi 999, bảng số liệu là")
    await sees("Đã có 89 nhiệm vụ.")
    await page
      .locator("#part-results .draft-text a", { hasText: /^\[\d+\]$/ })
      .first()
      .click()
    expect(page.url()).toMatch(/#nguon-\d+$/)
  })

  test("two editors: the second sees the first one's text beside their own, and nothing is lost", async () => {
    const address = new URL(office.page.url()).pathname
    const director = await world.person("director@demo.test", { scripts })
    await director.go(address)
    await office.go(address)
    await director.page.locator("#body-direction").fill("Bản của giám đốc.")
    await director.page.locator("#part-direction").getByRole("button", { name: "Lưu phần này" }).click()
    await director.sees("lưu lúc")
    await office.page.locator("#body-direction").fill("Bản của văn phòng.")
    await office.page.locator("#part-direction").getByRole("button", { name: "Lưu phần này" }).click()
    await office.sees("đã lưu phần này lúc")
    expect(await office.page.locator("#part-direction").innerText()).toContain("Bản của giám đốc.")
    expect(await office.page.locator("#body-direction").inputValue()).toBe("Bản của văn phòng.")
    await office.page.locator("#part-direction").getByRole("button", { name: "Lưu phần này" }).click()
    await office.page.locator("#part-direction").getByRole("link", { name: "Các lần lưu" }).click()
    await office.page.locator("summary", { hasText: "Lần 2" }).click()
    await office.sees("Bản của giám đốc.")
    await office.page.getByRole("button", { name: "Dùng lại bản này" }).first().click()
    await office.page.waitForURL(/#part-direction$/)
    expect(await office.page.locator("#body-direction").inputValue()).toBe("Bản của giám đốc.")
  })

  test("a remark waits beside its part until somebody deals with it", async () => {
    const { page, sees } = office
    const part = page.locator("#part-direction")
    await part.locator("summary", { hasText: "Góp ý" }).click()
    await part.getByLabel("Góp ý về phần này").fill("Nêu thêm số văn bản đã ban hành")
    await part.getByRole("button", { name: "Gửi góp ý" }).click()
    await sees("Góp ý đang mở: 1")
    await part.getByRole("button", { name: "Đã xử lý" }).click()
    await expect.poll(() => part.innerText()).toContain("Góp ý đang mở: 0")
  })
  test("the office takes the case file of the last round; leadership is not offered it", async () => {
    await office.go("/tong-hop")
    await office.press("báo cáo quý III năm 2026")
    await office.press("Chốt và ban hành")
    const link = office.page.getByRole("link", { name: /Hồ sơ của kỳ/ })
    const file = await office.page.request.get((await link.getAttribute("href"))!)
    expect(file.headers()["content-type"]).toBe("application/zip")
    expect((await file.body()).subarray(0, 2).toString()).toBe("PK")
    const leader = await world.person("leader@demo.test", { scripts })
    await leader.go(new URL(office.page.url()).pathname)
    expect(await leader.page.getByRole("link", { name: /Hồ sơ của kỳ/ }).count()).toBe(0)
    expect((await leader.page.request.get((await link.getAttribute("href"))!)).status()).toBe(404)
  })
})
