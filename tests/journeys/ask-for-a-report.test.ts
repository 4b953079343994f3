import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectAccessible, openWorld, type Person, type World } from "../support/browser.ts"

/** The calendar of a plan, a later day for one report, and a report outside the calendar: as the plan office and a unit do it. */
describe.each([{ scripts: true }, { scripts: false }])("asking for reports, scripts: $scripts", ({ scripts }) => {
  let world: World
  let office: Person
  let reporter: Person
  beforeAll(async () => {
    world = await openWorld()
    office = await world.person("office@demo.test", { scripts })
    reporter = await world.person("reporter@demo.test", { scripts, phone: true })
  })
  afterAll(() => world?.stop())

  const plan = "/ke-hoach/1139-qd-ubnd-2025"

  test("a rule of every two weeks is looked at for two years before it is saved", async () => {
    await office.go(`${plan}/lich-bao-cao/moi`)
    const { page } = office
    await page.getByLabel("Kỳ báo cáo").selectOption("everyTwoWeeks")
    await page.getByLabel("Thứ", { exact: true }).selectOption("5")
    await page.getByLabel("Kỳ đầu tiên").fill("4/12/2026")
    await page.locator("#time").fill("25h")
    await page.getByLabel("Căn cứ").fill("Công văn số 1250/UBND-KGVX")
    await office.press("Xem trước hai năm")
    await office.sees("“25h” không phải là giờ")
    await page.locator("#time").fill("16h")
    await office.press("Xem trước hai năm")
    await office.sees("Kỳ đến ngày 18/12/2026")
    await office.sees("15:59")
    if (scripts) await expectAccessible(page) // axe is a script itself
    await office.press("Lưu")
    await office.sees("hai tuần một lần, trước 16:00 thứ Sáu")
    await office.sees("Công văn số 1250/UBND-KGVX")
  })

  test("the plan office changes what it asks; a unit's number is taken as people write it, and stands as an estimate", async () => {
    await office.go(`${plan}/dot-bao-cao`)
    const { page } = office
    await page.getByRole("link", { name: "Mẫu báo cáo của đơn vị" }).click()
    const fresh = page.getByRole("group", { name: "Phần 6", exact: true })
    await fresh.getByLabel("Tên phần").fill("Kết quả nổi bật")
    await office.press("Lưu phiên bản mới")
    await office.sees("Tên này đã dùng ở dòng trên")
    await fresh.getByLabel("Tên phần").fill("Chuyển đổi số nội bộ")
    await fresh.getByLabel("Bắt buộc", { exact: true }).selectOption("yes")
    await page.getByRole("group", { name: "Mục 3", exact: true }).getByLabel("Tên số liệu").fill("Số lớp tập huấn")
    await page.getByRole("group", { name: "Mục 3", exact: true }).getByLabel("Hỏi ở nhiệm vụ nào").fill("nhóm 99")
    await office.press("Lưu phiên bản mới")
    await office.sees("Không có nhóm hoặc nhiệm vụ mang mã: nhóm 99")
    expect(await fresh.getByLabel("Tên phần").inputValue(), "what was typed stays").toBe("Chuyển đổi số nội bộ")
    await page.getByRole("group", { name: "Mục 3", exact: true }).getByLabel("Hỏi ở nhiệm vụ nào").fill("")
    if (scripts) await expectAccessible(page)
    await office.press("Lưu phiên bản mới")
    await office.sees("Phiên bản 2.")

    await reporter.go("/bao-cao")
    const phone = reporter.page
    await phone.getByRole("link", { name: /quý IV/ }).click()
    await phone
      .getByRole("link", { name: /^1\.1\./ })
      .first()
      .click()
    const figure = phone.getByRole("group", { name: "Số văn bản đã ban hành" })
    await figure.getByLabel("Số trong kỳ").fill("nhiều")
    await reporter.press("Lưu và về báo cáo")
    await reporter.sees("Số văn bản đã ban hành: hãy ghi một số")
    expect(await figure.getByLabel("Số trong kỳ").inputValue(), "what was typed stays").toBe("nhiều")
    await figure.getByLabel("Số trong kỳ").fill("1.250")
    await figure.getByLabel("Loại số liệu").selectOption({ label: "Số ước thực hiện" })
    await reporter.press("Lưu và về báo cáo")
    await reporter.sees("ước 1.250 văn bản")
    await reporter.sees("có điểm cần xem lại")
    await office.go("/tong-hop")
    await page
      .getByRole("link", { name: /quý IV/ })
      .first()
      .click()
    await page.getByRole("link", { name: "Số liệu của đơn vị" }).click()
    await office.sees("Số văn bản đã ban hành (văn bản)")
    await office.sees("Lũy kế từ đầu năm")
  })

  test("a unit asks for a later day on its phone; the plan office grants it; the report says so", async () => {
    await reporter.go("/bao-cao")
    const { page } = reporter
    await page.getByRole("link", { name: /quý IV/ }).click()
    const report = page.url()
    await page.getByText("Gia hạn nộp báo cáo").click()
    await page.getByLabel("Xin lùi hạn đến ngày").fill("20/12/2026")
    await page.getByLabel("Lý do", { exact: true }).fill("Chờ số liệu của các xã")
    await reporter.press("Gửi đề nghị gia hạn")
    await reporter.sees("Không được quá hạn của cơ quan đầu mối (ngày 14/12/2026)")
    expect(await page.getByLabel("Lý do", { exact: true }).inputValue(), "what was typed stays").toBe(
      "Chờ số liệu của các xã",
    )
    await page.getByLabel("Xin lùi hạn đến ngày").fill("11/12/2026")
    await reporter.press("Gửi đề nghị gia hạn")
    await reporter.sees("Chờ quyết định")
    await office.go("/viec-cua-toi")
    await office.sees("1 đề nghị gia hạn báo cáo chờ quyết định")
    await office.page.getByRole("link", { name: "Quyết định" }).first().click()
    await office.press("Đồng ý gia hạn")
    await office.sees("Đã đồng ý")
    await page.goto(report)
    await reporter.sees("được gia hạn đến 11/12/2026")
  })

  test("a thematic report: asked, answered, sent, in one table and in Excel", async () => {
    await office.go(`${plan}/dot-bao-cao/yeu-cau`)
    const { page } = office
    await page.getByLabel("Tên báo cáo").fill("Báo cáo nhanh về tổ công nghệ số")
    await page.getByLabel("Hạn gửi").fill("30/11/2026")
    await office.press("Gửi yêu cầu")
    await office.sees("Hãy ghi ít nhất một câu hỏi")
    expect(await page.getByLabel("Tên báo cáo").inputValue()).toBe("Báo cáo nhanh về tổ công nghệ số")
    await page.getByRole("checkbox", { name: /Tất cả: Sở, ban, ngành/ }).check()
    const first = page.getByRole("group", { name: "Câu hỏi 1", exact: true })
    await first.getByLabel("Nội dung câu hỏi").fill("Số tổ đã thành lập")
    await first.getByLabel("Kiểu trả lời").selectOption("number")
    await first.getByLabel("Đơn vị tính").fill("tổ")
    await office.press("Gửi yêu cầu")
    await office.sees("Báo cáo nhanh về tổ công nghệ số")
    const round = page.url()

    await reporter.go("/viec-cua-toi")
    await reporter.sees("Báo cáo nhanh về tổ công nghệ số")
    await reporter.go("/bao-cao")
    await reporter.page.getByRole("link", { name: /Báo cáo nhanh/ }).click()
    await reporter.page.getByRole("link", { name: "Nhập trả lời" }).click()
    await reporter.page.getByLabel("Số tổ đã thành lập").fill("nhiều")
    await reporter.press("Lưu trả lời")
    await reporter.sees("Số tổ đã thành lập: hãy ghi một số")
    await reporter.page.getByLabel("Số tổ đã thành lập").fill("1.250")
    await reporter.press("Lưu trả lời")
    await reporter.sees("đã trả lời 1/1 câu hỏi")
    const report = reporter.page.url()
    await reporter.press("Trình lãnh đạo")
    const head = await world.person("head@demo.test", { scripts })
    await head.page.goto(`${report}/xem-truoc`)
    await head.sees("1.250 tổ")
    await head.press("Gửi báo cáo")

    await page.goto(`${round}/tra-loi`)
    await office.sees("tổng 1.250 tổ (1 đơn vị trả lời)")
    if (scripts) await expectAccessible(page) // axe is a script itself
    const file = await office.context.request.get(`${round}/tra-loi.xlsx`)
    expect(file.headers()["content-type"]).toContain("spreadsheetml")
  })
})
