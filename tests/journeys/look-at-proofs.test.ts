import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { expectAccessible, openWorld, type Person, type World } from "../support/browser.ts"
import { sampleReport } from "../support/sample-report.ts"

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
const PDF =
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"

/** A proof is looked at before it is downloaded, by whoever may download it and nobody else; a strange file runs nothing. */
describe.each([{ scripts: true }, { scripts: false }])("looking at proofs, scripts: $scripts", ({ scripts }) => {
  let world: World
  let reporter: Person
  let entryPath: string
  let rendered = 0
  beforeAll(async () => {
    world = await openWorld({
      renderPdf: async () => {
        rendered += 1
        return rendered === 1 ? refused("pdf.busy") : done(new Uint8Array(Buffer.from(PDF)))
      },
    })
    reporter = await world.person("reporter@demo.test", { scripts })
    const entry = await world.db
      .selectFrom("entry")
      .innerJoin("report", "report.id", "entry.reportId")
      .innerJoin("unit", "unit.id", "report.unitId")
      .innerJoin("round", "round.id", "report.roundId")
      .select(["entry.id", "report.id as reportId"])
      .where("unit.code", "=", "SVHTTDL")
      .orderBy("round.dueOn", "desc")
      .executeTakeFirstOrThrow()
    entryPath = `/bao-cao/${entry.reportId}/muc/${entry.id}`
  })
  afterAll(() => world?.stop())

  async function attach(name: string, mimeType: string, content: string | Buffer, title: string): Promise<string> {
    const { page, go, press } = reporter
    await go(entryPath)
    await page.locator("#title").fill(title)
    await page.locator("#file").setInputFiles({ name, mimeType, buffer: Buffer.from(content) })
    await page.locator("[name=isNotSecret]").check()
    await press("Đính kèm")
    return (await page.getByRole("link", { name: title }).getAttribute("href")) ?? ""
  }
  const headersOf = async (path: string) => (await reporter.page.request.get(path)).headers()

  test("a picture stands in the page, without ever being more than a picture", async () => {
    const view = await attach("anh.png", "image/png", Buffer.from(PIXEL, "base64"), "Ảnh buổi tập huấn")
    await reporter.press("Ảnh buổi tập huấn")
    await reporter.sees("Minh chứng 1/1")
    await reporter.sees("Đầu mối Sở Văn hóa")
    const picture = reporter.page.getByRole("img", { name: "Ảnh: Ảnh buổi tập huấn" })
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
    const headers = await headersOf(view.replace("/xem", "/noi-dung"))
    expect(headers).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-resource-policy": "same-origin",
    })
    expect(headers["content-security-policy"]).toContain("sandbox")
    expect(headers["content-disposition"]).toMatch(/^inline/)
    if (scripts) await expectAccessible(reporter.page)
  })

  test("a PDF opens in the browser's viewer inside the page, and may be framed by us alone", async () => {
    const view = await attach("bao-cao.pdf", "application/pdf", PDF, "Báo cáo đã ký")
    const faults: string[] = []
    reporter.page.on("console", (message) => message.type() === "error" && faults.push(message.text()))
    const answer = await reporter.page.goto(view)
    expect(answer?.headers()["content-security-policy"]).toContain("frame-src 'self'")
    const frame = reporter.page.locator("iframe")
    expect(await frame.getAttribute("title")).toBe("Nội dung tệp: Báo cáo đã ký")
    const headers = await headersOf(view.replace("/xem", "/noi-dung"))
    expect(headers).toMatchObject({ "content-type": "application/pdf", "x-frame-options": "SAMEORIGIN" })
    expect(headers["content-security-policy"]).toBe("default-src 'none'; object-src 'self'; frame-ancestors 'self'")
    await reporter.sees("Trước: Ảnh buổi tập huấn")
    expect(faults).toEqual([])
    expect((await reporter.page.goto(entryPath))?.headers()["content-security-policy"]).toContain("frame-src 'none'")
  })

  test("a Word file is turned into PDF; when that fails the page says why and offers the download", async () => {
    const word = Buffer.from(await renderDocx(sampleReport(3)))
    const view = await attach("bao-cao.docx", "application/octet-stream", word, "Bản Word của báo cáo")
    const failed = await reporter.page.request.get(view.replace("/xem", "/noi-dung"))
    expect(await failed.text()).toContain("Máy chủ đang chuyển nhiều văn bản")
    const shown = await reporter.page.request.get(view.replace("/xem", "/noi-dung"))
    expect(shown.headers()["content-type"]).toBe("application/pdf")
    expect(rendered).toBe(2)
    await reporter.go(view)
    await reporter.sees("Tải về bao-cao.docx")
  })

  test("text is shown as text, markup included; what is a page or a vector picture is never shown", async () => {
    const view = await attach(
      "ghi-chu.txt",
      "text/html",
      "<h1>Ghi chú</h1><script>document.title='x'</script>",
      "Ghi chú",
    )
    await reporter.go(view)
    expect(await reporter.page.locator("pre").innerText()).toContain("<script>document.title='x'</script>")
    expect(await reporter.page.title()).toContain("Ghi chú")
    expect((await reporter.page.request.get(view.replace("/xem", "/noi-dung"))).status()).toBe(404)
    const { sha256, id } = await world.db
      .selectFrom("storedFile")
      .select(["id", "sha256"])
      .where("name", "=", "ghi-chu.txt")
      .executeTakeFirstOrThrow()
    for (const mime of ["image/svg+xml", "text/html"]) {
      await world.db.updateTable("storedFile").set({ mime }).where("id", "=", id).execute()
      expect((await reporter.page.request.get(view.replace("/xem", "/noi-dung"))).status(), mime).toBe(404)
      await reporter.go(view)
      await reporter.sees("Không xem được tệp này")
      const download = await headersOf(view.replace("/xem", ""))
      expect(download["content-disposition"]).toMatch(/^attachment/)
    }
    expect(sha256).toHaveLength(64)
  })

  test("another unit does not find it; the plan office does once the report was sent", async () => {
    await reporter.go(entryPath)
    const view = (await reporter.page.getByRole("link", { name: "Báo cáo đã ký" }).getAttribute("href")) ?? ""
    const office = await world.person("office@demo.test", { scripts })
    for (const path of [view, view.replace("/xem", "/noi-dung"), view.replace("/xem", "")])
      expect((await office.page.request.get(path)).status(), path).toBe(404)
    await world.db
      .updateTable("report")
      .set({ status: "submitted", firstSubmittedAt: new Date("2026-11-23T01:00:00Z") })
      .where("id", "=", entryPath.split("/")[2]!)
      .execute()
    await office.go(view)
    await office.sees("Nhiệm vụ sử dụng minh chứng này")
    await office.page
      .getByRole("link", { name: /^1\.1\./ })
      .first()
      .click()
    await office.sees("Báo cáo đã ký")
  })
})
