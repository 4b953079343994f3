import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { expectAccessible, openWorld, type Person, type World } from "../support/browser.ts"
import { zipOf } from "../support/zip-of.ts"

/** A plan comes into the system: read beside its source, corrected, taken in whole; what is no plan changes nothing. */
let world: World
let office: Person
beforeAll(async () => {
  world = await openWorld()
  office = await world.person("office@demo.test")
})
afterAll(() => world?.stop())

const decision = readFileSync(new URL("../../demo/decision-1139.txt", import.meta.url), "utf8").replaceAll(
  "1139",
  "2274",
)
type File = { name: string; content: string | Uint8Array }

async function upload(files: readonly File[], path = "/nhap-ke-hoach", button = "Đọc văn bản") {
  const { page, go, press } = office
  if (new URL(page.url()).pathname !== path) await go(path)
  await page.setInputFiles(
    "#file",
    files.map(({ name, content }) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) })),
  )
  await page.getByLabel("không thuộc bí mật nhà nước").check()
  await press(button)
}

const planCount = async () => (await world.db.selectFrom("plan").select("id").execute()).length

describe("a decision whose annex is missing", () => {
  test("is shown beside its source, warnings first, the claimed count as a claim", async () => {
    const { page, go, press, sees } = office
    await go("/ke-hoach")
    await press("Nhập kế hoạch từ văn bản")
    await expectAccessible(page)
    await upload([{ name: "quyet-dinh-2274.txt", content: decision }])
    await sees("Văn bản dẫn chiếu Phụ lục 2")
    await sees("Lời văn tự nêu: 7 nhóm, 131 nhiệm vụ")
    await sees("2274/QĐ-UBND")
    const place = page.locator("li[id='viec-0.0'] a.place").first()
    const anchor = (await place.getAttribute("href"))!.slice(1)
    expect(await page.locator(`[id="${anchor}"]`).innerText()).toContain(
      "Xây dựng, tổ chức triển khai các chương trình",
    )
    await expectAccessible(page)
  })

  test("is corrected; what was typed wrong stays in the form; corrections outlive a reload", async () => {
    const { page, press, sees } = office
    await page.locator("li[id='viec-0.0']").getByRole("link", { name: "Sửa nhiệm vụ" }).click()
    await page.getByLabel("Số thứ tự").fill("1.1")
    await page.getByLabel("Đơn vị chủ trì").fill("Sở Văn hóa, Thể thao và Du lịch\nSở Y tế")
    await page.getByLabel("Đơn vị phối hợp").fill("Đoàn lạ")
    await page.getByLabel("Ngày cuối cùng đúng hạn").fill("31/02/2026")
    await press("Lưu chỗ sửa")
    await sees("31/02/2026")
    expect(await page.getByLabel("Đơn vị chủ trì").inputValue()).toContain("Sở Y tế")
    await expectAccessible(page)
    await page.getByLabel("Ngày cuối cùng đúng hạn").fill("31/12/2026")
    await page.getByLabel("Cách hiểu thời hạn").selectOption("byDay")
    await press("Lưu chỗ sửa")
    await page.reload()
    const task = page.locator("li[id='viec-0.0']")
    expect(await task.innerText()).toContain("Sở Văn hóa, Thể thao và Du lịch; Sở Y tế")
    expect(await task.innerText()).toContain("31/12/2026")
    await page.locator("li[id='viec-0.1']").getByRole("button", { name: "Bỏ nhiệm vụ" }).click()
    expect(await page.locator("li[id='viec-0.1']").innerText()).toContain("Đã bỏ")
  })

  test("names are matched, the whole is checked, then taken in", async () => {
    const { page, press, sees } = office
    await press("Khớp tên cơ quan")
    await page.getByLabel("“Đoàn lạ” là đơn vị").selectOption({ label: "Sở Nội vụ" })
    await expectAccessible(page)
    await press("Lưu cách khớp tên")
    await press("Kiểm tra trước khi nhập")
    await expectAccessible(page)
    await press("Nhập kế hoạch với 88 nhiệm vụ")
    await page.waitForURL("**/ke-hoach/2274-qd-ubnd-2025")
    await sees("Văn bản nêu 131 nhiệm vụ")
    await press("Danh sách")
    await sees("Có 88 nhiệm vụ.")
    await sees("Sở Văn hóa, Thể thao và Du lịch")
  })

  test("comes in once: the same decision again is refused at the end and nothing is doubled", async () => {
    const before = await planCount()
    await upload([{ name: "quyet-dinh-2274.txt", content: decision }])
    await office.press("Kiểm tra trước khi nhập")
    await office.press("Nhập kế hoạch với")
    await office.sees("đã được nhập")
    expect(await planCount()).toBe(before)
    await office.press("Bỏ bản đọc này, không nhập")
    expect(new URL(office.page.url()).pathname).toBe("/nhap-ke-hoach")
  })
})

