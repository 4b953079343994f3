import { describe, expect, test } from "vitest"
import { folded } from "#shared/folded.ts"
import { isInCapitals, marksIn, nearestPlace, placeOf, places } from "./template-places.ts"

describe("names of places", () => {
  test("no two are the same without their marks", () => {
    expect(new Set(places.map((place) => folded(place.name))).size).toBe(places.length)
  })
  test.each(["nội dung", "NỘI DUNG", " Nội   dung ", "noi dung", "nội dung".normalize("NFD")])(
    "%s is the content",
    (written) => {
      expect(placeOf(written)?.name).toBe("nội dung")
    },
  )
  test.each([
    ["noi dun", "nội dung"],
    ["nội dụng chính", undefined],
    ["trich yeeu", "trích yếu"],
    ["ngày ban hàn", "ngày ban hành"],
    ["tổng số lượng văn bản", undefined],
  ])("%s: probably %s", (written, meant) => {
    expect(nearestPlace(written)?.name).toBe(meant)
  })
  test("capitals ask for capitals; a name too short to tell does not", () => {
    expect(["TÊN CƠ QUAN", "Tên cơ quan", "SỐ"].map(isInCapitals)).toEqual([true, false, false])
  })
})

describe("marks in a paragraph", () => {
  test("each with its place in the text", () => {
    expect(marksIn("Số: {{số}}/{{ ký  hiệu }}")).toEqual({
      marks: [
        { start: 4, end: 10, written: "số" },
        { start: 11, end: 25, written: "ký hiệu" },
      ],
      isBroken: false,
    })
  })
  test.each(["Số {{số", "số}} ", "{{số}} {{", "{{{nội dung"])("%s is left open", (text) => {
    expect(marksIn(text).isBroken).toBe(true)
  })
  test("single braces are text", () => {
    expect(marksIn("{a} } {")).toEqual({ marks: [], isBroken: false })
  })
})
