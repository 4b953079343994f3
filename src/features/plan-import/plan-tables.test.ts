import { describe, expect, test } from "vitest"
import { codesOf, outlineOf, readingOf } from "./fixtures/outline-of.ts"

const table = (head: string, ...rows: string[]) =>
  `PHỤ LỤC\n\n| ${head} |\n|${"---|".repeat(head.split("|").length)}\n${rows.map((row) => `| ${row} |`).join("\n")}\n`
const outline = (head: string, ...rows: string[]) => outlineOf(readingOf(table(head, ...rows)))

describe("heads", () => {
  test.each([
    ["TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành", "1 | Rà soát | Sở Tư pháp | 2026"],
    ["Thời hạn | Đơn vị thực hiện | Tên nhiệm vụ | Stt", "2026 | Sở Tư pháp | Rà soát | 1"],
    ["STT | Nội dung công việc | Đơn vị chủ trì | Tiến độ", "1 | Rà soát | Sở Tư pháp | 2026"],
    ["Số TT | Công việc | Trách nhiệm thực hiện | Lộ trình | Ghi chú", "1 | Rà soát | Sở Tư pháp | 2026 | "],
    [" | Nhiệm vụ | | Chủ trì | Thời gian", "1 | Rà soát | | Sở Tư pháp | 2026"],
  ])("%s", (head, row) => expect(outline(head, row)).toContain("  1 Rà soát | Sở Tư pháp | 2026-12-31"))

  test("two rows, column numbers, repeated on the next page", () => {
    const rows = [
      "| | Chủ trì | Phối hợp | ",
      "(1) | (2) | (3) | (4) | (5)",
      "1 | Rà soát | Sở Tư pháp | Sở Nội vụ | 2026",
      "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian",
      "2 | Ban hành | Sở Nội vụ | | 2027",
    ]
    expect(outline("TT | Nhiệm vụ | Phân công | | Thời gian", ...rows).slice(1)).toEqual([
      "  1 Rà soát | Sở Tư pháp | 2026-12-31",
      "  2 Ban hành | Sở Nội vụ | 2027-12-31",
    ])
  })

  test("quarters as columns, marked with an x", () => {
    const rows = ["| | Quý I | Quý II | ", "1 | Rà soát | | x | Sở Tư pháp"]
    expect(outline("TT | Nhiệm vụ | Tiến độ năm 2026 | | Chủ trì", ...rows)).toContain(
      "  1 Rà soát | Sở Tư pháp | 2026-06-30",
    )
  })

  test("a column of its own is named, not guessed", () => {
    expect(
      codesOf(readingOf(table("TT | Nhiệm vụ | Chủ trì | Cấp trình", "1 | Rà soát | Sở Tư pháp | UBND tỉnh"))),
    ).toContain("column-not-read")
  })
})

describe("groups", () => {
  const head = "TT | Nhiệm vụ | Chủ trì | Thời hạn"
  test.each([
    [
      "Roman, with or without a dot",
      ["**I.** | Thể chế | | ", "1 | Rà soát | Sở A | 2026", "II | Hạ tầng | | ", "2 | Phủ sóng | Sở B | 2026"],
    ],
    [
      "capital letters, numbers starting again",
      ["A | Thể chế | | ", "1 | Rà soát | Sở A | 2026", "B | Hạ tầng | | ", "1 | Phủ sóng | Sở B | 2026"],
    ],
    [
      "one cell without a number",
      ["| **Thể chế** | | ", "1 | Rà soát | Sở A | 2026", "| **Hạ tầng** | | ", "2 | Phủ sóng | Sở B | 2026"],
    ],
    [
      "numbers over decimals",
      ["1 | Thể chế | | ", "1.1 | Rà soát | Sở A | 2026", "2 | Hạ tầng | | ", "2.1 | Phủ sóng | Sở B | 2026"],
    ],
    [
      "codes",
      ["N01 | Thể chế | | ", "N01.1 | Rà soát | Sở A | 2026", "N02 | Hạ tầng | | ", "N02.1 | Phủ sóng | Sở B | 2026"],
    ],
  ])("%s", (_how, rows) => {
    const titles = readingOf(table(head, ...rows)).plan.groups.map(
      (group) => `${group.title}: ${group.tasks.map((task) => task.title)}`,
    )
    expect(titles).toEqual(["Thể chế: Rà soát", "Hạ tầng: Phủ sóng"])
  })

  test("a group row that is a task itself", () => {
    expect(outline(head, "I | Xây dựng đề án | Sở A | 2026", "1 | Khảo sát | Sở B | 2025")).toEqual([
      "# I Xây dựng đề án",
      "  I Xây dựng đề án | Sở A | 2026-12-31",
      "  1 Khảo sát | Sở B | 2025-12-31",
    ])
  })

  test("tasks grouped by agency have it as their lead", () => {
    expect(outline("TT | Nhiệm vụ | Thời hạn", "I | Sở Tài chính | ", "1 | Bố trí kinh phí | 2026")).toEqual([
      "# I Sở Tài chính",
      "  1 Bố trí kinh phí | Sở Tài chính | 2026-12-31",
    ])
  })
})