describe("the annex arrives later", () => {
  test("the template comes with the groups and codes; filled, it shows what each row replaces and is brought in", async () => {
    const { page, go, press, sees } = office
    await go("/ke-hoach/2274-qd-ubnd-2025")
    await press("Nhập phụ lục")
    await sees("88 nhiệm vụ tạm")
    await expectAccessible(page)
    const answer = await page.request.get((await page.getByRole("link", { name: "Tải mẫu" }).getAttribute("href"))!)
    const filled = await fillTemplate(await answer.body())
    await upload([{ name: "phu-luc.xlsx", content: filled }], "/ke-hoach/2274-qd-ubnd-2025/phu-luc", "Đọc phụ lục")
    await sees("Nhiệm vụ tạm được thay")
    expect(await page.locator("dl.figures").innerText()).toMatch(
      /Nhiệm vụ trong phụ lục\s+3.*được thay\s+1.*giữ lại\s+87/s,
    )
    await expectAccessible(page)
    await page.getByLabel("Dòng 2 thay cho").selectOption({ index: 5 })
    await press("Lưu cách thay thế, chưa nhập")
    expect(await page.locator("dl.figures").innerText()).toMatch(/được thay\s+2.*giữ lại\s+86/s)
    await press("Nhập 3 nhiệm vụ của phụ lục")
    await page.waitForURL("**/ke-hoach/2274-qd-ubnd-2025")
    await press("Danh sách")
    await sees("Có 89 nhiệm vụ.")
    await page.goto(`${page.url()}?tim=xe+buyt+dien`)
    await sees("Thí điểm xe buýt điện")
  })

  test("the same annex again is refused, nothing is doubled", async () => {
    const count = async () => (await world.db.selectFrom("task").select("id").execute()).length
    const before = await count()
    const { page, go, press, sees } = office
    await go("/ke-hoach/2274-qd-ubnd-2025/phu-luc")
    const answer = await page.request.get("/ke-hoach/2274-qd-ubnd-2025/phu-luc/mau.xlsx")
    const filled = await fillTemplate(await answer.body())
    await upload([{ name: "phu-luc.xlsx", content: filled }], "/ke-hoach/2274-qd-ubnd-2025/phu-luc", "Đọc phụ lục")
    await press("Nhập 3 nhiệm vụ của phụ lục")
    await sees("đã có trong kế hoạch")
    expect(await count()).toBe(before)
  })

  test("the decision itself is no annex", async () => {
    await office.go("/ke-hoach/2274-qd-ubnd-2025/phu-luc")
    const files = [{ name: "quyet-dinh.txt", content: decision }]
    await upload(files, "/ke-hoach/2274-qd-ubnd-2025/phu-luc", "Đọc phụ lục")
    await office.sees("không có bảng phụ lục")
  })
})

