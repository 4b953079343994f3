import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { PlanInput, TaskInput } from "#features/plans/plan-input.ts"
import { planWorkbook } from "#features/plans/plan-workbook.ts"
import { CELL_LETTERS, listOfCell, listToCells } from "#features/plans/plan-workbook-text.ts"
import { documentWords, periodWords, relationWords } from "#features/plans/plan-workbook-words.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import type { PlanReading, ReadTask } from "./plan-reading.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

/** Words as they stand in plans, and what damages careless tables: blanks at the ends, signs, line breaks, formulas, very long texts. */
const words = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({ unit: "binary", maxLength: 12 }).map((text) => text.toWellFormed()),
    fc.constantFrom(
      "",
      " đầu và cuối ",
      "=1+1",
      "00123",
      "_x000D_",
      "a\r\nb\n\nc",
      "\\n \\u0041 \\\\",
      "\u0000\u001f\ufeff",
      "6/2025",
      "tiếp",
      "Có",
      "1e5",
    ),
    fc.constantFrom("Ủy ban nhân dân các xã, phường; Sở Y tế", "12/2025", "Hằng năm", "“ngoặc” & <thẻ>", "🎯 đích"),
    fc.integer({ min: CELL_LETTERS - 3, max: CELL_LETTERS * 2 + 3 }).map((length) => "dài ".repeat(length / 4)),
  )
  .map((text) => text.normalize("NFC"))
const maybe = fc.option(words)
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const maybeDay = fc.option(day)
const names = fc.array(
  words.filter((text) => text.length < CELL_LETTERS),
  { maxLength: 4 },
)

const deadline = fc.record({
  text: words,
  meaning: fc.constantFrom("byDay", "everyYear", "ongoing", "range", "afterEvent", "unclear" as const),
  from: maybeDay,
  to: maybeDay,
})
/** Tasks with parts of parts, no deeper: a tree that may grow without end takes all memory once in a while. */
const taskWith = (children: fc.Arbitrary<TaskInput[]>) =>
  fc.record({
    code: maybe,
    title: words,
    leads: names,
    coordinating: names,
    deadline: fc.option(deadline),
    product: maybe,
    funding: maybe,
    note: maybe,
    provisional: fc.constantFrom(undefined, true as const),
    replaces: fc.constantFrom(undefined, ["I.1", "II.2"]),
    children,
  }) as fc.Arbitrary<TaskInput>