describe("parents and parts", () => {
  const head = "TT | Nhiệm vụ | Chủ trì | Thời hạn"
  test("a parent that is a task, parts that inherit what they leave open", () => {
    const reading = readingOf(
      table(head, "I | Thể chế | | ", "1 | Đề án | Sở A | 2026", "1.1 | Khảo sát | | ", "a) | Phiếu hỏi | | 6/2025"),
    )
    expect(outlineOf(reading)).toEqual([
      "# I Thể chế",
      "  1 Đề án | Sở A | 2026-12-31",
      "    1.1 Khảo sát | Sở A | 2026-12-31",
      "      a Phiếu hỏi | Sở A | 2025-06-30",
    ])
    expect(codesOf(reading)).toContain("children-inherit")
  })
  test("a missing parent is named", () => {
    expect(codesOf(readingOf(table(head, "1 | Đề án | Sở A | 2026", "3.1 | Khảo sát | Sở B | 2026")))).toContain(
      "parent-missing",
    )
  })
  test("empty cells of tasks stay empty", () => {
    const reading = readingOf(table(head, "1 | Đề án | Sở A | 2026", "2 | Khảo sát | | "))
    expect(outlineOf(reading)[2]).toBe("  2 Khảo sát |  | ")
    expect(codesOf(reading)).toEqual(expect.arrayContaining(["lead-missing", "deadline-missing"]))
  })
})

describe("cells cut by a page", () => {
  const head = "TT | Nhiệm vụ | Chủ trì | Thời hạn"
  test("the end of a row goes back to it", () => {
    expect(
      outline(
        head,
        "1 | Hoàn thành các việc: (1) Định danh; | Sở A | 2026",
        "| (2) Sàn giao dịch. | | ",
        "2 | Khảo sát | Sở B | 2026",
      )[1],
    ).toBe("  1 Hoàn thành các việc: (1) Định danh; (2) Sàn giao dịch. | Sở A | 2026-12-31")
  })
  test("what was printed twice is not doubled", () => {
    expect(
      outline(
        head,
        "1 | Xây dựng công cụ trực tuyến và công bố kết quả. | Sở A | 2026",
        "| trực tuyến và công bố kết quả. | | ",
      )[1],
    ).toBe("  1 Xây dựng công cụ trực tuyến và công bố kết quả. | Sở A | 2026-12-31")
  })
  test("the end of a cell beside a group row belongs to the row above", () => {
    expect(
      outline(
        head,
        "I | Thể chế | | ",
        "1 | Rà soát | Sở A | 2025 và những",
        "II | Hạ tầng | | năm tiếp theo",
        "2 | Phủ sóng | Sở B | 2026",
      ),
    ).toEqual(["# I Thể chế", "  1 Rà soát | Sở A | 2025-12-31", "# II Hạ tầng", "  2 Phủ sóng | Sở B | 2026-12-31"])
  })
})

describe("indicators", () => {
  const indicators = (text: string) =>
    readingOf(text).plan.indicators.map(({ code, parentCode, title, unit, targets, leads }) => [
      code,
      parentCode,
      title,
      unit,
      targets.map((target) => `${target.year} ${target.comparator ?? ""}${target.value}`).join(", "),
      leads.join(),
    ])

  test("years from group rows, parts below their parent", () => {
    expect(
      indicators(
        table(
          "TT | Chỉ tiêu | Đơn vị | Kết quả | Cơ quan chủ trì theo dõi, đánh giá",
          "**I** | **Đến năm 2030** | | | ",
          "1 | Dịch vụ công | | | ",
          "1.1 | Tỉ lệ trực tuyến | % | ≥ 80 | Sở A",
          "**II** | **Đến năm 2045** | | | ",
          "2 | Kinh tế số | % GRDP | > 50,5 | Sở B",
        ),
      ),
    ).toEqual([
      ["1", null, "Dịch vụ công", null, "", ""],
      ["1.1", "1", "Tỉ lệ trực tuyến", "%", "2030 ≥80", "Sở A"],
      ["2", null, "Kinh tế số", "% GRDP", "2045 >50.5", "Sở B"],
    ])
  })
  test("years from a two-row head", () => {
    expect(
      indicators(
        table(
          "TT | Chỉ tiêu | ĐVT | Mục tiêu | | Đơn vị chủ trì",
          "| | | 2026 | 2030 | ",
          "1 | Kinh tế số | % | 15 | Tối thiểu 20 | Sở A",
        ),
      ),
    ).toEqual([["1", null, "Kinh tế số", "%", "2026 15, 2030 ≥20", "Sở A"]])
  })
})

test("a table left as HTML in Markdown, with merged cells", () => {
  const html = `<table><tr><th rowspan="2">TT</th><th rowspan="2">Nhiệm vụ</th><th colspan="2">Phân công</th><th rowspan=2>Thời hạn</th></tr>
<tr><th>Chủ trì</th><th>Phối hợp</th></tr>
<tr><td colspan="5"><b>I. Thể chế</b></td></tr>
<tr><td>1</td><td>Rà soát</td><td rowspan="2">Sở Tư pháp</td><td></td><td>2026</td></tr>
<tr><td>2</td><td>Ban hành<br>quy chế</td><td></td><td>2027</td></tr></table>`
  expect(outlineOf(readingOf(html))).toEqual([
    "# I Thể chế",
    "  1 Rà soát | Sở Tư pháp | 2026-12-31",
    "  2 Ban hành quy chế | Sở Tư pháp | 2027-12-31",
  ])
})
