import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  discardTemplate,
  holdDocumentTemplate,
  putTemplateInForce,
  returnToDefaultLayout,
} from "#features/document-templates/keep-document-template.server.ts"
import { reuseEvidence } from "#features/reporting/evidence.server.ts"
import { askExtension, decideExtension, withdrawExtension } from "#features/reporting/extend-report.server.ts"
import { fillReport } from "#features/reporting/fill-report.server.ts"
import { closeRequest, openRequest } from "#features/reporting/open-request.server.ts"
import { completeRound } from "#features/reporting/open-round.server.ts"
import { reportSheets } from "#features/reporting/report-sheets.ts"
import { defaultTemplate } from "#features/reporting/report-template.ts"
import {
  endReportingRule,
  saveReportingRule,
  setRoundsOpenBefore,
} from "#features/reporting/reporting-calendar.server.ts"
import { saveAnswers } from "#features/reporting/save-answers.server.ts"
import { saveTemplate } from "#features/reporting/save-template.server.ts"
import { typedRule } from "#features/reporting/typed-rule.ts"
import { docxMime } from "#platform/official-documents/render-docx.server.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"
import { a4, paragraph, wordTemplate } from "../../tests/support/word-template.ts"

/** The calendar of a plan, its rounds, and the extension of one unit's report: who may what, by hand; everybody else is refused. */
let t: TestInstance
let ids: Record<
  "plan" | "rule" | "template" | "round" | "report" | "extension" | "unit" | "request" | "asked" | "entry",
  string
>

const own = ["own reporter", "own head"]
const office = ["plan office", "director"]
const fridays = () => {
  const read = typedRule({ period: "everyWeek", weekday: "5", source: "Công văn 12" }, "2026-11-23")
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}
const request = () => ({
  planId: ids.plan,
  title: "Báo cáo nhanh",
  request: "",
  dueOn: "2026-11-30",
  dueTime: null,
  unitIds: [ids.unit],
  questions: [{ label: "Số tổ", kind: "number" as const, choices: [], unitOfMeasure: null, isRequired: true }],
})
const emptyReport = writeWorkbook(
  reportSheets({ roundName: "x", unitName: "x", planTitle: "x", isIllustrative: false }, [], [], "2026-11-23"),
)
const later = { untilOn: "2026-12-11", reason: "Chờ số liệu" }
const seen = () => ({ extensionId: ids.extension, seenVersion: 1 })

const wordFile = wordTemplate({ body: paragraph("{{nội dung}}") + a4 })
const uploaded = {
  sha256: "b".repeat(64),
  size: wordFile.length,
  mime: docxMime,
  name: "mau.docx",
  bytes: wordFile,
} as const
const template = () => ({ planId: ids.plan, kind: "lateUnits" as const, file: uploaded, note: "", isNotSecret: true })

const commands: Command[] = [
  { name: "holdDocumentTemplate", may: office, run: (ctx) => holdDocumentTemplate(ctx, template()) },
  {
    name: "putTemplateInForce",
    may: office,
    run: (ctx) => putTemplateInForce(ctx, { templateId: ids.template, fromOn: "" }),
  },
  { name: "discardTemplate", may: office, run: (ctx) => discardTemplate(ctx, { templateId: ids.template }) },
  {
    name: "returnToDefaultLayout",
    may: office,
    run: (ctx) => returnToDefaultLayout(ctx, { planId: ids.plan, kind: "lateUnits", fromOn: "" }),
  },
  {
    name: "saveReportingRule",
    may: office,
    run: (ctx) => saveReportingRule(ctx, { planId: ids.plan, rule: fridays() }),
  },
  {
    name: "saveTemplate",
    may: office,
    run: (ctx) =>
      saveTemplate(ctx, {
        planId: ids.plan,
        seenVersion: 0,
        template: { ...defaultTemplate, fields: [], note: "" },
        isForOpenRounds: false,
      }),
  },
  {
    name: "endReportingRule",
    may: office,
    run: (ctx) => endReportingRule(ctx, { planId: ids.plan, ruleId: ids.rule, lastOn: "2027-01-01" }),
  },
  { name: "setRoundsOpenBefore", may: office, run: (ctx) => setRoundsOpenBefore(ctx, { planId: ids.plan, days: 20 }) },
  { name: "completeRound", may: office, run: (ctx) => completeRound(ctx, { roundId: ids.round }) },
  { name: "openRequest", may: office, run: (ctx) => openRequest(ctx, request()) },
  {
    name: "closeRequest",
    may: office,
    run: (ctx) => closeRequest(ctx, { roundId: ids.request, reason: "Đã có số liệu" }),
  },
  { name: "saveAnswers", may: own, run: (ctx) => saveAnswers(ctx, { reportId: ids.asked, answers: [] }) },
  {
    name: "fillReport",
    may: own,
    run: async (ctx) => fillReport(ctx, { reportId: ids.report, bytes: await emptyReport }),
  },
  {
    name: "reuseEvidence",
    may: own,
    run: (ctx) => reuseEvidence(ctx, { entryId: ids.entry, evidenceId: ids.report }),
  },
  { name: "askExtension", may: own, run: (ctx) => askExtension(ctx, { reportId: ids.report, ...later }) },
  { name: "withdrawExtension", may: own, run: (ctx) => withdrawExtension(ctx, seen()) },
  {
    name: "decideExtension",
    may: office,
    run: (ctx) => decideExtension(ctx, { ...seen(), isGranted: true, decision: "" }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const report = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.roundId", "report.unitId", "round.planId"])
    .where("unit.code", "=", "SVHTTDL")
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
  const rule = await t.db
    .selectFrom("reportingRule")
    .select("id")
    .where("planId", "=", report.planId)
    .executeTakeFirstOrThrow()
  const asked = await askExtension(t.ctxAs(await t.actor("SVHTTDL", "reporter")), { reportId: report.id, ...later })
  if (!asked.ok) throw new Error(asked.refusal.code)
  ids = {
    plan: report.planId,
    rule: rule.id,
    round: report.roundId,
    report: report.id,
    extension: asked.value.extensionId,
    unit: report.unitId,
    request: "",
    asked: "",
    template: "",
    entry: (await t.db.selectFrom("entry").select("id").where("reportId", "=", report.id).executeTakeFirstOrThrow()).id,
  }
  const held = await holdDocumentTemplate(t.ctxAs(await t.actor("SKHCN", "planOffice")), template())
  if (!held.ok) throw new Error(held.refusal.code)
  ids.template = held.value.templateId
  const opened = await openRequest(t.ctxAs(await t.actor("SKHCN", "planOffice")), request())
  if (!opened.ok) throw new Error(opened.refusal.code)
  ids.request = opened.value.roundId
  ids.asked = (
    await t.db.selectFrom("report").select("id").where("roundId", "=", ids.request).executeTakeFirstOrThrow()
  ).id
})
afterAll(() => t?.close())

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("SVHTTDL", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