const task = [1, 2].reduce((part) => taskWith(fc.array(part, { maxLength: 2 })), taskWith(fc.constant([])))
const count = fc.option(fc.nat({ max: 500 }))
const document = fc.record({
  kind: fc.constantFrom(...Object.keys(documentWords)),
  number: maybe,
  notation: maybe,
  issuer: maybe,
  place: maybe,
  issuedOn: maybeDay,
  effectiveOn: maybeDay,
  title: maybe,
  signer: fc.option(fc.record({ onBehalf: maybe, capacity: maybe, position: maybe, name: words })),
  recipients: names,
  relations: fc.array(
    fc.record({
      relation: fc.constantFrom(...Object.keys(relationWords)),
      text: words,
      number: maybe,
      notation: maybe,
      issuedOn: maybeDay,
    }),
    { maxLength: 2 },
  ),
})
const rule = fc.record(
  {
    day: fc.option(fc.integer({ min: 1, max: 31 })),
    month: fc.constantFrom(null, 3, 12, "lastOfPeriod", "firstAfterPeriod", "each"),
    inclusive: fc.boolean(),
    weekday: fc.integer({ min: 1, max: 7 }),
    time: fc.constantFrom("16:00", "17:30"),
  },
  { requiredKeys: ["day", "month", "inclusive"] },
)
const plan = fc.record({
  documents: fc.array(document, { maxLength: 3 }),
  plan: fc.record({
    declared: fc.record({ groups: count, tasks: count, indicators: count }),
    groups: fc.array(fc.record({ code: maybe, title: words, tasks: fc.array(task, { maxLength: 4 }) }), {
      maxLength: 4,
    }),
    indicators: fc.array(
      fc.record({
        code: maybe,
        parentCode: maybe,
        title: words,
        unit: maybe,
        leads: names,
        targets: fc.array(
          fc.record({
            year: fc.option(fc.integer({ min: 2020, max: 2050 })),
            comparator: fc.constantFrom(null, "≥", "<", "between"),
            value: maybe,
            text: words,
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    ),
    duties: fc.array(fc.record({ unit: words, text: words }), { maxLength: 3 }),
    reporting: fc.array(
      fc.record({
        tier: fc.constantFrom("unit" as const, "planOffice" as const),
        period: fc.constantFrom(...Object.keys(periodWords)),
        text: words,
        rule: fc.option(rule),
      }),
      { maxLength: 3 },
    ),
  }),
  issues: fc.array(fc.record({ severity: fc.constantFrom("info", "warning", "error"), code: words, message: words }), {
    maxLength: 2,
  }),
}) as fc.Arbitrary<PlanInput>

/** What the reader adds of its own: where each field stood, and fields that no plan keeps. */
function asInput(reading: PlanReading): PlanInput {
  const plainTask = ({ source: _, children, ...more }: ReadTask): TaskInput => ({
    ...more,
    provisional: more.provisional,
    replaces: more.replaces,
    children: children.map(plainTask),
  })
  return {
    documents: reading.documents.map(({ source: _, ...more }) => more),
    plan: {
      declared: reading.plan.declared,
      groups: reading.plan.groups.map((group) => ({ ...group, tasks: group.tasks.map(plainTask) })),
      indicators: reading.plan.indicators.map(({ code, parentCode, title, unit, leads, targets }) => ({
        code,
        parentCode,
        title,
        unit,
        leads,
        targets,
      })),
      duties: reading.plan.duties.map(({ unit, text }) => ({ unit, text })),
      reporting: reading.plan.reporting.map(({ source: _, ...more }) => more),
    },
    issues: reading.issues.map(({ severity, code, message }) => ({ severity, code, message })),
  }
}

async function readBack(input: PlanInput): Promise<PlanReading> {
  const bytes = await writeWorkbook(planWorkbook(input))
  const read = await readPlanFiles([{ name: "ke-hoach.xlsx", bytes }])
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

describe("the workbook of a whole plan", () => {
  test("reads back as the plan that it was written from", async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (input) => {
        expect(asInput(await readBack(input))).toEqual(input)
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  test("names of a list come back whole, whatever is in them", () => {
    fc.assert(
      fc.property(names, (list) => {
        expect(listToCells(list).flatMap(listOfCell)).toEqual(list)
      }),
    )
  })

  test("a deadline that a person retyped is read anew, and an added row finds its parent by code", async () => {
    const input: PlanInput = {
      documents: [],
      plan: {
        declared: { groups: null, tasks: null, indicators: null },
        indicators: [],
        duties: [],
        reporting: [],
        groups: [
          {
            code: "I",
            title: "Thể chế",
            tasks: [
              {
                code: "1",
                title: "Ban hành quy chế",
                leads: ["Sở Nội vụ"],
                coordinating: [],
                deadline: { text: "6/2025", meaning: "byDay", from: null, to: "2025-06-30" },
                product: null,
              },
            ],
          },
        ],
      },
      issues: [],
    }
    const sheets = planWorkbook(input).map((sheet) =>
      sheet.name === "Nhiệm vụ"
        ? {
            ...sheet,
            rows: [
              ...(sheet.rows as Record<string, string>[]).map((row) => ({ ...row, deadline: "Quý IV/2025" })),
              { group: "1", parentCode: "1", title: "Lấy ý kiến", deadline: "30/9/2025", leads: "Sở Tư pháp\nSở Y tế" },
            ],
          }
        : sheet,
    )
    const read = await readPlanFiles([{ name: "sua.xlsx", bytes: await writeWorkbook(sheets) }])
    if (!read.ok) throw new Error(JSON.stringify(read.refusal))
    const [first] = read.value.plan.groups[0]!.tasks
    expect(first!.deadline).toMatchObject({ text: "Quý IV/2025", to: "2025-12-31" })
    expect(first!.children[0]).toMatchObject({
      title: "Lấy ý kiến",
      leads: ["Sở Tư pháp", "Sở Y tế"],
      deadline: { to: "2025-09-30" },
    })
  })
})
