import { expect, test } from "vitest"
import { formerNames } from "./former-names.ts"

const TODAY = "2026-11-24"
const unit = (id: string, name: string, startedOn: string, endedOn: string | null = null) => ({
  id,
  name,
  startedOn,
  endedOn,
})
const goes = (fromUnitId: string, toUnitId: string, kind: "merge" | "split" | "rename", onDay: string) => ({
  fromUnitId,
  toUnitId,
  kind,
  onDay,
})
const of = (units: ReturnType<typeof unit>[], changes: ReturnType<typeof goes>[], documentOn: string | null) =>
  Object.fromEntries(formerNames(units, changes, TODAY, documentOn))

test("a merged unit's name leads over several changes to the unit of today, with the day of the first", () => {
  const units = [
    unit("a", "Sở Thông tin và Truyền thông", "2008-01-01", "2025-03-01"),
    unit("b", "Sở Khoa học, Công nghệ và Truyền thông", "2025-03-01", "2025-07-01"),
    unit("c", "Sở Khoa học và Công nghệ", "2025-07-01"),
  ]
  const changes = [goes("a", "b", "merge", "2025-03-01"), goes("b", "c", "rename", "2025-07-01")]
  expect(of(units, changes, "2024-05-05")["so thong tin va truyen thong"]).toEqual({
    unitId: "a",
    name: "Sở Thông tin và Truyền thông",
    kind: "merge",
    onDay: "2025-03-01",
    successors: [{ id: "c", name: "Sở Khoa học và Công nghệ" }],
  })
})

test("a name that is borne again means the unit of the document's day", () => {
  const units = [
    unit("old", "Sở Tài chính", "2000-01-01", "2025-03-01"),
    unit("new", "Sở Tài chính", "2025-03-01"),
    unit("plan", "Ban Kế hoạch", "2025-03-01"),
  ]
  const changes = [goes("old", "new", "split", "2025-03-01"), goes("old", "plan", "split", "2025-03-01")]
  expect(of(units, changes, "2024-12-31")["so tai chinh"]?.successors.map((each) => each.id)).toEqual(["new", "plan"])
  expect(of(units, changes, "2025-03-01")).toEqual({})
  expect(of(units, changes, null)).toEqual({})
})

test("a unit that ended without a successor is told with its day; a document older than its record means it all the same", () => {
  const units = [unit("a", "Ban Dân tộc", "2010-01-01", "2025-03-01")]
  const ended = { unitId: "a", name: "Ban Dân tộc", kind: "ended", onDay: "2025-03-01", successors: [] }
  expect(of(units, [], "2026-01-01")).toEqual({ "ban dan toc": ended })
  expect(of(units, [], "1999-01-01")).toEqual({ "ban dan toc": ended })
})
