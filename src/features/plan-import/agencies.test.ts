import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { splitAgencies, splitRolesInCell } from "./agencies.ts"

describe("as an official reads it", () => {
  test.each([
    ["Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]],
    ["Sở Tài chính, Sở Nội vụ và các địa phương", ["Sở Tài chính", "Sở Nội vụ", "các địa phương"]],
    ["Các sở, ban, ngành", ["Các sở, ban, ngành"]],
    ["Các Sở, Ban, Ngành; UBND các xã, phường", ["Các Sở, Ban, Ngành", "UBND các xã, phường"]],
    ["Các sở, ban, ngành, UBND các xã, phường", ["Các sở, ban, ngành", "UBND các xã, phường"]],
    ["Các bộ, ngành và địa phương", ["Các bộ, ngành và địa phương"]],
    ["Bộ, ngành, địa phương", ["Bộ, ngành, địa phương"]],
    ["Bộ Tài chính, bộ, ngành liên quan", ["Bộ Tài chính", "bộ, ngành liên quan"]],
    ["VTV, VOV, TTXVN, các địa phương", ["VTV", "VOV", "TTXVN", "các địa phương"]],
    [
      "Bộ Khoa học, Công nghệ, Bộ Thông tin và Truyền thông",
      ["Bộ Khoa học, Công nghệ", "Bộ Thông tin và Truyền thông"],
    ],
    [
      "Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ",
      ["Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ"],
    ],
    [
      "Bộ Lao động - Thương binh và Xã hội,Thanh tra Chính phủ",
      ["Bộ Lao động - Thương binh và Xã hội", "Thanh tra Chính phủ"],
    ],
    ["Báo Xây dựng và Tạp chí Xây dựng", ["Báo Xây dựng", "Tạp chí Xây dựng"]],
    ["Phòng Tin học và Thống kê", ["Phòng Tin học và Thống kê"]],
    ["1. Sở Nội vụ 2. Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]],
    ["Tỉnh Đoàn, Hội Nông dân tỉnh", ["Tỉnh Đoàn", "Hội Nông dân tỉnh"]],
    ["Ban Quản lý\ncác khu công nghiệp", ["Ban Quản lý các khu công nghiệp"]],
    ["Sở Nội vụ\nSở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]],
    ["Sở Khoa học và\nCông nghệ", ["Sở Khoa học và Công nghệ"]],
    ["Văn phòng\nUBND tỉnh", ["Văn phòng UBND tỉnh"]],
    ["Văn phòng Sở\nPhòng Tổ chức", ["Văn phòng Sở", "Phòng Tổ chức"]],
    ["Bộ Lao động\n- Thương binh và Xã hội", ["Bộ Lao động - Thương binh và Xã hội"]],
    ["- Sở Nội vụ\n- Công an tỉnh", ["Sở Nội vụ", "Công an tỉnh"]],
    ["1. Sở Nội vụ\n2. Công an tỉnh", ["Sở Nội vụ", "Công an tỉnh"]],
    ["Trường Chính trị/Sở Nội vụ", ["Trường Chính trị", "Sở Nội vụ"]],
    ["Công an tỉnh và Bộ CHQS tỉnh", ["Công an tỉnh", "Bộ CHQS tỉnh"]],
    ["Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]],
    ["Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]],
    [
      "Các sở: Tài chính, Nội vụ, Văn hóa, Thể thao và Du lịch",
      ["Sở Tài chính", "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"],
    ],
    [
      "Sở Y tế (Trung tâm Y tế, Bệnh viện tỉnh), Công an tỉnh",
      ["Sở Y tế (Trung tâm Y tế, Bệnh viện tỉnh)", "Công an tỉnh"],
    ],
    ["Báo và Phát thanh, truyền hình Cao Bằng; VNPT", ["Báo và Phát thanh, truyền hình Cao Bằng", "VNPT"]],
    ["Sở KH&CN, Sở TT&TT", ["Sở KH&CN", "Sở TT&TT"]],
    ["", []],
  ])("%s", (cell, names) => expect(splitAgencies(cell)).toEqual(names))
})

const name = fc.constantFrom(
  "Sở Văn hóa, Thể thao và Du lịch",
  "Sở Khoa học và Công nghệ",
  "Công an tỉnh",
  "UBND các xã, phường",
  "Các sở, ban, ngành",
  "Văn phòng UBND tỉnh",
  "Ban Quản lý Khu kinh tế tỉnh",
)

describe("always", () => {
  test("names joined by any separator come back as they were", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1 }),
        fc.constantFrom(", ", "; ", ";\n", "\n", " và ", "\n- "),
        (names, joint) => {
          expect(splitAgencies(names.join(joint))).toEqual(names)
        },
      ),
    )
  })
  test("no word but a joining “và” is lost", () => {
    const words = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word !== "và")
    const part = fc.constantFrom(
      "Sở",
      "Nội",
      "vụ",
      ",",
      "và",
      ";",
      "các",
      "UBND",
      "tỉnh",
      "(",
      ")",
      "Bộ",
      "Công",
      "an",
      "\n",
      "ban",
      "ngành",
      "Văn",
      "phòng",
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
        const text = parts.join(" ")
        expect(words(splitAgencies(text).join(" "))).toEqual(words(text))
      }),
    )
  })
})

test("both roles in one cell", () => {
  expect(splitRolesInCell("Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính")).toEqual({
    leads: "Sở Nội vụ",
    coordinating: "Sở Tài chính",
  })
  expect(splitRolesInCell("Sở KH&CN chủ trì, phối hợp với Sở Nội vụ")).toEqual({
    leads: "Sở KH&CN",
    coordinating: "Sở Nội vụ",
  })
})
