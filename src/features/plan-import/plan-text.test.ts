import { describe, expect, test } from "vitest"
import { codesOf, outlineOf, readingOf } from "./fixtures/outline-of.ts"

const HEAD =
  "KẾ HOẠCH\nPhát triển kinh tế số\n\nI. MỤC ĐÍCH\n1. Mục đích\n- Nâng cao nhận thức.\n\nII. NHIỆM VỤ, GIẢI PHÁP\n"
const outline = (body: string) => outlineOf(readingOf(HEAD + body))

describe("provisional tasks of the body", () => {
  test("bullets below numbered groups", () => {
    expect(
      outline(
        "1. Thể chế\n- Rà soát quy định.\n- Ban hành quy chế.\n2. Hạ tầng\n- Phủ sóng 5G.\n\nIII. KINH PHÍ\n- Ngân sách nhà nước.",
      ),
    ).toEqual([
      "# 1 Thể chế",
      "  - Rà soát quy định. |  | ",
      "  - Ban hành quy chế. |  | ",
      "# 2 Hạ tầng",
      "  - Phủ sóng 5G. |  | ",
    ])
  })

  test("letters in Vietnamese order, with labels for lead and deadline", () => {
    expect(
      outline(
        "1. Thể chế\nd) Rà soát quy định hiện hành.\n- Cơ quan chủ trì: Sở Tư pháp.\n- Thời gian hoàn thành: 6/2026.\nđ) Ban hành quy chế (Sở Nội vụ chủ trì).",
      ),
    ).toEqual([
      "# 1 Thể chế",
      "  d Rà soát quy định hiện hành. | Sở Tư pháp | 2026-06-30",
      "  đ Ban hành quy chế (Sở Nội vụ chủ trì). | Sở Nội vụ | ",
    ])
  })

  test("points that finish a sentence belong to its task", () => {
    expect(
      outline("1. Nền tảng\na) Triển khai các nền tảng, gồm:\n- Họp trực tuyến;\n- Giám sát.\nb) Đào tạo cán bộ."),
    ).toEqual([
      "# 1 Nền tảng",
      "  a Triển khai các nền tảng, gồm: - Họp trực tuyến; - Giám sát. |  | ",
      "  b Đào tạo cán bộ. |  | ",
    ])
  })

  test("a heading between group and bullets is no task", () => {
    const reading = readingOf(
      `${HEAD}1. Nhận thức\n1.1. Công tác tuyên truyền\n- Mở chuyên mục trên báo.\n1.2. Công tác thi đua\n- Phát động phong trào.`,
    )
    expect(outlineOf(reading)).toEqual([
      "# 1 Nhận thức",
      "  - Mở chuyên mục trên báo. |  | ",
      "  - Phát động phong trào. |  | ",
    ])
    expect(reading.plan.groups[0]?.tasks.map((task) => task.heading)).toEqual([
      "Công tác tuyên truyền",
      "Công tác thi đua",
    ])
  })

  test("no groups at all", () => {
    expect(outline("- Rà soát quy định.\n- Ban hành quy chế.")).toEqual([
      "# II NHIỆM VỤ, GIẢI PHÁP",
      "  - Rà soát quy định. |  | ",
      "  - Ban hành quy chế. |  | ",
    ])
  })

  test("an annex with rows takes their place", () => {
    const reading = readingOf(
      `${HEAD}1. Thể chế\n- Rà soát quy định.\n\nPHỤ LỤC\n\n| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Sửa đổi quy chế | Sở Nội vụ | 2026 |`,
    )
    expect(reading.plan.groups.flatMap((group) => group.tasks.map((task) => task.title))).toEqual(["Sửa đổi quy chế"])
    expect(codesOf(reading)).not.toContain("tasks-provisional")
  })
})

