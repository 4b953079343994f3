import { expect, test } from "vitest"
import {
  communeOf,
  governmentAddressed,
  orderingDocument,
  planInShort,
  planName,
  reportSubject,
  unitsInText,
} from "./official-names.ts"

const plan = {
  title: "Ban hành Kế hoạch thực hiện Nghị quyết số 71/NQ-CP",
  number: "1139",
  notation: "QĐ-UBND",
  issuedOn: "2025-07-09",
  issuer: "UBND tỉnh Cao Bằng",
}
const decision = "Quyết định số 1139/QĐ-UBND ngày 09 tháng 7 năm 2025 của Ủy ban nhân dân tỉnh Cao Bằng"

test("the document that ordered the plan, by its notation", () => {
  expect(orderingDocument(plan)).toBe(decision)
  expect(orderingDocument({ ...plan, notation: "KH-UBND", issuedOn: null, issuer: null })).toBe(
    "Kế hoạch số 1139/KH-UBND",
  )
  expect(orderingDocument({ ...plan, notation: "ABC" })).toMatch(/^Văn bản số 1139\/ABC/)
  expect(orderingDocument({ ...plan, number: null })).toBeUndefined()
})

test.each([
  ["Ban hành Kế hoạch A", "Kế hoạch A"],
  ["Về việc ban hành  Kế hoạch A", "Kế hoạch A"],
  ["V/v phê duyệt Đề án B", "Đề án B"],
  ["kế hoạch C", "Kế hoạch C"],
])("%s", (title, name) => expect(planName(title)).toBe(name))

test("a long name gives way to its decision", () => {
  expect(planInShort(plan)).toBe(`Kế hoạch thực hiện Nghị quyết số 71/NQ-CP (${decision})`)
  const long = { ...plan, title: `Ban hành Kế hoạch ${"đột phá phát triển khoa học, công nghệ ".repeat(4)}` }
  expect(planInShort(long)).toBe(`Kế hoạch ban hành kèm theo ${decision}`)
  expect(planInShort({ ...long, number: null })).toBe(planName(long.title))
  expect(reportSubject(long, "quý III năm 2026").split("\n")).toEqual([
    "Kết quả thực hiện Kế hoạch ban hành kèm theo",
    "Quyết định số 1139/QĐ-UBND ngày 09 tháng 7 năm 2025",
    "của Ủy ban nhân dân tỉnh Cao Bằng, quý III năm 2026",
  ])
})

test("an agency addresses its own government without the name of the province", () => {
  expect(governmentAddressed("Ủy ban nhân dân tỉnh Cao Bằng")).toBe("Ủy ban nhân dân tỉnh")
  expect(governmentAddressed("Ủy ban nhân dân thành phố Huế")).toBe("Ủy ban nhân dân thành phố")
  expect(governmentAddressed(null)).toBe("Ủy ban nhân dân tỉnh")
})

test("communes are told from agencies, however they are spelled", () => {
  expect(communeOf("Xã Hòa An")).toEqual({ kind: "xã", name: "Hòa An" })
  expect(communeOf("UBND Phường Nùng Trí Cao")).toEqual({ kind: "phường", name: "Nùng Trí Cao" })
  expect(communeOf("Uỷ ban nhân dân xã Cô Ba")).toEqual({ kind: "xã", name: "Cô Ba" })
  expect(communeOf("Sở Y tế")).toBeUndefined()
})

test("units named in a sentence: agencies with commas in their names stay apart", () => {
  expect(unitsInText(["Xã Cô Ba", "Sở Văn hóa, Thể thao và Du lịch", "Phường Tân Giang", "Xã Hòa An", "Sở Y tế"])).toBe(
    "Sở Văn hóa, Thể thao và Du lịch; Sở Y tế; UBND các xã: Cô Ba, Hòa An; UBND phường Tân Giang",
  )
})
