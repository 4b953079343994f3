import { expect, test } from "vitest"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { documentText } from "../../../tests/support/read-docx-text.server.ts"
import { handOverMinutes } from "./hand-over-document.ts"

test("the minutes name both sides, the reason, and each thing with what becomes of it", async () => {
  const document = handOverMinutes(
    {
      unitName: "Sở Tài chính",
      fromName: "Nông Thị Hà",
      toName: null,
      role: "Chuyên viên đầu mối",
      occasion: "Thôi giữ vai trò",
      reason: "Nghỉ hưu",
      untilOn: null,
      madeOn: "2026-11-23",
      list: [{ title: "Lập dự toán", kind: "Bước trong kế hoạch đơn vị", dueOn: "2026-12-01", becomes: "chuyển tên" }],
    },
    "Ủy ban nhân dân tỉnh Cao Bằng",
  )
  const text = await documentText(await renderDocx(document))
  for (const part of ["BIÊN BẢN", "SỞ TÀI CHÍNH", "NGƯỜI GIAO", "NGƯỜI NHẬN", "Nông Thị Hà", "Nghỉ hưu", "01/12/2026"])
    expect(text).toContain(part)
})
