import { describe, expect, test } from "vitest"
import { plainWeek } from "#shared/working-days.ts"
import { completedOn, decideBy } from "./claim.ts"
import { canMove, type Move, moves, type Report, standing, statuses, submit, timelinessOf } from "./report.ts"

const at = (on: string, clock = "12:00") => ({ on, clock })

const aReport = (over: Partial<Report> = {}): Report => ({
  id: "r",
  unitId: "u",
  status: "withHead",
  version: 1,
  firstSubmittedOn: null,
  returnedOn: null,
  timeliness: null,
  extendedTo: null,
  returns: 0,
  ...over,
})

/** Written by hand, so that the table does not test itself. */
const allowed = [
  "edit from notStarted",
  "edit from drafting",
  "edit from withHead",
  "edit from returned",
  "handToHead from notStarted",
  "handToHead from drafting",
  "handToHead from returned",
  "sendBack from withHead",
  "submit from notStarted",
  "submit from drafting",
  "submit from withHead",
  "submit from returned",
  "return from submitted",
  "accept from submitted",
  "reopen from accepted",
]
for (const move of Object.keys(moves) as Move[])
  for (const status of statuses) {
    const name = `${move} from ${status}`
    test(name, () => expect(canMove({ status }, move)).toBe(allowed.includes(name)))
  }

describe("timeliness is computed (rule 15)", () => {
  const due = "2026-12-09"
  test.each([
    ["on the due day", aReport(), "2026-12-09", "onTime"],
    ["a day later", aReport(), "2026-12-10", "late"],
    ["within an extension", aReport({ extendedTo: "2026-12-12" }), "2026-12-12", "onTimeExtended"],
    ["after an extension", aReport({ extendedTo: "2026-12-12" }), "2026-12-13", "late"],
    [
      "again, two working days after a return (over a weekend)",
      aReport({ firstSubmittedOn: due, timeliness: "onTime", returnedOn: "2026-12-11" }),
      "2026-12-15",
      "onTime",
    ],
    [
      "again, three working days after a return",
      aReport({ firstSubmittedOn: due, timeliness: "onTime", returnedOn: "2026-12-11" }),
      "2026-12-16",
      "late",
    ],
    [
      "late stays late",
      aReport({ firstSubmittedOn: "2026-12-10", timeliness: "late", returnedOn: "2026-12-11" }),
      "2026-12-11",
      "late",
    ],
  ])("%s", (_what, report, today, expected) =>
    expect(timelinessOf(report, { dueOn: due, dueTime: null }, at(today), plainWeek)).toBe(expected),
  )

  test("a report that has not come waits, then is missing; an invited unit never is", () => {
    const none = { status: "drafting" as const, timeliness: null, extendedTo: null }
    const whole = { dueOn: due, dueTime: null }
    expect(standing({ ...none, obligation: "must" }, whole, at(due))).toBe("waiting")
    expect(standing({ ...none, obligation: "must" }, whole, at("2026-12-10"))).toBe("missing")
    expect(standing({ ...none, obligation: "invited" }, whole, at("2026-12-10"))).toBe("invited")
  })
})

test("a clock time ends the last day: 15:59 is on time, 16:00 is late; an extension gives its whole day", () => {
  const due = { dueOn: "2026-06-05", dueTime: "15:59" }
  const sent = (clock: string, over: Partial<Report> = {}) =>
    timelinessOf(aReport(over), due, at("2026-06-05", clock), plainWeek)
  expect(sent("15:59")).toBe("onTime")
  expect(sent("16:00")).toBe("late")
  expect(sent("23:59", { extendedTo: "2026-06-08" })).toBe("onTimeExtended")
  const awaited = { status: "drafting" as const, timeliness: null, obligation: "must" as const, extendedTo: null }
  expect(standing(awaited, due, at("2026-06-05", "15:59"))).toBe("waiting")
  expect(standing(awaited, due, at("2026-06-05", "16:00"))).toBe("missing")
  expect(standing({ ...awaited, extendedTo: "2026-06-08" }, due, at("2026-06-08"))).toBe("waiting")
  const closed = { ...due, closedAt: new Date("2026-06-04T08:00:00Z") }
  expect(standing(awaited, closed, at("2026-06-30"))).toBe("closed")
  expect(standing({ ...awaited, timeliness: "late" }, closed, at("2026-06-30"))).toBe("late")
})

