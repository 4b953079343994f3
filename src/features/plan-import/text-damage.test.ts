import { expect, test } from "vitest"
import { isNoteLine, mendDamage, withoutMarkup, withoutNoteMarks } from "./text-damage.ts"

test.each([
  ["các địa phương抓紧 xây dựng", "các địa phương xây dựng", ["抓紧"]],
  ["của tỉnh Cao Bằng) Ful", "của tỉnh Cao Bằng)", ["Ful"]],
  ["thực hiện Quyết định này./. Wxq", "thực hiện Quyết định này./.", ["Wxq"]],
  ["(ban hành kèm theo) nay", "(ban hành kèm theo) nay", []],
  ["mạng VINAREN; VNPT", "mạng VINAREN; VNPT", []],
  ["Kế hoạch số 5 của Sở", "Kế hoạch số 5 của Sở", []],
  ["Ứng dụng blockchain trong quản lý", "Ứng dụng blockchain trong quản lý", []],
])("%s", (source, text, damage) => expect(mendDamage(source)).toEqual({ text, damage, misread: [] }))

test("a Cyrillic twin inside a Vietnamese word is put right without a word", () => {
  expect(mendDamage("tỉnh Cаo Bằng")).toEqual({ text: "tỉnh Cao Bằng", damage: [], misread: [] })
})

test.each([
  ["Số: 2l5 /KH - UBND", "Số: 215/KH-UBND", ["2l5"]],
  ["ngày O7 tháng 11, 30/6/2O25, O6/0l/2022", "ngày 07 tháng 11, 30/6/2025, 06/01/2022", ["O7", "2O25", "O6", "0l"]],
  ["tháng l0/2025 ; quý I .", "tháng 10/2025; quý I.", ["l0"]],
  ["10l nước, mạng 5G, IPv6, H1, Olympic", "10l nước, mạng 5G, IPv6, H1, Olympic", []],
  ["I . MỤC TIÊU", "I. MỤC TIÊU", []],
  ["a ) Rà soát", "a) Rà soát", []],
])("what a scan misread: %s", (source, text, misread) => {
  expect(mendDamage(source)).toEqual({ text, damage: [], misread })
})

test("footnote marks go, units of area stay", () => {
  expect(withoutNoteMarks("khóa XIII¹; 30 m², 5 km² theo quy định¹²")).toBe("khóa XIII; 30 m², 5 km² theo quy định")
  expect([isNoteLine("² Ban Chỉ đạo"), isNoteLine("2 Ban Chỉ đạo"), isNoteLine("[^1]: Chú thích")]).toEqual([
    true,
    false,
    true,
  ])
})

test("markup goes, bullets stay", () => {
  expect(withoutMarkup("Số: **1139** /QĐ-UBND")).toBe("Số: 1139 /QĐ-UBND")
  expect(withoutMarkup("* Xây dựng *kế hoạch*")).toBe("* Xây dựng kế hoạch")
  expect(withoutMarkup("**1\\.** Nhóm<br>mới")).toBe("1. Nhóm\nmới")
  expect(withoutMarkup("a < b và 3 * 4 * 5")).toBe("a < b và 3 * 4 * 5")
})
