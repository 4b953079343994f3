import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, formatDay } from "#shared/day.ts"
import { holdsSeveralDays, readDeadline } from "./deadline.ts"

const read = (text: string, year: number | null = null, issuedOn: string | null = null) => {
  const deadline = readDeadline(text, { year, issuedOn })
  return deadline && [deadline.meaning, deadline.from, deadline.to]
}

describe("what a deadline means", () => {
  test.each([
    ["31/12/2025", ["byDay", null, "2025-12-31"]],
    ["Ngày 05 tháng 9 năm 2025", ["byDay", null, "2025-09-05"]],
    ["6/2025", ["byDay", null, "2025-06-30"]],
    ["Tháng 02/2028", ["byDay", null, "2028-02-29"]],
    ["T12/2025", ["byDay", null, "2025-12-31"]],
    ["Quý II/2025", ["byDay", null, "2025-06-30"]],
    ["Quý 4 năm 2025", ["byDay", null, "2025-12-31"]],
    ["Quý IV-2025", ["byDay", null, "2025-12-31"]],
    ["2025", ["byDay", null, "2025-12-31"]],
    ["Năm 2025", ["byDay", null, "2025-12-31"]],
    ["6 tháng đầu năm 2026", ["byDay", null, "2026-06-30"]],
    ["Hoàn thành trong tháng 8/2025", ["byDay", null, "2025-08-31"]],
    ["Đến năm 2030", ["byDay", null, "2030-12-31"]],
    ["Trước ngày 30/6/2025", ["byDay", null, "2025-06-29"]],
    ["Trước 15/11/2026", ["byDay", null, "2026-11-14"]],
    ["Trước tháng 6/2025", ["byDay", null, "2025-05-31"]],
    ["Trước năm 2026", ["byDay", null, "2025-12-31"]],
    ["Trước và trong ngày 30/6/2025", ["byDay", null, "2025-06-30"]],
    ["Chậm nhất 30/6/2025", ["byDay", null, "2025-06-30"]],
    ["12/2025-6/2026", ["range", "2025-12-01", "2026-06-30"]],
    ["Tháng sáu năm 2026", ["byDay", null, "2026-06-30"]],
    ["20/5/26", ["byDay", null, "2026-05-20"]],
    ["30-6-2026", ["byDay", null, "2026-06-30"]],
    ["Giữa năm 2026", ["unclear", null, null]],
    ["Quý V năm 2026", ["unclear", null, null]],
    ["ngày 31 tháng 2 năm 2026", ["unclear", null, null]],
    ["6 tháng một lần", ["ongoing", null, null]],
    ["12/202\n6", ["byDay", null, "2026-12-31"]],
    ["2025 - 2026", ["range", "2025-01-01", "2026-12-31"]],
    ["2025-2026", ["range", "2025-01-01", "2026-12-31"]],
    ["Giai đoạn 2025–2030", ["range", "2025-01-01", "2030-12-31"]],
    ["Từ tháng 6/2025 đến tháng 12/2025", ["range", "2025-06-01", "2025-12-31"]],
    ["Tháng 7-9/2025", ["range", "2025-07-01", "2025-09-30"]],
    ["Quý III - IV/2025", ["range", "2025-07-01", "2025-12-31"]],
    ["2025, 2026, 2027", ["range", "2025-01-01", "2027-12-31"]],
    ["Hằng năm", ["everyYear", null, null]],
    ["hàng năm", ["everyYear", null, null]],
    ["2025 và những năm tiếp theo", ["everyYear", null, "2025-12-31"]],
    ["Thường xuyên", ["ongoing", null, null]],
    ["Nhiệm vụ thường xuyên", ["ongoing", null, null]],
    ["Từ năm 2025", ["ongoing", "2025-01-01", null]],
    ["30 ngày kể từ ngày 01/7/2025", ["byDay", null, "2025-07-31"]],
    ["Sau khi Luật được ban hành", ["afterEvent", null, null]],
    ["30 ngày kể từ khi Luật có hiệu lực", ["afterEvent", null, null]],
    ["90", ["afterEvent", null, null]],
    ["Theo tiến độ của Trung ương", ["unclear", null, null]],
    ["Quý II", ["unclear", null, null]],
    ["31/02/2025", ["unclear", null, null]],
  ])("%s", (text, expected) => expect(read(text)).toEqual(expected))

  test("an empty cell has none", () =>
    expect(["", " ", "-", "…"].map((text) => readDeadline(text))).toEqual([null, null, null, null]))

  test("a plan for one year gives bare months theirs", () => {
    expect(read("Quý II", 2026)).toEqual(["byDay", null, "2026-06-30"])
    expect(read("Tháng 8", 2026)).toEqual(["byDay", null, "2026-08-31"])
    expect(read("30/9", 2026)).toEqual(["byDay", null, "2026-09-30"])
  })

  test("days counted from the plan's own issue", () => {
    expect(read("15 ngày kể từ ngày ban hành Kế hoạch này", null, "2025-07-09")).toEqual(["byDay", null, "2025-07-24"])
    expect(read("15 ngày kể từ ngày ban hành Kế hoạch này")).toEqual(["afterEvent", null, null])
  })

  test("two days in one cell: the last counts and a person must look", () => {
    expect(read("30/6/2026; 31/12/2026")).toEqual(["byDay", null, "2026-12-31"])
    expect([
      holdsSeveralDays("30/6/2026; 31/12/2026"),
      holdsSeveralDays("2025-2026"),
      holdsSeveralDays("6/2026"),
    ]).toEqual([true, false, false])
  })
})

describe("for every day", () => {
  const day = fc.integer({ min: 0, max: 7000 }).map((days) => addDays("2020-01-01", days))

  test("written out, it is read back", () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(read(formatDay(on))).toEqual(["byDay", null, on])
      }),
    )
  })
  test("before it is the day before", () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(read(`Trước ngày ${formatDay(on)}`)).toEqual(["byDay", null, addDays(on, -1)])
      }),
    )
  })
  test("N days from it start the day after", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 365 }), (on, count) => {
        expect(read(`${count} ngày kể từ ngày ${formatDay(on)}`)).toEqual(["byDay", null, addDays(on, count)])
      }),
    )
  })
  test("a range never ends before it begins", () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        const deadline = readDeadline(`${formatDay(one)} - ${formatDay(other)}`)!
        expect(deadline.from === null || deadline.from <= deadline.to!).toBe(true)
      }),
    )
  })
})

test("any text is read without failing, and shown as it was written", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const deadline = readDeadline(text)
      expect(deadline === null || deadline.text.length > 0).toBe(true)
    }),
  )
})
