import { expect, test } from "vitest"
import { columnsOf, partState } from "./section-matrix.ts"

const cell = { owed: 3, answered: 0, toMend: 0, isRequired: true }

test("what a part lacks, the gravest first", () => {
  expect(partState(cell)).toBe("empty")
  expect(partState({ ...cell, answered: 1 })).toBe("partial")
  expect(partState({ ...cell, answered: 3 })).toBe("full")
  expect(partState({ ...cell, answered: 3, toMend: 1 })).toBe("toMend")
  expect(partState({ ...cell, owed: 1, isRequired: false })).toBe("optional")
})

test("a column counts the units that owe it, not those of whom it is not asked", () => {
  const lines = [{ cells: [{ ...cell, answered: 3 }] }, { cells: [{ ...cell, answered: 2 }] }, { cells: [null] }]
  expect(columnsOf([{ key: "1", code: "1", title: "Nhóm" }], lines)).toEqual([
    { key: "1", code: "1", title: "Nhóm", full: 1, partial: 1, owing: 2 },
  ])
})
