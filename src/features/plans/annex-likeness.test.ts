import { expect, test } from "vitest"
import { likeness } from "#shared/likeness.ts"
import { likeliest } from "./annex-likeness.ts"

const provisional = [
  { id: "a", code: "1.1", title: "Xây dựng, triển khai chương trình tuyên truyền về Nghị quyết 57", groupTitle: "" },
  { id: "b", code: "1.2", title: "Rà soát dự toán ngân sách nhà nước năm 2025", groupTitle: "" },
]

test("titles are alike by their words, whatever their accents and order", () => {
  expect(likeness("Rà soát dự toán", "dự toán, rà soát")).toBe(1)
  expect(likeness("Hoà bình", "Hòa bình")).toBe(1)
  expect(likeness("một hai", "ba bốn")).toBe(0)
  expect(likeness("", "")).toBe(0)
})

test("the most alike is offered, and nothing when none is", () => {
  expect(
    likeliest(
      ["Rà soát dự toán ngân sách năm 2025", "Chương trình tuyên truyền về Nghị quyết 57", "Đào tạo nhân lực"],
      provisional,
    ).map((task) => task?.id),
  ).toEqual(["b", "a", undefined])
})
