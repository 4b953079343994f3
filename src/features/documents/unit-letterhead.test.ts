import { describe, expect, test } from "vitest"
import { letterhead } from "./unit-letterhead.ts"

const government = "Ủy ban nhân dân tỉnh Cao Bằng"

test.each([
  ["Sở Khoa học và Công nghệ", government, "Sở Khoa học và Công nghệ", "SKHCN", "Giám đốc"],
  ["Sở Văn hóa, Thể thao và Du lịch", government, "Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL", "Giám đốc"],
  ["Sở Nội vụ", government, "Sở Nội vụ", "SNV", "Giám đốc"],
  ["Văn phòng UBND tỉnh", government, "Văn phòng", "VP", "Chánh Văn phòng"],
  ["Thanh tra tỉnh", government, "Thanh tra tỉnh", "TTr", "Chánh Thanh tra"],
  ["Ban Quản lý Khu kinh tế tỉnh", government, "Ban Quản lý Khu kinh tế tỉnh", "BQLKKT", "Trưởng ban"],
  ["Ban QLDA ĐT&XD tỉnh", government, "Ban QLDA ĐT&XD tỉnh", "BQLDAĐTXD", "Giám đốc"],
  ["Công an tỉnh", "Bộ Công an", "Công an tỉnh Cao Bằng", "CAT", "Giám đốc"],
  ["Bộ CHQS tỉnh", undefined, "Bộ CHQS tỉnh Cao Bằng", "BCH", "Chỉ huy trưởng"],
  ["Công ty Điện lực Cao Bằng", undefined, "Công ty Điện lực Cao Bằng", "CTĐLCB", "Thủ trưởng đơn vị"],
])("%s", (name, parentAgency, agency, abbreviation, position) => {
  const head = letterhead(name, government)
  expect([head.parentAgency, head.agency, head.abbreviation]).toEqual([parentAgency, agency, abbreviation])
  expect(head.signature).toEqual({ position })
  expect(head.place).toBe("Cao Bằng")
})

test("the Front signs for its standing board", () =>
  expect(letterhead("Ủy ban MTTQVN tỉnh", government).signature).toEqual({
    authority: "TM. Ban Thường trực",
    position: "Chủ tịch",
  }))

describe("communes", () => {
  test("two lines, no parent, signed for the People's Committee", () =>
    expect(letterhead("Xã Hòa An", government)).toEqual({
      agency: "Ủy ban nhân dân\nxã Hòa An",
      abbreviation: "UBND",
      place: "Hòa An",
      signature: { authority: "TM. Ủy ban nhân dân", position: "Chủ tịch" },
    }))

  test("one named after a person gives its full name as place", () =>
    expect(letterhead("UBND phường Nùng Trí Cao", government).place).toBe("Phường Nùng Trí Cao"))
})

test("without a province there is no place, and the parent has no name", () => {
  expect(letterhead("Sở Y tế", null)).toMatchObject({ place: null, parentAgency: "Ủy ban nhân dân tỉnh" })
})

test("only whole words of a name tell its kind", () =>
  expect(letterhead("Sonadezi Cao Bằng", government).signature.position).toBe("Thủ trưởng đơn vị"))