/** Three rows: one takes the place of the first provisional task by its code, two are new. */
async function fillTemplate(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: excel } = await import("exceljs")
  const book = new excel.Workbook()
  await book.xlsx.load(bytes as never)
  const group = String(book.getWorksheet("Danh mục")!.getCell("A1").value)
  const sheet = book.getWorksheet("Nhiệm vụ")!
  const rows = [
    [
      "1",
      group,
      "Chương trình truyền thông về Nghị quyết 57",
      "Sở Văn hóa, Thể thao và Du lịch",
      "",
      "31/12/2026",
      "Chương trình",
      "",
      "1.1",
    ],
    ["2", "", "Thí điểm xe buýt điện", "Sở Xây dựng", "Sở Tài chính", "Quý II/2027", "Đề án", "", ""],
    ["3", "", "Số hóa hồ sơ đất đai", "UBND các xã, phường", "", "Thường xuyên", "Cơ sở dữ liệu", "", ""],
  ]
  for (const [index, row] of rows.entries())
    for (const [at, value] of row.entries()) sheet.getCell(5 + index, at + 1).value = value
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const half = decision.slice(0, decision.indexOf("Rà soát dự toán ngân sách") + 40)
const bad: [string, File, string][] = [
  [
    "no plan",
    { name: "thu.txt", content: "Kính gửi anh Ba,\nHôm nay trời đẹp.\n" },
    "Không tìm thấy kế hoạch trong “thu.txt”",
  ],
  ["an empty file", { name: "rong.docx", content: "" }, "“rong.docx” không có nội dung"],
  ["a ZIP bomb", { name: "bom.docx", content: bomb() }, "giải nén lớn bất thường"],
  [
    "Latin-1",
    {
      name: "latin.txt",
      content: Buffer.from(`PLAN\n${"- Modernisé à côté, dès l'été\n".repeat(9)}`, "latin1"),
    },
    "không dùng bảng mã Unicode",
  ],
  ["a decision cut in the middle", { name: "cat.txt", content: half }, "bị ngắt giữa chừng"],
]
/** A "Word file" that would unpack to far more than any document. */
function bomb(): Uint8Array {
  return zipOf({ "word/document.xml": "0".repeat(60_000_000), "word/b.xml": "0".repeat(60_000_000) })
}

