import { describe, expect, test } from "vitest"
import { type RelationSources, readRelations } from "./relations.ts"

const relations = (from: Partial<RelationSources>) =>
  readRelations({ title: null, bases: [], articles: [], body: [], ...from }).map(
    ({ relation, number, notation, issuedOn }) => `${relation} ${number}/${notation} ${issuedOn}`,
  )

describe("legal bases", () => {
  test("a document that another one explains is not a basis", () => {
    expect(
      relations({
        bases: [
          "Căn cứ Nghị quyết số 71/NQ-CP ngày 01 tháng 4 năm 2025 của Chính phủ thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024;",
        ],
      }),
    ).toEqual(["basedOn 71/NQ-CP 2025-04-01"])
  })
  test("several in one line", () => {
    expect(
      relations({
        bases: [
          "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024, Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ; Nghị định số 109/2022/NĐ-CP;",
        ],
      }),
    ).toEqual(["basedOn 57/NQ/TW 2024-12-22", "basedOn 06/QĐ-TTg 2022-01-06", "basedOn 109/2022/NĐ-CP null"])
  })
  test("a law has a day and no number", () => {
    expect(relations({ bases: ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"] })).toEqual([
      "basedOn null/null 2025-06-16",
    ])
  })
  test("carried out, and proposed by", () => {
    expect(
      relations({
        bases: [
          "Thực hiện Chương trình hành động số 29-CTr/TU ngày 23/02/2025;",
          "Theo đề nghị của Giám đốc Sở tại Tờ trình số 1119/TTr-SKHCN ngày 13/6/2025.",
        ],
      }),
    ).toEqual(["carriesOut 29/CTr/TU 2025-02-23", "proposedBy 1119/TTr-SKHCN 2025-06-13"])
  })
})

describe("title and articles", () => {
  test("what the title carries out, with what is joined to it", () => {
    const title =
      "Ban hành Kế hoạch thực hiện Nghị quyết số 71/NQ-CP ngày 01 tháng 4 năm 2025 của Chính phủ thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị và Chương trình số 29-CTr/TU ngày 23/02/2025"
    expect(relations({ title })).toEqual(["carriesOut 71/NQ-CP 2025-04-01", "carriesOut 29/CTr/TU 2025-02-23"])
  })
  test("a document replaced, not the one that it carried out", () => {
    const articles = [
      "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 274/QĐ-UBND ngày 03/3/2025 về ban hành Kế hoạch thực hiện Nghị quyết số 03/NQ-CP.",
    ]
    expect(relations({ articles })).toEqual(["supersedes 274/QĐ-UBND 2025-03-03"])
  })
  test("a title that amends", () => {
    expect(
      relations({
        title:
          "Sửa đổi, bổ sung một số nội dung của Kế hoạch ban hành kèm theo Quyết định số 1139/QĐ-UBND ngày 09/7/2025",
      }),
    ).toEqual(["amends 1139/QĐ-UBND 2025-07-09"])
  })
  test("replacing words of a task are no relation", () => {
    expect(relations({ body: ["- Xây dựng Nghị định thay thế Nghị định số 80/2020/NĐ-CP."] })).toEqual([])
  })
})
