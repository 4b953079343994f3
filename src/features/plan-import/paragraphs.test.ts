import { describe, expect, test } from "vitest"
import { toParagraphs } from "./paragraphs.ts"
import { readPlainText } from "./plain-text.ts"
import type { ReadIssue } from "./plan-reading.ts"

const paragraphs = (text: string, issues: ReadIssue[] = []) =>
  toParagraphs(readPlainText(text, "a.txt", "text").blocks, issues).map((item) =>
    item.kind === "paragraph" ? item.text : "table",
  )

describe("a sentence cut by a page", () => {
  test.each([
    [
      "in small letters",
      "hoàn thiện hạ tầng cho\n\nkhoa học, công nghệ",
      ["hoàn thiện hạ tầng cho khoa học, công nghệ"],
    ],
    ["around a page number", "triển khai bộ\n\n- 12 -\n\ntiêu chí đánh giá", ["triển khai bộ tiêu chí đánh giá"]],
    [
      "around a footnote",
      "- các đề án phát\n\n¹ Về đội ngũ trí thức\n\ntriển nhân lực",
      ["- các đề án phát triển nhân lực"],
    ],
    ["after a connecting word", "phối hợp với\n\nSở Tài chính", ["phối hợp với Sở Tài chính"]],
    ["inside brackets", "các đơn vị (Sở Nội vụ,\n\nSở Tài chính)", ["các đơn vị (Sở Nội vụ, Sở Tài chính)"]],
    ["between two years", "giai đoạn 2026\n\n- 2030 của tỉnh", ["giai đoạn 2026 - 2030 của tỉnh"]],
  ])("%s is joined", (_how, text, expected) => expect(paragraphs(text)).toEqual(expected))

  test.each([
    ["a heading without a full stop", "1. Sở Cao Bằng\n\nChỉ đạo thực hiện."],
    ["a bullet without a full stop", "- Rà soát quy định\n\n- xây dựng kế hoạch"],
    ["a finished sentence", "Hoàn thành.\n\nvà tiếp theo"],
    ["a letter in the list", "các việc sau\n\na) rà soát"],
    ["a legal basis", "theo quy định của\n\nCăn cứ Luật Tổ chức chính quyền địa phương;"],
    ["capitals before a name", "PHÓ CHỦ TỊCH\n\nNguyễn Văn Mẫu"],
  ])("%s only looks cut", (_how, text) => expect(paragraphs(text)).toHaveLength(2))
})

test("wrapped lines become paragraphs again, whatever letter they begin with", () => {
  const long = "Thực hiện Nghị quyết của Bộ Chính trị về đột phá phát triển khoa học của Bộ"
  const lines = Array.from(
    { length: 6 },
    () => `${long}\nChính trị và các văn bản khác của tỉnh trong thời gian tới để triển khai\ntốt hơn.\n`,
  )
  expect(paragraphs(lines.join("\n"))).toHaveLength(6)
})

test("damage is named with its place", () => {
  const issues: ReadIssue[] = []
  expect(paragraphs("Một\n\n- các đơn vị抓紧 thực hiện", issues)).toEqual(["Một", "- các đơn vị thực hiện"])
  expect(issues).toMatchObject([{ code: "stray-characters", source: { file: "a.txt", line: 3 } }])
})