describe("what cannot be brought in is said with its place, and nothing is written", () => {
  test.each(bad)("%s", async (_, file, sentence) => {
    const before = await planCount()
    await office.go("/nhap-ke-hoach")
    await upload([file])
    await office.sees(sentence)
    expect(await planCount()).toBe(before)
    await expectAccessible(office.page)
  })

  test("half a plan is read when a person says so", async () => {
    await office.go("/nhap-ke-hoach")
    await upload([{ name: "cat.txt", content: half }])
    await office.press("Vẫn đọc phần có trong tệp")
    await office.sees("Đối chiếu kết quả đọc")
  })

  test("what is refused at once keeps what was ticked", async () => {
    await office.go("/nhap-ke-hoach")
    await upload([{ name: "rong.docx", content: "" }])
    await office.sees("“rong.docx” không có nội dung")
    expect(await office.page.getByLabel("không thuộc bí mật nhà nước").isChecked()).toBe(true)
  })

  test("a Word file called .pdf is read as what it is, and said so", async () => {
    const content = readFileSync(
      new URL("../../src/features/plan-import/fixtures/decision-with-annex.docx", import.meta.url),
    )
    await office.go("/nhap-ke-hoach")
    await upload([{ name: "ke-hoach.pdf", content }])
    await office.sees("không đúng với phần mở rộng của tên tệp")
    const { page } = office
    await page.locator("li[id='viec-0.0']").getByRole("link", { name: "Đơn vị chủ trì trong nguyên văn" }).click()
    expect(await page.locator(":target").innerText()).toBe("Phòng Pháp chế")
    await page.getByRole("link", { name: "Đến nhiệm vụ" }).last().click()
    expect(await page.locator(":target").innerText()).toContain("không ghi sản phẩm")
    await expectAccessible(page)
  })

  test("200 MB are refused before they are read", async () => {
    const cookie = (await office.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ")
    const started = performance.now()
    const response = await postAnnounced(200 * 1024 * 1024, cookie)
    expect(response.status).toBe(422)
    expect(response.body).toContain("vượt quá")
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  test("a seat that brings in no plans finds no such page", async () => {
    const head = await world.person("head@demo.test")
    const answer = await head.page.goto("/nhap-ke-hoach")
    expect(answer?.status()).toBe(404)
  })
})

describe("a long annex, without scripts", () => {
  let reader: Person
  const rows = Array.from(
    { length: 6_000 },
    (_, at) =>
      `| ${at + 1} | Xây dựng cơ sở dữ liệu số ${at + 1} của xã | Sở Tài chính, Sở Y tế | Quý ${1 + (at % 4)}/2026 |`,
  )
  const long = [
    "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG",
    "Số: 77/KH-UBND",
    "Cao Bằng, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Chuyển đổi số năm 2026",
    "",
    "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n")

  test("the page tells how far the reading is and leads on to the review; updating can be stopped", async () => {
    reader = await world.person("office@demo.test", { scripts: false })
    const { page } = reader
    await page.goto("/nhap-ke-hoach")
    await page.setInputFiles("#file", { name: "phu-luc-dai.md", mimeType: "text/plain", buffer: Buffer.from(long) })
    await page.getByLabel("không thuộc bí mật nhà nước").check()
    // the first answer of the page, since a fast machine may have read on before a second one is asked for
    const told = page.waitForResponse((answer) => answer.url().includes("/dang-doc/") && answer.status() === 200)
    await page.getByRole("button", { name: "Đọc văn bản" }).click()
    const first = await told
    expect(first.headers().refresh).toBe("2")
    const html = await first.text()
    for (const part of ["phu-luc-dai.md", 'aria-current="step"', "dung-cap-nhat=1"]) expect(html).toContain(part)
    const address = first.url()
    const still = await page.request.get(`${address}?dung-cap-nhat=1`, { maxRedirects: 0 })
    expect(still.headers().refresh).toBeUndefined()
    await page.waitForURL((url) => !url.pathname.includes("dang-doc"), { timeout: 60_000, waitUntil: "commit" })
    expect(await page.locator("h1").innerText()).toBe("Đối chiếu kết quả đọc")
    expect(await page.locator("nav a[aria-current=true]").innerText()).toBe("Kế hoạch")
  })

  test("its review stands on pages; groups and doubts lead through all of them", async () => {
    const { page, press } = reader
    const shown = () => page.locator(".review-tasks > li").count()
    expect(await shown()).toBeLessThanOrEqual(100)
    await press("Trang sau")
    expect(await shown()).toBeLessThanOrEqual(100)
    expect(await page.locator(".source-rows > p").count()).toBeLessThan(400)
    const last = page.locator(".review-tasks > li").last()
    const name = await last.locator("h3").innerText()
    await last.getByRole("button", { name: "Bỏ nhiệm vụ" }).click()
    await page.waitForURL(/viec=/)
    expect(await page.locator(".review-tasks > li").last().locator("h3").innerText()).toBe(name)
    expect(await page.locator(".review-tasks > li").last().innerText()).toContain("Đã bỏ")
    const toGroup = await page.locator("main details a[href*=nhom]").first().getAttribute("href")
    await page.goto(new URL(toGroup!, page.url()).href)
    expect(await page.locator(".paging").first().innerText()).toContain("1/")
  })

  test("a reading that was interrupted says so and starts again", async () => {
    const { go, press, sees } = office
    const [row] = await world.db.selectFrom("importReading").selectAll().where("state", "=", "read").limit(1).execute()
    const id = "0197fe00-0000-7000-8000-00000000000a"
    await world.db
      .insertInto("importReading")
      .values({ ...row!, id, state: "reading", uploadId: null, files: JSON.stringify([{ name: "qd.txt", size: 9 }]) })
      .execute()
    const bytes = Buffer.from(decision)
    await world.db.insertInto("importSource").values({ readingId: id, position: 0, name: "qd.txt", bytes }).execute()
    await world.db
      .updateTable("importReading")
      .set({ beatAt: new Date(Date.now() - 60_000), progress: "{}" })
      .where("id", "=", id)
      .execute()
    await go(`/nhap-ke-hoach/dang-doc/${id}`)
    await sees("Việc đọc bị gián đoạn")
    await expectAccessible(office.page)
    await press("Đọc lại từ đầu")
    await sees("Đối chiếu kết quả đọc")
  })
})

/** A post that announces a size and sends almost nothing of it. */
async function postAnnounced(length: number, cookie: string): Promise<{ status: number; body: string }> {
  const { request } = await import("node:http")
  return new Promise((done, fail) => {
    const post = request(`${world.base}/nhap-ke-hoach`, {
      method: "POST",
      headers: {
        cookie,
        origin: world.base,
        "content-type": "multipart/form-data; boundary=x",
        "content-length": String(length),
      },
    })
    post.on("response", (answer) => {
      let body = ""
      answer.on("data", (chunk) => {
        body += chunk
      })
      answer.on("end", () => {
        post.destroy()
        done({ status: answer.statusCode ?? 0, body })
      })
    })
    post.on("error", fail)
    post.write("--x\r\n")
  })
}
