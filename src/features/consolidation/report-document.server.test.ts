import { expect, test } from "vitest"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { documentText } from "../../../tests/support/read-docx-text.server.ts"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { consolidatedReport } from "./report-document.ts"

test("the Word file of 131 tasks says what a reader needs, in its order, and nothing twice", async () => {
  const snapshot = sampleSnapshot(131)
  const issue = {
    number: "7",
    notation: "BC-SKHCN",
    issuedOn: "2026-09-14",
    signerName: "Nguyễn Văn Minh Họa",
    historySeq: "9",
    historyHash: "ab12",
  }
  const text = await documentText(await renderDocx(consolidatedReport(snapshot, issue)))
  const order = [
    "ỦY BAN NHÂN DÂN\nTỈNH CAO BẰNG\nSỞ KHOA HỌC VÀ CÔNG NGHỆ",
    "Số: 07/BC-SKHCN",
    "Cao Bằng, ngày 14 tháng 9 năm 2026",
    "- Ủy ban nhân dân tỉnh;\n- Ban Chỉ đạo tỉnh.",
    "I. TÌNH HÌNH BÁO CÁO",
    "II. KẾT QUẢ THỰC HIỆN",
    "Tổng cộng | 129 | 32 | 21 | 37 | 20 | 19",
    "VI. NHIỆM VỤ TRỌNG TÂM KỲ TỚI",
    "xem xét, chỉ đạo./.",
    "Nơi nhận:",
    "GIÁM ĐỐC\nNguyễn Văn Minh Họa",
    "PHỤ LỤC I",
    "(Kèm theo Báo cáo số 07/BC-SKHCN ngày 14 tháng 9 năm 2026 của Sở Khoa học và Công nghệ)",
    "PHỤ LỤC II",
  ]
  const places = order.map((words) => text.indexOf(words))
  expect(
    places.every((place) => place >= 0),
    order[places.indexOf(-1)],
  ).toBe(true)
  expect(places).toEqual([...places].sort((one, other) => one - other))
  expect(text.match(/\.\/\./g)).toHaveLength(1)
})
