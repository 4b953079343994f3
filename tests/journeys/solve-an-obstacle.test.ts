import { afterAll, beforeAll, expect, test } from "vitest"
import { riseObstacles } from "#features/obstacles/rise-obstacles.server.ts"
import { system } from "#shared/actor.ts"
import { openWorld, type World } from "../support/browser.ts"

/** A unit raises an obstacle from its report, nobody answers, it rises twice, UBND tỉnh answers, and another unit finds the answer. */
let world: World
let entry: { id: string; reportId: string; taskId: string }

beforeAll(async () => {
  world = await openWorld()
  entry = await world.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .select(["entry.id", "entry.reportId", "entry.taskId"])
    .where("report.unitId", "=", await world.unitId("SVHTTDL"))
    .where("report.status", "in", ["notStarted", "drafting", "returned"])
    .orderBy("round.dueOn", "desc")
    .orderBy("entry.id")
    .executeTakeFirstOrThrow()
})
afterAll(() => world?.stop())

const night = (instant: string) => riseObstacles(world.ctxAs(system, new Date(instant)))
const text = {
  plain: "Chưa có mức hỗ trợ cho thành viên tổ công nghệ số cộng đồng ở xóm",
  scripted: "Chưa có quy định về bản quyền khi đưa tư liệu di sản lên mạng",
}

test.each([
  { scripts: false, said: text.plain, number: "3021/UBND-KGVX", search: "muc ho tro thanh vien to cong nghe so" },
  { scripts: true, said: text.scripted, number: "3022/UBND-KGVX", search: "ban quyen tu lieu di san" },
])("from a report entry to guidance, scripts: $scripts", async ({ scripts, said, number, search }) => {
  const reporter = await world.person("reporter@demo.test", { scripts })
  await reporter.go(`/bao-cao/${entry.reportId}/muc/${entry.id}`)
  await reporter.page.locator("#obstacle").fill(said)
  await reporter.press("Gửi thành vướng mắc để được trả lời")
  await reporter.sees("Nêu khó khăn, vướng mắc")
  expect(await reporter.page.locator("#description").inputValue()).toBe(said)
  await reporter.press("Tiếp tục")
  await reporter.sees("Hãy chọn loại vướng mắc.")
  expect(await reporter.page.locator("#description").inputValue()).toBe(said)
  await reporter.page.getByLabel("Quy định, thể chế").check()
  await reporter.page.locator("#proposal").fill("Đề nghị UBND tỉnh quy định")
  await reporter.press("Tiếp tục")
  await reporter.sees("Kiểm tra trước khi gửi")
  await reporter.press("Gửi vướng mắc")
  await reporter.sees("Đang chờ trả lời")
  const { pathname } = new URL(reporter.page.url())
  await reporter.go(`/bao-cao/${entry.reportId}/muc/${entry.id}`)
  await reporter.sees("Vướng mắc đang chờ giải quyết của nhiệm vụ này")
  await reporter.sees(said.slice(0, 40))

  await night("2026-12-01T03:00:00Z")
  await night("2026-12-16T03:00:00Z")
  await reporter.go(pathname)
  await reporter.sees("Quá ngày phải trả lời, tự chuyển lên cấp trên")
  await reporter.sees("UBND tỉnh")

  const leader = await world.person("leader@demo.test", { scripts })
  await leader.sees("Trả lời vướng mắc số")
  await leader.go(pathname)
  await leader.press("Gửi trả lời")
  await leader.sees("Hãy nhập nội dung trả lời.")
  await leader.page.locator("#answer").fill("Áp dụng quy định tạm thời kèm theo văn bản này.")
  await leader.page.locator("#number").fill(number)
  await leader.page.locator("#issuedOn").fill("20/11/2026")
  await leader.press("Gửi trả lời")
  await leader.sees("Đã trả lời, chờ đơn vị đánh giá")

  await reporter.go("/viec-cua-toi")
  await reporter.sees("Đánh giá trả lời cho vướng mắc số")
  await reporter.go(pathname)
  await reporter.sees(number)
  await reporter.page.getByRole("button", { name: "Đã giải quyết" }).click()
  await reporter.sees("Đơn vị xác nhận đã giải quyết")

  const other = await world.person("home@demo.test", { scripts })
  await other.go("/huong-dan")
  await other.page.locator("#tim").fill(search)
  await other.press("Lọc")
  await other.sees("Áp dụng quy định tạm thời kèm theo văn bản này.")

  const asking = await world.person("office@demo.test", { scripts })
  const task = await world.db
    .selectFrom("assignment")
    .select("taskId")
    .where("unitId", "=", await world.unitId("SKHCN"))
    .where("endedOn", "is", null)
    .executeTakeFirstOrThrow()
  await asking.go(`/vuong-mac/moi?viec=${task.taskId}`)
  await asking.page.getByLabel("Quy định, thể chế").check()
  await asking.page.locator("#description").fill(`${said} và ở xã`)
  await asking.page.locator("#proposal").fill("Đề nghị hướng dẫn")
  await asking.press("Tiếp tục")
  await asking.sees("Đơn vị khác đã hỏi")
  await asking.sees("Áp dụng quy định tạm thời kèm theo văn bản này.")
})
