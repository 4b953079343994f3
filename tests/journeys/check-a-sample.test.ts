import { afterAll, beforeAll, test } from "vitest"
import { openWorld, type World } from "../support/browser.ts"

/** A sample is drawn, a result is found wrong, the unit explains, the confirmation is taken back: without any script. */
let world: World
let roundId: string

beforeAll(async () => {
  world = await openWorld()
  roundId = (await world.db.selectFrom("round").select("id").orderBy("dueOn").executeTakeFirstOrThrow()).id
})
afterAll(() => world?.stop())

test("a result is checked again and loses its confirmation", async () => {
  const office = await world.person("office@demo.test", { scripts: false })
  await office.go(`/tong-hop/${roundId}/kiem-tra-mau/rut?doi-tuong=claims&cach=chon`)
  const unitId = await world.unitId("SVHTTDL")
  await office.go(`/tong-hop/${roundId}/kiem-tra-mau/rut?doi-tuong=claims&cach=chon&don-vi=${unitId}`)
  await office.press("Lấy các mục đã chọn")
  await office.sees("Hãy chọn ít nhất một người kiểm tra của cơ quan.")
  await office.page.locator("input[name^=entry-]").first().check()
  await office.page.getByLabel("Cán bộ kế hoạch", { exact: false }).check()
  await office.page.locator("#reason").fill("Có phản ánh")
  await office.press("Lấy các mục đã chọn")
  await office.page.locator("tbody th a").first().click()
  await office.page.getByLabel("Sai", { exact: true }).check()
  await office.press("Ghi kết quả")
  await office.sees("Hãy nêu lý do.")
  await office.page.locator("#reason").fill("Sản phẩm chưa được ban hành")
  await office.page.getByLabel("Sai", { exact: true }).check()
  await office.press("Ghi kết quả")
  await office.sees("Chờ đơn vị giải trình")

  const reporter = await world.person("reporter@demo.test", { scripts: false })
  await reporter.sees("Giải trình kết quả kiểm tra mẫu")
  await reporter.go(new URL(office.page.url()).pathname)
  await reporter.page.locator("#explanation").fill("Đã trình, chờ ký")
  await reporter.press("Gửi giải trình")
  await reporter.sees("Đã trình, chờ ký")

  await office.page.reload()
  await office.page.getByLabel("Sai", { exact: true }).check()
  await office.page.locator("#conclude-reason").fill("Chưa ban hành")
  await office.press("Ghi kết luận")
  await office.sees("Xác nhận hoàn thành đã bị hủy")
  await office.press("Mở nhiệm vụ")
  await office.sees("kết luận: sai")
})
