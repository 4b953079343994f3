import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { done, refused } from "#shared/outcome.ts"
import { expectAccessible, openWorld, type Person, type World } from "../support/browser.ts"
import { documentText } from "../support/read-docx-text.server.ts"
import { a4, paragraph, wordTemplate } from "../support/word-template.ts"

const list = "/ke-hoach/1139-qd-ubnd-2025/mau-van-ban"
const template = (...lines: string[]) =>
  Buffer.from(wordTemplate({ body: lines.map((line) => paragraph(line)).join("") + a4 }))

/** The plan office puts the province's own Word template in the place of ours, tries it first, and goes back. */
describe.each([{ scripts: true }, { scripts: false }])(
  "templates of the province, scripts: $scripts",
  ({ scripts }) => {
    let world: World
    let office: Person
    let isPdfBusy = false
    beforeAll(async () => {
      world = await openWorld({
        renderPdf: async () => (isPdfBusy ? refused("pdf.busy") : done(new Uint8Array(Buffer.from("%PDF-1.7")))),
      })
      office = await world.person("office@demo.test", { scripts })
    })
    afterAll(() => world?.stop())

    async function upload(bytes: Buffer, note: string) {
      const { page, go, press } = office
      await go(list)
      await page.locator("#kind").selectOption("consolidatedReport")
      await page
        .locator("#file")
        .setInputFiles({ name: "mau-cua-tinh.docx", mimeType: "application/octet-stream", buffer: bytes })
      await page.locator("#note").fill(note)
      await page.locator("[name=isNotSecret]").check()
      await press("Kiểm tra mẫu")
    }
    const wordAt = async (path: string) => documentText(await (await office.page.request.get(path)).body())
    /** The rounds of the plan, the newest first: one that is drafted, one that was issued. */
    const rounds = () => world.db.selectFrom("round").select("id").orderBy("dueOn", "desc").limit(2).execute()

    test("what is wrong with a file is said beside it, all at once, and what was typed stays", async () => {
      const { page, sees } = office
      await office.go("/ke-hoach/1139-qd-ubnd-2025/dot-bao-cao")
      await office.press("Mẫu văn bản Word")
      await upload(template("{{nội dunh}}", "Số {{số"), "Mẫu số 3")
      await sees("Không có chỗ điền tên là “nội dunh”. Có phải là “nội dung”?")
      await sees("Dấu ngoặc nhọn chưa đủ đôi")
      expect(await page.locator("#file-error li").count()).toBe(3)
      expect(await page.locator("#note").inputValue()).toBe("Mẫu số 3")
      expect(await page.locator("#kind").inputValue()).toBe("consolidatedReport")
      expect(await page.locator("[name=isNotSecret]").isChecked()).toBe(true)
      if (scripts) await expectAccessible(page)
    })

    test("a fit file is tried on the newest report, as Word and PDF, before anything changes", async () => {
      await upload(template("MẪU CỦA TỈNH {{kỳ báo cáo}}", "{{nội dung}}", "{{phụ lục}}"), "Mẫu số 3")
      await office.sees("3 chỗ điền tìm thấy")
      await office.sees("Chức vụ và họ tên người ký phải có sẵn trong mẫu.")
      const tried = await office.page.getByRole("link", { name: "Xem thử (Word)" }).getAttribute("href")
      expect(await wordAt(tried!)).toContain("MẪU CỦA TỈNH quý IV và năm 2026")
      expect(await wordAt(tried!.replace(/\?.*/, ""))).not.toContain("MẪU CỦA TỈNH")
      const pdf = await office.page.getByRole("link", { name: "Xem thử (PDF)" }).getAttribute("href")
      expect((await office.page.request.get(pdf!)).headers()["content-type"]).toBe("application/pdf")
      isPdfBusy = true
      await office.go(pdf!)
      await office.sees("Máy chủ đang chuyển nhiều văn bản")
      expect(await office.page.getByRole("link", { name: "Tải bản Word" }).getAttribute("href")).toBe(tried)
      isPdfBusy = false
      const leader = await world.person("leader@demo.test", { scripts })
      expect((await leader.page.request.get(tried!)).status(), "only the plan office tries").toBe(404)
    })

    test("in force it lays out the draft, not the report that was issued; then back to our layout", async () => {
      await office.go(list)
      await office.press("Phiên bản 1")
      await office.page.locator("#fromOn").fill("01/01/2026")
      await office.press("Đưa vào sử dụng")
      await office.sees("Ngày áp dụng không được trước hôm nay")
      expect(await office.page.locator("#fromOn").inputValue()).toBe("01/01/2026")
      await office.page.locator("#fromOn").fill("")
      await office.press("Đưa vào sử dụng")
      await office.sees("Đang dùng mẫu phiên bản 1")
      const [newest, issued] = await rounds()
      const draft = `/tong-hop/${newest!.id}/tep/bao-cao.docx`
      expect(await wordAt(draft)).toContain("MẪU CỦA TỈNH")
      expect(await wordAt(`/tong-hop/${issued!.id}/tep/bao-cao.docx`)).not.toContain("MẪU CỦA TỈNH")
      expect(await wordAt(`/tong-hop/${issued!.id}/tep/to-trinh.docx`)).toContain("Hồ sơ gửi kèm theo")
      await office.page.locator("summary", { hasText: "Trở lại trình bày mặc định" }).click()
      await office.page.getByRole("button", { name: "Trở lại trình bày mặc định" }).click()
      await office.sees("Đã qua")
      expect(await wordAt(draft)).not.toContain("MẪU CỦA TỈNH")
    })

    test("the starting template can be taken and uploaded as it is", async () => {
      const start = await office.page.request.get(`${list}/mau-goc.docx`)
      await upload(await start.body(), "")
      await office.sees("Đang thử")
      expect(await office.page.locator(".message.warn").count()).toBe(0)
      await office.press("Bỏ phiên bản này")
      await office.sees("Đã bỏ")
    })
  },
)
