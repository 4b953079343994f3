import { expect, test } from "vitest"
import { decree30 } from "./decree-30-layout.ts"
import { republic } from "./official-wording.ts"
import { balancedLines, boldTextWidth } from "./text-width.ts"

test("the name of the republic fits its column on one line, with room to spare", () => {
  expect(boldTextWidth(republic, decree30.sizePt.republic)).toBeLessThan(decree30.head.right * 0.98)
})

test("marks do not widen a letter", () => {
  expect(boldTextWidth("Ủ Ằ Ệ", 12)).toBe(boldTextWidth("U A E", 12))
})

test("a long agency breaks evenly, before the name of its territory", () => {
  const lines = (name: string) => balancedLines(name, 12, decree30.head.left)
  expect(lines("SỞ KHOA HỌC VÀ CÔNG NGHỆ")).toEqual(["SỞ KHOA HỌC VÀ CÔNG NGHỆ"])
  expect(lines("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG")).toEqual(["ỦY BAN NHÂN DÂN", "TỈNH CAO BẰNG"])
  expect(lines("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")).toEqual(["SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"])
})
