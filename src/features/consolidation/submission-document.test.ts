import { expect, test } from "vitest"
import { plainText } from "#platform/official-documents/official-document.ts"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import type { Snapshot } from "./snapshot.ts"
import { reportSubmission } from "./submission-document.ts"

const snapshot = sampleSnapshot(20)
const issued = { number: "15", notation: "BC-SKHCN", issuedOn: "2026-09-14" }
const wordsOf = (more: Partial<Snapshot> = {}, issue = issued, asksToPublish = false) =>
  reportSubmission({ ...snapshot, ...more }, issue, asksToPublish)
    .body.flatMap((block) =>
      block.kind === "table" ? [] : block.kind === "list" ? block.items.map(plainText) : [plainText(block.text)],
    )
    .join("\n")

test("it names the report by number and date, and counts who reported", () => {
  const { sent, owed } = snapshot.figures.reports
  const words = wordsOf()
  expect(words).toContain(`báo cáo của ${sent} trong ${owed} cơ quan, đơn vị phải báo cáo quý III năm 2026`)
  expect(words).toContain("Báo cáo số 15/BC-SKHCN ngày 14 tháng 9 năm 2026 của Sở Khoa học và Công nghệ")
})

test("it asks for what was asked for and nothing else", () => {
  const none = { narrative: [{ key: "proposals" as const, body: "  " }] }
  expect(wordsOf(none)).not.toContain("kiến nghị nêu trong Báo cáo")
  expect(wordsOf(none)).not.toContain("công bố")
  const some = { narrative: [{ key: "proposals" as const, body: "Đề nghị bố trí kinh phí (Sở Y tế)." }] }
  expect(wordsOf(some, issued, true)).toContain("các đề xuất, kiến nghị nêu trong Báo cáo")
  expect(wordsOf(some, issued, true)).toContain("Cho phép công bố kết quả thực hiện quý III năm 2026")
})

test("the list of late units lies with it only where there are any", () => {
  const reports = { ...snapshot.figures.reports, missing: [], lateOnes: [] }
  expect(wordsOf({ figures: { ...snapshot.figures, reports } })).not.toContain("gửi báo cáo chậm")
})

test("before the report has a number it is named without one; the submission leaves its own number and day blank", () => {
  const document = reportSubmission(snapshot, { number: null, notation: "BC", issuedOn: null }, false)
  expect(document).toMatchObject({ form: "submission", number: null, issuedOn: null, notation: "TTr-SKHCN" })
  expect(wordsOf({}, { number: null, notation: "BC", issuedOn: null } as never)).toContain(
    "Tiếp nhận Báo cáo của Sở Khoa học và Công nghệ",
  )
})
