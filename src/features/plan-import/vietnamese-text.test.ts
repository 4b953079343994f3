import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { fold, isCapitals, normalise, plain } from "./vietnamese-text.ts"

describe("matching spellings", () => {
  test.each([
    ["Hòa", "Hoà"],
    ["Thủy lợi", "Thuỷ lợi"],
    ["HÓA", "Hoá"],
    ["Sở Y tế", "sở y tế".normalize("NFD")],
    ["khóa XIII¹", "khoá XIII"],
  ])("%s is %s", (one, other) => expect(fold(one)).toBe(fold(other)))

  test("diacritics still part words", () => expect(fold("Sở Nội vụ")).not.toBe(fold("Sở Nôi vu")))
})

test("plain keeps every position", () => {
  expect(plain("ĐIỀU – Đường")).toBe("dieu - duong")
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => plain(normalise(text)).length === normalise(text).length),
  )
})

test("capitals need four letters, all capital", () => {
  expect(["PHỤ LỤC", "Phụ lục", "NQ", "KT. CHỦ TỊCH"].map(isCapitals)).toEqual([true, false, false, true])
})
