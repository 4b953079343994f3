import { describe, expect, test } from "vitest"
import { isRoman, readMarker } from "./outline-marker.ts"

const read = (text: string) => {
  const marker = readMarker(text)
  return marker && [marker.kind, marker.code, marker.rest]
}

describe("marks", () => {
  test.each([
    ["PHẦN THỨ HAI. NHIỆM VỤ", ["part", "HAI", "NHIỆM VỤ"]],
    ["III- TỔ CHỨC THỰC HIỆN", ["roman", "III", "TỔ CHỨC THỰC HIỆN"]],
    ["I. Mục tiêu", ["roman", "I", "Mục tiêu"]],
    ["B. Giải pháp", ["capitalLetter", "B", "Giải pháp"]],
    ["1. Nâng cao", ["number", "1", "Nâng cao"]],
    ["2/ Nâng cao", ["number", "2", "Nâng cao"]],
    ["2.1. Rà soát", ["decimal2", "2.1", "Rà soát"]],
    ["2.2 Rà soát", ["decimal2", "2.2", "Rà soát"]],
    ["1.2.3. Rà soát", ["decimal3", "1.2.3", "Rà soát"]],
    ["đ) Xây dựng", ["letter", "đ", "Xây dựng"]],
    ["(2) Định danh", ["numberInBrackets", "2", "Định danh"]],
    ["- 02 dự án", ["dash", null, "02 dự án"]],
    ["-Triển khai", ["dash", null, "Triển khai"]],
    ["+ Đào tạo", ["plus", null, "Đào tạo"]],
    ["* Lưu ý", ["dot", null, "Lưu ý"]],
  ])("%s", (text, expected) => expect(read(text)).toEqual(expected))

  test.each([
    "Chương trình cắt giảm thủ tục",
    "Phần mềm dùng chung",
    "30/6/2025 là hạn cuối",
    "1.500 tỷ đồng",
    "V/v báo cáo",
    "12/2025",
    "Mục tiêu chung",
  ])("%s has none", (text) => expect(read(text)).toBeNull())
})

test("Roman numbers", () => {
  expect(["I", "IV", "IX", "XII", "IIII", "C", ""].map(isRoman)).toEqual([true, true, true, true, false, false, false])
})
