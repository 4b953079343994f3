import { expect, test } from "vitest"
import { beginsSignature, readSigner } from "./signature.ts"

test.each([
  [
    ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nông Thị Hà"],
    ["TM. ỦY BAN NHÂN DÂN", null, "CHỦ TỊCH", "Nông Thị Hà"],
  ],
  [
    ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Lê Văn Mẫu"],
    ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Lê Văn Mẫu"],
  ],
  [
    ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(Đã ký)", "Trần Bích Ngọc"],
    [null, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Bích Ngọc"],
  ],
  [
    ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Lê Mẫu"],
    [null, "KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Lê Mẫu"],
  ],
  [
    ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Hoàng"],
    [null, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Hoàng"],
  ],
  [
    ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Vũ Hoa"],
    [null, "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ", "Vũ Hoa"],
  ],
  [
    ["TUN. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Kim"],
    [null, "TUN. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Kim"],
  ],
  [
    ["Q. CHỦ TỊCH", "Hà Văn Bình"],
    [null, "Q. CHỦ TỊCH", null, "Hà Văn Bình"],
  ],
  [
    ["T/M TỈNH ỦY", "PHÓ BÍ THƯ THƯỜNG TRỰC", "Hoàng Cường"],
    ["T/M TỈNH ỦY", null, "PHÓ BÍ THƯ THƯỜNG TRỰC", "Hoàng Cường"],
  ],
  [
    ["THỦ TƯỚNG", "Phạm Mẫu"],
    [null, null, "THỦ TƯỚNG", "Phạm Mẫu"],
  ],
])("%j", (lines, [onBehalf, capacity, position, name]) => {
  expect(beginsSignature(lines[0]!)).toBe(true)
  expect(readSigner(lines as string[])).toEqual({ onBehalf, capacity, position, name })
})

test("no signature in running text", () => {
  expect(readSigner(["Chủ tịch Ủy ban nhân dân tỉnh chịu trách nhiệm thi hành./."])).toBeNull()
})