test("what is missing is named, entry by entry, and stops the sending", () => {
  const entry = {
    id: "e",
    taskCode: "1.7",
    answer: null,
    percentDone: null,
    result: "",
    product: "",
    missingReason: "",
    evidenceCount: 0,
    hasPrevious: false,
    isClaimant: true,
    consent: null,
    objection: "",
    doubts: [],
    doubtReason: "",
  }
  expect(
    submit(aReport(), { entries: [entry] }, { dueOn: "2026-12-09", dueTime: null }, at("2026-12-01"), plainWeek),
  ).toMatchObject({
    refusal: { code: "report.incomplete", details: [{ code: "entry.unanswered", values: { task: "1.7" } }] },
  })
  const doubtful = {
    ...entry,
    answer: "progress" as const,
    percentDone: 100,
    result: "Xong",
    doubts: ["fullNotClaimed" as const, "objected" as const],
  }
  const sent = (over: object) =>
    submit(
      aReport(),
      { entries: [{ ...doubtful, ...over }] },
      { dueOn: "2026-12-09", dueTime: null },
      at("2026-12-01"),
      plainWeek,
    )
  expect(sent({})).toMatchObject({ refusal: { details: [{ code: "entry.doubtUnexplained" }] } })
  expect(sent({ doubtReason: "Chờ nghiệm thu" })).toMatchObject({ ok: true })
  expect(sent({ doubts: ["objected"] })).toMatchObject({ ok: true })
  const claim = { ...entry, answer: "claim" as const }
  expect(
    submit(aReport(), { entries: [claim] }, { dueOn: "2026-12-09", dueTime: null }, at("2026-12-01"), plainWeek),
  ).toMatchObject({
    refusal: { details: [{ code: "entry.productMissing" }, { code: "entry.evidenceMissing" }] },
  })
  expect(
    submit(
      aReport(),
      { entries: [{ ...claim, product: "Kế hoạch", evidenceCount: 1 }] },
      { dueOn: "2026-12-09", dueTime: null },
      at("2026-12-01"),
      plainWeek,
    ),
  ).toMatchObject({ ok: true })
  expect(
    submit(
      aReport(),
      { entries: [{ ...entry, answer: "nothingChanged" as const }] },
      { dueOn: "2026-12-09", dueTime: null },
      at("2026-12-01"),
      plainWeek,
    ),
  ).toMatchObject({ refusal: { details: [{ code: "entry.noPrevious" }] } })
})

describe("the day of completion (rule 6)", () => {
  test("the product's date, when it is claimed within five working days", () => {
    expect(completedOn({ claimedOn: "2026-06-08", productIssuedOn: "2026-06-01" }, plainWeek)).toBe("2026-06-01")
    expect(completedOn({ claimedOn: "2026-06-09", productIssuedOn: "2026-06-01" }, plainWeek)).toBe("2026-06-09")
    expect(completedOn({ claimedOn: "2026-06-09", productIssuedOn: null }, plainWeek)).toBe("2026-06-09")
  })
  test("a supplement within three working days keeps it, “not done” loses it", () => {
    const returned = { completedOn: "2026-06-01", decidedOn: "2026-06-10" }
    expect(
      completedOn(
        { claimedOn: "2026-06-15", productIssuedOn: null, returned: { ...returned, decision: "supplement" } },
        plainWeek,
      ),
    ).toBe("2026-06-01")
    expect(
      completedOn(
        { claimedOn: "2026-06-16", productIssuedOn: null, returned: { ...returned, decision: "supplement" } },
        plainWeek,
      ),
    ).toBe("2026-06-16")
    expect(
      completedOn(
        { claimedOn: "2026-06-11", productIssuedOn: null, returned: { ...returned, decision: "notDone" } },
        plainWeek,
      ),
    ).toBe("2026-06-11")
  })
  test("the confirmer has five working days, holidays apart", () => {
    expect(decideBy("2026-08-28", { holidays: new Set(["2026-09-02"]), workedWeekends: new Set() })).toBe("2026-09-07")
  })
})
