import { describe, expect, test } from "vitest"
import { canDiscard, canPutInForce, firstDay, stateOf, type TemplateVersion, versionFor } from "./document-template.ts"

const version = (
  number: number,
  fromOn: string | null,
  inForceAt: string | null,
  more: Partial<TemplateVersion> = {},
) => ({
  id: `v${number}`,
  version: number,
  hasFile: true,
  fromOn,
  inForceAt: inForceAt ? new Date(inForceAt) : null,
  discardedAt: null,
  ...more,
})
const made = (on: string, clock = "10:00") => ({ on, at: new Date(`${on}T${clock}:00Z`) })

const versions = [
  version(1, "2026-09-01", "2026-08-20T08:00:00Z"),
  version(2, "2026-12-01", "2026-11-10T08:00:00Z"),
  version(3, "2026-10-01", "2026-10-01T09:00:00Z"),
  version(4, null, null),
  version(5, "2026-10-05", "2026-10-02T08:00:00Z", { discardedAt: new Date("2026-10-03T08:00:00Z") }),
]

describe("which version lays out a document", () => {
  test.each([
    ["2026-08-31", "10:00", undefined],
    ["2026-09-01", "00:00", "v1"],
    ["2026-10-01", "08:59", "v1"],
    ["2026-10-01", "09:00", "v3"],
    ["2026-10-20", "10:00", "v3"],
    ["2026-12-01", "10:00", "v2"],
    ["2027-05-01", "10:00", "v2"],
  ])("fixed on %s at %s: %s", (on, clock, id) => {
    expect(versionFor(versions, made(on, clock))?.id).toBe(id)
  })

  test("a version put in force later for the same day takes its place, for what is made from then on", () => {
    const both = [version(1, "2026-10-01", "2026-10-01T08:00:00Z"), version(2, "2026-10-01", "2026-10-01T12:00:00Z")]
    expect(versionFor(both, made("2026-10-01", "11:00"))?.id).toBe("v1")
    expect(versionFor(both, made("2026-10-01", "12:00"))?.id).toBe("v2")
  })
})

test("a version is tried, waits for its day, counts, is past; it is discarded only before its day", () => {
  const now = made("2026-10-20")
  const states = versions.map((each) => stateOf(each, versions, now))
  expect(states).toEqual(["past", "waiting", "inForce", "tried", "discarded"])
  expect(states.map(canPutInForce)).toEqual([false, false, false, true, false])
  expect(states.map(canDiscard)).toEqual([false, true, false, true, false])
})

test.each([
  ["", "2026-11-23"],
  ["01/12/2026", "2026-12-01"],
  ["22/11/2026", "documentTemplate.fromInPast"],
  ["mai", "form.noDay"],
])("the first day %s is %s", (typed, expected) => {
  const read = firstDay(typed, "2026-11-23")
  expect(read.ok ? read.value : read.refusal.code).toBe(expected)
})
