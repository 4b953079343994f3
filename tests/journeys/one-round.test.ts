import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openWorld, type World } from "../support/browser.ts"
import { documentText, xmlParts } from "../support/read-docx-text.server.ts"

/** One reporting round from the reporter's first word to the public page, as its people live it: with scripts and without. */
describe.each([{ scripts: true }, { scripts: false }])("one round, scripts: $scripts", ({ scripts }) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.stop())

  test("the reporter fills in what is missing, entry by entry, and hands it to the head", async () => {
    const { page, go, press, sees } = await world.person("reporter@demo.test", { scripts })
    await sees("Nhập báo cáo")
    await press("Nhập báo cáo")
    await sees("Chưa trả lời")
    const entries = await page
      .locator("ol.plain-list h3 a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")!))
    for (const [index, href] of entries.entries()) {
      await go(href)
      await page.getByLabel("Đang thực hiện, có kết quả mới").check()
      await page.getByLabel("Tỷ lệ hoàn thành (%)").fill(String(50 + index))
      await page.getByLabel("Kết quả trong kỳ").fill(`Đã hoàn thành khảo sát đợt ${index + 1} tại 12 xã`)
      await press("Lưu và về báo cáo")
    }
    await sees("đã nhập 3/3 nhiệm vụ")
    await press("Sửa các phần chung")
    await page.getByLabel("Đề xuất, kiến nghị").fill("Đề nghị bố trí kinh phí số hóa di sản")
    await press("Lưu các phần chung")
    await sees("Đề nghị bố trí kinh phí số hóa di sản")
    await press("Trình lãnh đạo")
    await sees("Trình lãnh đạo")
    expect(await page.getByRole("button", { name: "Trình lãnh đạo" }).count()).toBe(0)
  })

  test("the head reads it as it will look, sees that it is on time, and sends it", async () => {
    const { page, press, sees } = await world.person("head@demo.test", { scripts })
    await press("Xem và gửi")
    await sees("Đã hoàn thành khảo sát đợt 1 tại 12 xã")
    await sees("Đúng hạn")
    await press("Gửi báo cáo")
    await sees("Đã gửi")
    const download = await page.request.get(new URL(`${page.url()}/word`).pathname)
    expect(await documentText(new Uint8Array(await download.body()))).toContain(
      "Đã hoàn thành khảo sát đợt 1 tại 12 xã",
    )
  })

  test("the plan office returns one entry with a reason; the unit mends it; the office sees what changed and accepts", async () => {
    const office = await world.person("office@demo.test", { scripts })
    await openPresentRound(office)
    await office.press("Sở Văn hóa, Thể thao và Du lịch")
    await office.page.locator("summary", { hasText: "Đề nghị bổ sung nhiệm vụ này" }).first().click()
    await office.page.getByLabel("Lý do đề nghị bổ sung").first().fill("Nêu rõ tên 12 xã")
    await office.press("Đề nghị bổ sung")
    const reporter = await world.person("reporter@demo.test", { scripts })
    await reporter.press("Bổ sung")
    await reporter.sees("Nêu rõ tên 12 xã")
    await reporter.page.locator("li", { hasText: "Nêu rõ tên 12 xã" }).locator("h3 a").click()
    await reporter.page.getByLabel("Kết quả trong kỳ").fill("Đã khảo sát 12 xã, có danh sách kèm theo")
    await reporter.press("Lưu và về báo cáo")
    await reporter.press("Trình lãnh đạo")
    const head = await world.person("head@demo.test", { scripts })
    await head.press("Xem và gửi")
    await head.press("Gửi báo cáo")
    await openPresentRound(office)
    await office.press("Sở Văn hóa, Thể thao và Du lịch")
    await office.sees("thay đổi so với lần gửi trước")
    await office.sees("Đã khảo sát 12 xã, có danh sách kèm theo")
    await office.press("Xác nhận đạt yêu cầu")
    await openPresentRound(office)
    expect(await office.page.locator("tr", { hasText: "Sở Văn hóa, Thể thao và Du lịch" }).innerText()).toContain(
      "Đạt yêu cầu",
    )
  })

  test("the plan office consolidates: missing units do not block, each sentence has its source", async () => {
    const office = await world.person("office@demo.test", { scripts })
    await openPresentRound(office)
    await office.press("Số liệu")
    await office.sees("nhiệm vụ có thời hạn")
    await office.press("Dự thảo báo cáo")
    await office.press("Bắt đầu tổng hợp")
    await office.page
      .locator("#part-results")
      .getByRole("button", { name: /Lập dự thảo/ })
      .click()
    await office.page.waitForLoadState()
    const text = await office.page.locator("#body-results").inputValue()
    expect(text).toContain("Đã khảo sát 12 xã, có danh sách kèm theo (Sở Văn hóa, Thể thao và Du lịch) [")
    await office.page.locator("#body-results").fill(`${text}\n- Công tác phối hợp được duy trì.`)
    await office.page.locator("#part-results").getByRole("button", { name: "Lưu phần này" }).click()
    await office.page.waitForLoadState()
    await office.press("Chốt và ban hành")
    await office.press("Trình giám đốc")
    await office.sees("Trình giám đốc")
  })

  test("the director freezes and issues; the Word report holds the layout's head, the totals and the annex", async () => {
    const director = await world.person("director@demo.test", { scripts })
    await director.press("Kiểm tra")
    await director.press("Chốt báo cáo")
    await director.page.getByLabel("Số, ký hiệu").fill("301/BC-SKHCN")
    await director.page.getByLabel("Ngày ban hành").fill("23/11/2026")
    await director.press("Ghi nhận ban hành")
    await director.sees("Số 301/BC-SKHCN")
    const href = await director.page.getByRole("link", { name: "Báo cáo (Word)" }).getAttribute("href")
    const bytes = new Uint8Array(await (await director.page.request.get(href!)).body())
    const text = await documentText(bytes)
    for (const part of [
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "301/BC-SKHCN",
      "Đã khảo sát 12 xã, có danh sách kèm theo",
      "Công tác phối hợp được duy trì",
      "PHỤ LỤC I",
    ])
      expect(text).toContain(part)
    expect([...(await xmlParts(bytes)).values()].join()).toContain("Số liệu minh họa")
    const excel = await director.page.request.get(href!.replace("bao-cao.docx", "so-lieu.xlsx"))
    expect(excel.headers()["content-type"]).toContain("spreadsheetml")
  })

  test("leadership receives the report and approves its publication; the public sees it, as data too", async () => {
    const leader = await world.person("leader@demo.test", { scripts })
    await leader.press("Xem báo cáo")
    await leader.press("Tiếp nhận")
    const office = await world.person("office@demo.test", { scripts })
    await openPresentRound(office)
    await office.press("Chốt và ban hành")
    await office.press("Lưu bản đã ký")
    await office.page.getByLabel("Tệp bản ký").setInputFiles({
      name: "bao-cao-301.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"),
    })
    await office.press("Lưu bản ký")
    await office.sees("Nội dung này không thuộc bí mật nhà nước")
    await office.page.getByLabel("Nội dung này không thuộc bí mật nhà nước").check()
    await office.page.getByLabel("Tệp bản ký").setInputFiles({
      name: "bao-cao-301.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"),
    })
    await office.press("Lưu bản ký")
    await leader.go(new URL(office.page.url()).pathname)
    await leader.sees("bao-cao-301.pdf")
    await office.page.getByLabel("Nội dung này không thuộc bí mật nhà nước").check()
    await office.press("Đề nghị công bố")
    await leader.go("/cong-bo")
    await leader.press("Phê duyệt công bố")
    const anyone = await world.person(null, { scripts })
    await anyone.go("/")
    await anyone.press("Báo cáo quý IV và năm 2026")
    await anyone.sees("Công tác phối hợp được duy trì")
    await anyone.sees("Số liệu minh họa")
    const json = await anyone.page.request.get(
      (await anyone.page.getByRole("link", { name: /JSON/ }).first().getAttribute("href"))!,
    )
    expect(((await json.json()) as { tasks: unknown[] }).tasks).toHaveLength(89)
    const csv = await anyone.page.request.get(
      (await anyone.page.getByRole("link", { name: /CSV/ }).first().getAttribute("href"))!,
    )
    expect(await csv.text()).toContain("groupTitle")
  })

  test("the inspector reads what was sent and its history, and changes nothing", async () => {
    const inspector = await world.person("inspector@demo.test", { scripts })
    await openPresentRound(inspector)
    await inspector.press("Sở Văn hóa, Thể thao và Du lịch")
    expect(await inspector.page.getByRole("button", { name: "Xác nhận đạt yêu cầu" }).count()).toBe(0)
    await inspector.press("Lịch sử")
    await inspector.sees("Gửi báo cáo")
    await inspector.sees("Đề nghị bổ sung báo cáo")
  })

  async function openPresentRound(person: Awaited<ReturnType<World["person"]>>) {
    await person.go("/tong-hop")
    await person.press("báo cáo quý IV và năm 2026")
  }
})
