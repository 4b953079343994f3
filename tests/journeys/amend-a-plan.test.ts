import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectAccessible, openWorld, type World } from "../support/browser.ts"
import { documentText } from "../support/read-docx-text.server.ts"

const plan = "/ke-hoach/1139-qd-ubnd-2025"

/** A unit asks, leadership decides, a document is issued, and the plan changes: as its people live it, with scripts and without. */
describe.each([{ scripts: true }, { scripts: false }])("an amendment, scripts: $scripts", ({ scripts }) => {
  let world: World
  let proposal: string
  let submission: string
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.stop())

  test("the reporter prepares a proposal from the task; a fault keeps what was typed; the head sends it", async () => {
    const { page, go, press, sees } = await world.person("reporter@demo.test", { scripts })
    await go(`${plan}/de-nghi/moi?loai=change`)
    await page.locator("main ul a").first().click()
    await page.getByLabel("Sản phẩm").fill("Bộ quy tắc được phê duyệt")
    await press("Gửi đề nghị")
    await sees("Nhập lý do")
    expect(await page.getByLabel("Sản phẩm").inputValue()).toBe("Bộ quy tắc được phê duyệt")
    await page.getByLabel("Lý do", { exact: true }).fill("Thống nhất tên sản phẩm với Bộ")
    await press("Gửi đề nghị")
    await sees("Chờ thủ trưởng gửi")
    proposal = new URL(page.url()).pathname
    const head = await world.person("head@demo.test", { scripts })
    await head.sees("Đề nghị sửa đổi chờ thủ trưởng gửi")
    await head.press("Xem và gửi")
    await head.go(proposal)
    await head.press("Gửi cơ quan đầu mối")
    await head.sees("Đã gửi, chờ ý kiến")
  })

  test("the plan office gives its opinion and submits; the submission comes out in Word; leadership decides", async () => {
    const office = await world.person("office@demo.test", { scripts })
    await office.sees("đề nghị sửa đổi chờ ý kiến")
    await office.go(proposal)
    await office.page.getByLabel("Nội dung ý kiến").fill("Phù hợp hướng dẫn của Bộ")
    await office.press("Lưu ý kiến")
    await office.go(`${plan}/de-nghi/to-trinh`)
    await office.press("Lập tờ trình")
    submission = new URL(office.page.url()).pathname
    const word = await documentText(new Uint8Array(await (await office.page.request.get(`${submission}/word`)).body()))
    expect(word).toContain("TỜ TRÌNH")
    expect(word).toContain("Thống nhất tên sản phẩm với Bộ")
    await office.press("Trình lãnh đạo")
    await office.sees("Đã trình, chờ quyết định")
    const leader = await world.person("leader@demo.test", { scripts })
    await leader.sees("Tờ trình sửa đổi kế hoạch chờ quyết định")
    await leader.press("Quyết định")
    await leader.press("Lưu quyết định")
    await leader.sees("Còn đề nghị chưa có quyết định")
    await leader.page.getByLabel("Chấp thuận", { exact: true }).check()
    await leader.press("Lưu quyết định")
    await leader.sees("Đã quyết định")
  })

  test("the issued document becomes a version; the plan before it stays to be read and compared", async () => {
    const { page, go, press, sees } = await world.person("office@demo.test", { scripts })
    await go(submission)
    await page.getByLabel("Số", { exact: true }).fill("1688")
    await page.getByLabel("Ngày ban hành").fill("20/11/2026")
    await page.getByLabel("Trích yếu").fill("Sửa đổi, bổ sung Kế hoạch")
    await press("Bắt đầu ghi nội dung sửa đổi")
    await sees("Bộ quy tắc được phê duyệt")
    await press("Bổ sung nhiệm vụ")
    await page.getByLabel("Nhiệm vụ", { exact: true }).fill("Xây dựng kho dữ liệu mở của tỉnh")
    await page.getByLabel("Thời hạn").fill("hôm nào đó")
    await press("Lưu nội dung sửa đổi")
    await sees("Không hiểu thời hạn")
    await page.getByLabel("Thời hạn").fill("Quý IV/2027")
    await press("Lưu nội dung sửa đổi")
    await press("Ghi nhận phiên bản")
    await sees("Đang có hiệu lực")
    await go(`${plan}/nhiem-vu?tim=kho+du+lieu+mo`)
    await sees("Xây dựng kho dữ liệu mở của tỉnh")
    await go(`${plan}/phien-ban?ngay=01/01/2026`)
    await sees("Ngày 01/01/2026 áp dụng Phiên bản 1")
    await go(`${plan}/so-sanh?tu=1&den=2`)
    await sees("2 nhiệm vụ, 0 chỉ tiêu khác nhau")
    await sees("Bộ quy tắc được phê duyệt")
    if (scripts) await expectAccessible(page)
    await go(`${plan}/phien-ban/1/toan-van?tim=kho+du+lieu+mo`)
    await sees("Kế hoạch theo phiên bản 1")
    expect(await page.locator("main").innerText()).not.toContain("Xây dựng kho dữ liệu mở của tỉnh")
  })
})
