import { describe, expect, test } from "vitest"
import { publicSnapshot } from "#features/consolidation/snapshot.ts"
import { csvLine } from "#shared/csv.ts"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { fieldDictionary } from "./field-dictionary.ts"
import { tasksCsv, tasksJson } from "./open-data.ts"

const snapshot = publicSnapshot(sampleSnapshot(12))

/** Reads RFC 4180 back, by hand, so that the writer does not test itself. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]]
  let field = ""
  let isQuoted = false
  for (let at = 0; at < csv.length; at += 1) {
    const letter = csv[at]!
    if (isQuoted && letter === '"' && csv[at + 1] === '"') field += csv[++at]
    else if (letter === '"') isQuoted = !isQuoted
    else if (isQuoted || !",\r\n".includes(letter)) field += letter
    else if (letter === "\n") rows.push([])
    else {
      rows.at(-1)!.push(field)
      field = ""
    }
  }
  return rows.slice(0, -1)
}

/** "tasks[].code", "totals.all" … of everything in a value that is no container. */
function leaves(value: unknown, name = ""): string[] {
  if (Array.isArray(value))
    return value.flatMap((each) => (typeof each === "object" ? leaves(each, `${name}[]`) : [name]))
  if (value === null || typeof value !== "object") return [name]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, name ? `${name}.${key}` : key))
}

describe("the dictionary", () => {
  const nameOf = (file: "csv" | "json") =>
    fieldDictionary("vi").flatMap((field) => (field.files.includes(file) ? [field.name] : []))

  test("explains exactly the fields of the JSON file", () =>
    expect(new Set(leaves(tasksJson(snapshot)))).toEqual(new Set(nameOf("json"))))

  test("explains exactly the columns of the CSV file", () => {
    const header = parse(tasksCsv(snapshot).slice(1))[0]!
    expect(new Set(header)).toEqual(new Set(nameOf("csv").map((name) => name.replace("tasks[].", ""))))
    expect(new Set(header).size).toBe(header.length)
  })

  test("the same fields in both languages, each described, and every coded value explained", () => {
    const [vi, en] = [fieldDictionary("vi"), fieldDictionary("en")]
    expect(vi.map((field) => field.name)).toEqual(en.map((field) => field.name))
    for (const field of [...vi, ...en]) expect(field.description, field.name).not.toBe("")
    const codes = Object.keys(en.find((field) => field.name === "tasks[].outcome")!.values!)
    for (const task of snapshot.tasks) if (task.outcome) expect(codes).toContain(task.outcome)
  })
})

describe("the CSV file", () => {
  test("begins with a byte order mark, ends every line with CRLF, and reads back whole", () => {
    const csv = tasksCsv(snapshot)
    expect(csv.startsWith("\uFEFFid,code,title,")).toBe(true)
    expect(csv.endsWith("\r\n")).toBe(true)
    const [header, ...rows] = parse(csv.slice(1))
    expect(rows).toHaveLength(12)
    for (const row of rows) expect(row).toHaveLength(header!.length)
    expect(rows.map((row) => row[header!.indexOf("title")])).toEqual(snapshot.tasks.map((task) => task.title))
  })

  test("every row says that the figures are illustrative, and of which day", () => {
    const [header, ...rows] = parse(tasksCsv(snapshot).slice(1))
    for (const row of rows) {
      expect(row[header!.indexOf("isIllustrative")]).toBe("true")
      expect(row[header!.indexOf("asOfOn")]).toBe("2026-09-09")
    }
  })

  test.each([
    ['a "b", c', '"a ""b"", c"'],
    ["hai\ndòng", '"hai\ndòng"'],
    ["=1+1", "'=1+1"],
    ["  @SUM(A1)", "'  @SUM(A1)"],
    ["-5 % so với kỳ trước", "'-5 % so với kỳ trước"],
    ["＝cmd", "'＝cmd"],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ["\tx", "'\tx"],
    [["Sở A", "Sở B"], "Sở A; Sở B"],
    [-5, "-5"],
    [null, ""],
    ["Tiếng Việt".normalize("NFD"), "Tiếng Việt"],
  ])("%j", (value, written) => expect(csvLine([value])).toBe(`${written}\r\n`))
})

describe("the JSON file", () => {
  test("official figures carry no notice; the licence is the one that was decided", () => {
    const official = { ...snapshot, plan: { ...snapshot.plan, isIllustrative: false } }
    const file = tasksJson(official, { licence: "ODC-BY", licenceUrl: "https://example.gov.vn/giay-phep" })
    expect([file.isIllustrative, file.notice, file.licence]).toEqual([false, null, "ODC-BY"])
  })

  test("a number that is not known stays null, and the five lines sum to all", () => {
    const file = tasksJson(snapshot)
    expect(file.tasks.some((task) => task.percentDone === null)).toBe(true)
    const { all, ...lines } = file.totals
    expect(Object.values(lines).reduce((sum, count) => sum + count, 0)).toBe(all)
  })

  test("holds nothing that is not for the public: no quotes, no marks, no identifiers of plan or round", () => {
    const text = JSON.stringify(tasksJson(snapshot))
    expect(text).not.toContain("plan-1139")
    expect(text).not.toContain("round-q3")
    expect(text).not.toContain("report-unit")
  })
})
