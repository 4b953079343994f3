import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openWorld, type Person, type World } from "../support/browser.ts"
import { documentText } from "../support/read-docx-text.server.ts"

/** An issued and published report is wrong: it is corrected in the open, from the plan office to the public page. */
describe.each([{ scripts: true }, { scripts: false }])("a correction, scripts: $scripts", ({ scripts }) => {
  let world: World
  let office: Person
  let director: Person
  let issue: string
  let publicPage: string
  const sentence = "Sở Y tế đã hoàn thành bệnh án điện tử tại 12 bệnh viện"
  beforeAll(async () => {
    world = await openWorld()
    office = await world.person("office@demo.test", { scripts })
    director = await world.person("director@demo.test", { scripts })
    const published = await world.db
      .selectFrom("publication")
      .innerJoin("consolidation", "consolidation.id", "publication.consolidationId")
      .innerJoin("round", "round.id", "consolidation.roundId")
      .innerJoin("plan", "plan.id", "round.planId")
      .select(["round.id", "round.code", "plan.slug"])
      .where("publication.state", "=", "approved")
      .executeTakeFirstOrThrow()
    issue = `/tong-hop/${published.id}/ban-hanh`
    publicPage = `/cong-khai/${published.slug}/bao-cao/${published.code}`
  })
  afterAll(() => world?.stop())

  test("the plan office asks with a reason, and the director opens the new version", async () => {
    await office.go(issue)
    await office.press("Các bản và đính chính")
    await office.press("Đề nghị đính chính")
    await office.sees("Nêu lý do đính chính.")
    await office.page.getByLabel("Lý do đính chính").fill("Thiếu kết quả của Sở Y tế")
    await office.press("Đề nghị đính chính")
    await office.sees("chờ giám đốc quyết định")
    expect(await office.page.getByRole("button", { name: "Mở bản đính chính" }).count()).toBe(0)
    await director.go("/viec-cua-toi")
    await director.sees("Đề nghị đính chính báo cáo đã ban hành")
    await director.press("Quyết định")
    await director.press("Mở bản đính chính")
    await director.sees("Bản 2")
  })

  test("the text is mended from the former one, the figures stay, and the report is issued with its own number", async () => {
    await office.go(issue)
    await office.sees("Bản 2 (đính chính)")
    await office.press("Dự thảo báo cáo")
    const results = office.page.locator("#body-results")
    const before = await results.inputValue()
    expect(before.length).toBeGreaterThan(20)
    await results.fill(`${before}\n- ${sentence}.`)
    await office.page.locator("#part-results").getByRole("button", { name: "Lưu phần này" }).click()
    await office.page.waitForLoadState()
    await office.press("Chốt và ban hành")
    await office.press("Trình giám đốc")
    await director.go(issue)
    await director.press("Chốt báo cáo")
    await director.page.getByLabel("Số, ký hiệu").fill("399/BC-SKHCN")
    await director.page.getByLabel("Ngày ban hành").fill("23/11/2026")
    await director.press("Ghi nhận ban hành")
    await director.sees("Số 399/BC-SKHCN")
    const href = (await director.page.getByRole("link", { name: "Báo cáo (Word)" }).getAttribute("href"))!
    const text = await documentText(new Uint8Array(await (await director.page.request.get(href)).body()))
    expect(text).toMatch(
      /Báo cáo này thay thế Báo cáo số \d+\/BC-SKHCN ngày .* của Sở Khoa học và Công nghệ\. Lý do: Thiếu kết quả của Sở Y tế\./,
    )
    expect(text).toContain(sentence)
  })

  test("all versions stand on the page with reason, who and what differs; the former file is as it was", async () => {
    await office.go(issue)
    await office.press("Bản 2")
    await office.sees("Thiếu kết quả của Sở Y tế")
    await office.sees("Khác so với bản 1")
    expect(await office.page.locator("ins").allInnerTexts()).toContain(`${sentence}.`)
    await office.go(issue)
    await office.press("Bản 1")
    await office.sees("Đã được đính chính bởi bản 2")
    expect(await office.page.locator("main").innerText()).not.toContain(sentence)
    const href = (await office.page.getByRole("link", { name: "Báo cáo (Word)" }).getAttribute("href"))!
    const text = await documentText(new Uint8Array(await (await office.page.request.get(href)).body()))
    expect(text).not.toContain("399/BC-SKHCN")
    expect(text).not.toContain(sentence)
  })

  test("the public sees the correction once leadership approves it, with its log, and the old data named as replaced", async () => {
    const anyone = await world.person(null, { scripts })
    await office.go(issue)
    await office.page.getByLabel("Lý do đính chính công bố cho người dân").fill("Bổ sung kết quả của Sở Y tế")
    await office.page.getByLabel("Nội dung này không thuộc bí mật nhà nước").check()
    await office.press("Đề nghị công bố")
    await anyone.go(publicPage)
    expect(await anyone.page.locator("main").innerText()).not.toContain(sentence)
    const leader = await world.person("leader@demo.test", { scripts })
    await leader.go("/cong-bo")
    await leader.sees("Bổ sung kết quả của Sở Y tế")
    await leader.press("Phê duyệt công bố")
    await expect
      .poll(async () => {
        await anyone.go(publicPage)
        return anyone.page.locator("main").innerText()
      })
      .toContain(sentence)
    await anyone.sees("Bản đính chính (bản 2)")
    await anyone.page.getByRole("main").getByRole("link", { name: "Đính chính" }).click()
    await anyone.sees("Bổ sung kết quả của Sở Y tế")
    await anyone.sees("Báo cáo số 399/BC-SKHCN thay thế Báo cáo số")
    await anyone.sees(sentence)
    await anyone.page.getByRole("link", { name: /Bản trước/ }).click()
    await anyone.sees("Bản này đã được thay thế")
    expect(await anyone.page.locator("main").innerText()).not.toContain(sentence)
    const href = (await anyone.page.getByRole("link", { name: /JSON/ }).first().getAttribute("href"))!
    expect(href).toContain("/ban/1/")
    const old = (await (await anyone.page.request.get(href)).json()) as { replacedBy: string }
    expect(old.replacedBy).toBe("399/BC-SKHCN")
    const present = await anyone.page.request.get(href.replace("/ban/1", ""))
    expect(await present.json()).toMatchObject({ replacedBy: null, correctionReason: "Bổ sung kết quả của Sở Y tế" })
  })
})
