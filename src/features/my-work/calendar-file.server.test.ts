import ICAL from "ical.js"
import { describe, expect, test } from "vitest"
import { calendarFile } from "./calendar-file.server.ts"

const days = [
  {
    uid: "task-1",
    on: "2026-12-31",
    title: 'Hạn nhiệm vụ 1.1: Xây dựng, triển khai; "kho dữ liệu"',
    description: "Dòng một\nDòng hai",
    path: "/ke-hoach/x/nhiem-vu/1",
    sequence: 3,
  },
  {
    uid: "report-2",
    on: "2027-02-28",
    title: "Hạn cuối gửi báo cáo",
    description: "",
    path: "/bao-cao/2",
    sequence: 0,
  },
]

describe("the calendar file, read by an independent library", () => {
  const text = calendarFile("Lịch của Sở Y tế", days, "https://tiendo.example.vn/", new Date("2026-11-23T02:00:00Z"))
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((each) => new ICAL.Event(each))

  test("every day is one whole day with its words, its link and a lasting id", () => {
    expect(events.map((event) => [event.uid, event.startDate.toString(), event.endDate.toString()])).toEqual([
      ["task-1@tiendo.example.vn", "2026-12-31", "2027-01-01"],
      ["report-2@tiendo.example.vn", "2027-02-28", "2027-03-01"],
    ])
    expect(events[0]!.startDate.isDate).toBe(true)
    expect(events[0]!.summary).toBe(days[0]!.title)
    expect(events[0]!.description).toBe("Dòng một\nDòng hai")
    expect(events[0]!.sequence).toBe(3)
    expect(events[0]!.component.getFirstPropertyValue("url")).toBe("https://tiendo.example.vn/ke-hoach/x/nhiem-vu/1")
    expect(events[0]!.component.getFirstPropertyValue("transp")).toBe("TRANSPARENT")
  })

  test("lines end as the standard asks and are no longer than 75 bytes", () => {
    const lines = text.split("\r\n")
    expect(text.includes("\n") && !/[^\r]\n/.test(text)).toBe(true)
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })
})
