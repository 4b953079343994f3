import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectAccessible, openWorld, type World } from "../support/browser.ts"

const culture = "Sở Văn hóa, Thể thao và Du lịch"
const work = "Khảo sát nhu cầu của các xã, phường"

/** A unit plans its own work, answers for its share and gives its opinion: as its people live it, with scripts and without. */
describe.each([{ scripts: true }, { scripts: false }])("a unit's own work, scripts: $scripts", ({ scripts }) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.stop())

  test("the reporter drafts the next year's plan, the head approves it, the plan office sees what is covered", async () => {
    const office = await world.person("office@demo.test", { scripts })
    await office.go("/ke-hoach-don-vi?nam=2027")
    await office.sees("0/")
    const { page, go, press, sees } = await world.person("reporter@demo.test", { scripts })
    await go("/ke-hoach-don-vi")
    await page.getByLabel("Năm", { exact: true }).selectOption("2027")
    await press("Lập kế hoạch")
    await sees("Kế hoạch năm 2027")
    const plan = new URL(page.url()).pathname
    await press("Thêm việc")
    await page.getByLabel("Việc", { exact: true }).fill(work)
    await page.getByLabel("Ngày hoàn thành").fill("30/06/2027")
    await press("Lưu")
    await sees("Chọn ít nhất một nhiệm vụ")
    expect(await page.getByLabel("Việc", { exact: true }).inputValue()).toBe(work)
    await page.getByLabel(/văn hóa số cộng đồng/i).check()
    await press("Lưu")
    await sees(work)
    await press("Trình lãnh đạo")
    await sees("Đang trình lãnh đạo")
    expect((await office.page.request.get(plan)).status(), "a draft stays with its unit").toBe(404)
    const head = await world.person("head@demo.test", { scripts })
    await head.sees("2027")
    await head.go(plan)
    await head.press("Phê duyệt kế hoạch")
    await head.sees("Đã phê duyệt")
    await office.go("/ke-hoach-don-vi?nam=2027")
    await office.sees("1/")
    await office.press(culture)
    await office.sees(work)
    await office.page
      .getByRole("link", { name: /văn hóa số cộng đồng/i })
      .first()
      .click()
    await office.sees("thủ trưởng phê duyệt")
    await office.sees("đã giải quyết ý kiến về phần việc phối hợp")
    if (scripts) await expectAccessible(office.page)
  })

  test("a coordinating unit disputes its share with a reason; the plan office sees it and notes what was agreed", async () => {
    const { page, go, press, sees } = await world.person("reporter@demo.test", { scripts })
    await go("/phoi-hop?xem=chua-tra-loi")
    const card = page.locator("section.card").first()
    await card.locator("summary").click()
    await card.getByLabel("Phần việc phối hợp của đơn vị").selectOption("disputed")
    await card.getByRole("button", { name: "Gửi trả lời" }).click()
    await sees("Phản hồi thì phải nêu lý do")
    await page.locator("#reason").fill("Nhiệm vụ thuộc chức năng của Công an tỉnh")
    await press("Gửi trả lời")
    await go("/phoi-hop")
    await sees("Nhiệm vụ thuộc chức năng của Công an tỉnh")
    const office = await world.person("office@demo.test", { scripts })
    await office.go("/ke-hoach-don-vi")
    await office.press("Phản hồi của các đơn vị phối hợp")
    const dispute = office.page.locator("section.card", { hasText: "Nhiệm vụ thuộc chức năng của Công an tỉnh" })
    await dispute.getByRole("textbox").fill("Sở chỉ phối hợp tuyên truyền")
    await dispute.getByRole("button", { name: "Lưu" }).click()
    await office.sees("Sở chỉ phối hợp tuyên truyền")
    await go("/phoi-hop")
    await sees("Sở chỉ phối hợp tuyên truyền")
  })

  test("a unit that was asked gives its opinion; the asker reads it", async () => {
    const { page, press, sees } = await world.person("reporter@demo.test", { scripts })
    await press("Cho ý kiến")
    await press("Gửi ý kiến")
    await sees("Nhập ý kiến của đơn vị")
    await page.getByLabel("Ý kiến của đơn vị").fill("Nhất trí, đề nghị bổ sung kinh phí")
    await press("Gửi ý kiến")
    await sees("Đã có ý kiến")
    const opinion = new URL(page.url()).pathname
    const office = await world.person("office@demo.test", { scripts })
    await office.go(opinion)
    await office.sees("Nhất trí, đề nghị bổ sung kinh phí")
    await office.sees("Chờ ý kiến")
    if (scripts) await expectAccessible(office.page)
  })
})
