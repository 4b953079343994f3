import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type OwnTask, readForeignList, reconcile } from "./foreign-list.ts"

const own = (id: string, title: string, externalRef: string | null = null): OwnTask => ({
  id,
  code: id,
  title,
  externalRef,
  state: "",
})

describe("our list beside another system's", () => {
  test("a list is read as it is copied out of a sheet or a CSV file", () => {
    const text =
      'Mã\tTên nhiệm vụ\tTrạng thái\nNQ57-1\tXây dựng kho dữ liệu\tĐang thực hiện\n"A2";"Ban hành đề án";\n;thiếu mã\nchỉ có mã'
    expect(readForeignList(text)).toEqual({
      tasks: [
        { ref: "NQ57-1", title: "Xây dựng kho dữ liệu", state: "Đang thực hiện" },
        { ref: "A2", title: "Ban hành đề án", state: "" },
      ],
      unread: 2,
    })
  })

  test("known codes pair; the rest is suggested by likeness, each task of ours once", () => {
    const ours = [
      own("1", "Xây dựng kho dữ liệu dùng chung", "X1"),
      own("2", "Ban hành Đề án chuyển đổi số"),
      own("3", "Khác hẳn"),
    ]
    const { tasks } = readForeignList(
      "X1\tXây dựng kho dữ liệu dùng chung của tỉnh\nX2\tBan hành đề án chuyển đổi số\nX3\tBan hành đề án chuyển đổi số tỉnh\nX4\tMột việc chưa từng có",
    )
    const found = reconcile(ours, tasks)
    expect(found.both.map((pair) => [pair.own.id, pair.sameTitle])).toEqual([["1", false]])
    expect(found.theirs.map((each) => [each.foreign.ref, each.alike?.id ?? null])).toEqual([
      ["X2", "2"],
      ["X3", null],
      ["X4", null],
    ])
    expect(found.ours.map((task) => task.id)).toEqual(["3"])
  })

  test("nobody's task is lost or counted twice", () => {
    const title = fc.constantFrom("kho dữ liệu", "kho dữ liệu số", "đề án mở", "đào tạo cán bộ", "tuyên truyền")
    const ours = fc.array(fc.record({ title, ref: fc.option(fc.constantFrom("A", "B", "C"), { nil: null }) }), {
      maxLength: 8,
    })
    const theirs = fc.uniqueArray(fc.record({ ref: fc.constantFrom("A", "B", "C", "D", "E"), title }), {
      selector: (each) => each.ref,
    })
    fc.assert(
      fc.property(ours, theirs, (mine, foreign) => {
        const seen = new Set<string>()
        const tasks = mine.map(({ title: text, ref }, index) =>
          own(String(index), text, ref && !seen.has(ref) && seen.add(ref) ? ref : null),
        )
        const found = reconcile(
          tasks,
          foreign.map((each) => ({ ...each, state: "" })),
        )
        const ids = [
          ...found.both.map((pair) => pair.own.id),
          ...found.theirs.flatMap((each) => each.alike?.id ?? []),
          ...found.ours.map((task) => task.id),
        ]
        expect(ids.sort()).toEqual(tasks.map((task) => task.id).sort())
        expect(found.both.length + found.theirs.length).toBe(foreign.length)
      }),
    )
  })
})
