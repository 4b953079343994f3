import { describe, expect, test } from "vitest"
import { kindOfHeading, readHead, withSmallLetters } from "./document-head.ts"

const numberOf = (...lines: string[]) => {
  const head = readHead(lines, "")
  return [head.number, head.notation, head.place, head.issuedOn]
}

describe("number, notation, place, date", () => {
  test.each([
    [
      ["Số: 1139 /QĐ-UBND", "Cao Bằng, ngày 09 tháng 7 năm 2025"],
      ["1139", "QĐ-UBND", "Cao Bằng", "2025-07-09"],
    ],
    [["Số:277    /KH-UBND      Lạng Sơn, ngày14 tháng7 năm 2025"], ["277", "KH-UBND", "Lạng Sơn", "2025-07-14"]],
    [
      ["Số 57-NQ/TW", "Hà Nội, ngày 22 tháng 12 năm 2024"],
      ["57", "NQ/TW", "Hà Nội", "2024-12-22"],
    ],
    [
      ["Số: 12/2025/QĐ-UBND", "Huế, ngày 01/02/2025"],
      ["12/2025", "QĐ-UBND", null, null],
    ],
    [
      ["Số:        /QĐ-SNV", "Hà Giang, ngày      tháng 3 năm 2026"],
      [null, "QĐ-SNV", "Hà Giang", null],
    ],
    [
      ["Số: ……/KH-UBND", "Thành phố Hồ Chí Minh, ngày … tháng … năm 2025"],
      [null, "KH-UBND", "Thành phố Hồ Chí Minh", null],
    ],
    [
      ["Số: 05/BC-SKHCN", "Cao Bằng, ngày 31 tháng 02 năm 2025"],
      ["05", "BC-SKHCN", "Cao Bằng", null],
    ],
  ])("%j", (lines, expected) => expect(numberOf(...lines)).toEqual(expected))
})

test("the issuer stands above the number, its motto apart", () => {
  const head = (...lines: string[]) => readHead(lines, "… của Ủy ban nhân dân tỉnh Cao Bằng …").issuer
  expect(head("ỦY BAN NHÂN DÂN", "TỈNH CAO BẰNG", "Số: 1/QĐ-UBND")).toBe("Ủy ban nhân dân tỉnh Cao Bằng")
  expect(head("UBND TỈNH CAO BẰNG", "SỞ NỘI VỤ", "Số: 1/QĐ-SNV")).toBe("Sở nội vụ")
  expect(head("CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/NQ-CP")).toBe("Chính phủ")
  expect(withSmallLetters("TỈNH ỦY MẪU SƠN", "")).toBe("Tỉnh ủy Mẫu Sơn")
})

test("kinds of heading", () => {
  expect(
    ["QUYẾT ĐỊNH", "KẾ HOẠCH", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "Kế hoạch", "I. KẾ HOẠCH", "CHỈ THỊ"].map(kindOfHeading),
  ).toEqual(["decision", "plan", "programme", null, null, "directive"])
})