describe("what is missing is said, not filled in", () => {
  test("an annex that is referred to", () => {
    const reading = readingOf(
      `${HEAD}Gồm 03 nhóm với 20 nhiệm vụ (chi tiết tại Phụ lục II kèm theo).\n1. Thể chế\n- Rà soát quy định.`,
    )
    expect(reading.plan.declared).toEqual({ groups: 3, tasks: 20, indicators: null })
    expect(codesOf(reading)).toEqual(
      expect.arrayContaining(["annex-missing", "declared-count-differs", "tasks-provisional"]),
    )
    expect(reading.issues.find((issue) => issue.code === "annex-missing")?.message).toContain("Phụ lục 2")
  })

  test("a decision that breaks off", () => {
    const reading = readingOf(
      "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch năm 2026\nCăn cứ Luật A ngày 20 tháng 6 năm 2023;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch năm 2026.\nĐiều 2. Giám đốc Sở Tài chính chủ trì, phối hợp với các",
    )
    expect(reading.plan.groups).toEqual([])
    expect(codesOf(reading)).toEqual(expect.arrayContaining(["tasks-missing", "text-cut", "document-number-blank"]))
  })

  test("no plan in it", () => {
    expect(() => readingOf("Kính gửi: Sở Tài chính.\nĐề nghị gửi số liệu.")).toThrow("planImport.noPlan")
    expect(() => readingOf("một hai ba")).toThrow("planImport.noPlan")
  })
})

describe("duties", () => {
  const duties = (text: string) =>
    readingOf(`${HEAD}- Rà soát quy định.\n\nIII. TỔ CHỨC THỰC HIỆN\n${text}`).plan.duties.map(
      ({ unit, text }) => `${unit}: ${text}`,
    )

  test("names as headings, with a colon, and inside the sentence", () => {
    expect(
      duties(
        "1. Sở Tài chính\n- Bố trí kinh phí.\n2. Sở Xây dựng: Quản lý quy hoạch.\n3. Đề nghị Ủy ban MTTQ tỉnh phối hợp tuyên truyền.\n4. Các sở, ban, ngành căn cứ nhiệm vụ được giao xây dựng kế hoạch.",
      ),
    ).toEqual([
      "Sở Tài chính: Bố trí kinh phí.",
      "Sở Xây dựng: Quản lý quy hoạch.",
      "Ủy ban MTTQ tỉnh: phối hợp tuyên truyền.",
      "Các sở, ban, ngành: căn cứ nhiệm vụ được giao xây dựng kế hoạch.",
    ])
  })

  test("the closing paragraph is nobody's duty", () => {
    expect(
      duties("1. Sở Tài chính\n- Bố trí kinh phí.\n\nTrong quá trình thực hiện, các đơn vị báo cáo UBND tỉnh./."),
    ).toEqual(["Sở Tài chính: Bố trí kinh phí."])
  })
})

describe("where the plan stands", () => {
  test("inside the first article of the decision", () => {
    const reading = readingOf(
      "QUYẾT ĐỊNH\nPhê duyệt Kế hoạch phát triển du lịch\nCăn cứ Luật Du lịch ngày 19 tháng 6 năm 2017;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Kế hoạch phát triển du lịch với các nội dung sau:\nI. MỤC TIÊU\n1. Mục tiêu chung: Phát triển bền vững.\nII. NHIỆM VỤ\n1. Hạ tầng du lịch\n- Nâng cấp đường vào khu du lịch.\nĐiều 2. Tổ chức thực hiện:\n1. Sở Tài chính: Bố trí kinh phí.\nĐiều 3. Quyết định này có hiệu lực kể từ ngày ký.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Mẫu",
    )
    expect(outlineOf(reading)).toEqual(["# 1 Hạ tầng du lịch", "  - Nâng cấp đường vào khu du lịch. |  | "])
    expect(reading.plan.duties).toMatchObject([{ unit: "Sở Tài chính", text: "Bố trí kinh phí." }])
    expect(reading.documents).toMatchObject([{ kind: "decision", signer: { name: "Trần Văn Mẫu" } }])
  })

  test("numbered tasks without groups or full stops", () => {
    expect(outline("1. Xây dựng cổng dữ liệu mở của tỉnh\n2. Đào tạo kỹ năng số cho cán bộ")).toEqual([
      "# II NHIỆM VỤ, GIẢI PHÁP",
      "  1 Xây dựng cổng dữ liệu mở của tỉnh |  | ",
      "  2 Đào tạo kỹ năng số cho cán bộ |  | ",
    ])
  })
})
