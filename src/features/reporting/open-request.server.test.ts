import { afterAll, beforeAll, expect, test } from "vitest"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { documentText } from "../../../tests/support/read-docx-text.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { keepRounds } from "./keep-rounds.server.ts"
import { acceptReport, returnReport } from "./move-report.server.ts"
import { closeRequest, openRequest, type RequestInput } from "./open-request.server.ts"
import { readAnswers, readAnswersOfUnits, readQuestions } from "./read-answers.server.ts"
import { readReport } from "./read-report.server.ts"
import { requestReport } from "./request-report-document.ts"
import { saveAnswers } from "./save-answers.server.ts"
import { submitReport } from "./submit-report.server.ts"

let t: TestInstance
let planId: string
let units: { id: string; code: string | null }[]
beforeAll(async () => {
  t = await testInstance()
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  units = await t.db.selectFrom("unit").select(["id", "code"]).where("code", "in", ["SVHTTDL", "SYT"]).execute()
})
afterAll(() => t?.close())

const office = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))
const input = (over: Partial<RequestInput> = {}): RequestInput => ({
  planId,
  title: "Báo cáo nhanh về tổ công nghệ số",
  request: "Theo Công văn số 12",
  dueOn: "2026-11-25",
  dueTime: "16:00",
  unitIds: units.map((unit) => unit.id),
  questions: [
    { label: "Số tổ", kind: "number", choices: [], unitOfMeasure: "tổ", isRequired: true },
    { label: "Có kinh phí không", kind: "yesNo", choices: [], unitOfMeasure: null, isRequired: true },
    { label: "Kiến nghị", kind: "text", choices: [], unitOfMeasure: null, isRequired: false },
  ],
  ...over,
})
const reportOf = (roundId: string, code: string) =>
  t.db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.version", "report.status", "report.timeliness"])
    .where("roundId", "=", roundId)
    .where("unit.code", "=", code)
    .executeTakeFirstOrThrow()

test("a request needs a title, a day ahead and units", async () => {
  const ctx = await office()
  expect(await openRequest(ctx, input({ title: " " }))).toMatchObject({ refusal: { field: "title" } })
  expect(await openRequest(ctx, input({ dueOn: "2026-11-22" }))).toMatchObject({ refusal: { code: "request.past" } })
  expect(await openRequest(ctx, input({ unitIds: [] }))).toMatchObject({ refusal: { code: "request.noUnit" } })
})

test("asked, answered, sent in time, returned, sent again, accepted; one table for all; nobody else is asked", async () => {
  const opened = await openRequest(await office(), input())
  if (!opened.ok) throw new Error(opened.refusal.code)
  const { roundId } = opened.value
  await keepRounds(await office())
  expect(await readAnswersOfUnits(t.db, roundId)).toHaveLength(2)
  const report = await reportOf(roundId, "SVHTTDL")
  const [groups, money, proposal] = await readQuestions(t.db, roundId)
  const reporter = await t.actor("SVHTTDL", "reporter")
  const head = t.ctxAs(await t.actor("SVHTTDL", "head"))
  const save = (values: string[], versions = [0, 0, 0]) =>
    saveAnswers(t.ctxAs(reporter), {
      reportId: report.id,
      answers: [groups!, money!, proposal!].map((question, at) => ({
        questionId: question.id,
        value: values[at]!,
        seenVersion: versions[at]!,
      })),
    })
  expect(await save(["nhiều", "yes", ""])).toMatchObject({ refusal: { details: [{ code: "answer.noNumber" }] } })
  expect(await save(["1.250", "", "Xin tập huấn"])).toMatchObject({ ok: true })
  expect(await submitReport(head, { reportId: report.id, seenVersion: 1 })).toMatchObject({
    refusal: { code: "report.incomplete", details: [{ code: "answer.missing", values: { question: money!.label } }] },
  })
  await expect(save(["9", "", ""], [0, 0, 0])).rejects.toThrow("answer") // somebody else's newer answer is not overwritten
  expect(await save(["1.250", "no", "Xin tập huấn"], [1, 0, 1])).toMatchObject({ ok: true })
  expect(await submitReport(head, { reportId: report.id, seenVersion: 1 })).toMatchObject({
    value: { timeliness: "onTime" },
  })
  const returned = { reportId: report.id, seenVersion: 2, reason: "Kiểm tra lại số tổ", entryReasons: {} }
  expect(await returnReport(await office(), returned)).toMatchObject({ ok: true })
  expect(await save(["125", "no", "Xin tập huấn"], [1, 1, 1])).toMatchObject({ ok: true })
  expect(await submitReport(head, { reportId: report.id, seenVersion: 3 })).toMatchObject({ ok: true })
  expect(await acceptReport(await office(), { reportId: report.id, seenVersion: 4 })).toMatchObject({ ok: true })

  const rows = await readAnswersOfUnits(t.db, roundId)
  expect(rows.find((row) => row.reportId === report.id)?.values).toEqual({
    [groups!.id]: "125",
    [money!.id]: "no",
    [proposal!.id]: "Xin tập huấn",
  })
  const submissions = await t.db
    .selectFrom("submission")
    .select("content")
    .where("reportId", "=", report.id)
    .orderBy("number")
    .execute()
  expect(submissions.map((each) => (each.content as { answers: { value: string }[] }).answers[0]!.value)).toEqual([
    "1.250",
    "125",
  ])
  const whole = await readReport({ ...head, actor: await t.actor("SVHTTDL", "head") }, report.id)
  const text = await documentText(
    await renderDocx(requestReport(whole, await readAnswers(t.db, roundId, report.id), "2026-11-23")),
  )
  expect(text).toContain("Báo cáo nhanh về tổ công nghệ số")
  expect(text).toContain("125 tổ")
})

test("a request that was ended takes no more answers", async () => {
  const opened = await openRequest(await office(), input({ title: "Yêu cầu thứ hai" }))
  if (!opened.ok) throw new Error(opened.refusal.code)
  const { roundId } = opened.value
  expect(await closeRequest(await office(), { roundId, reason: " " })).toMatchObject({ refusal: { field: "reason" } })
  expect(await closeRequest(await office(), { roundId, reason: "Đã có số liệu" })).toMatchObject({ ok: true })
  expect(await closeRequest(await office(), { roundId, reason: "x" })).toMatchObject({
    refusal: { code: "request.closed" },
  })
  const report = await reportOf(roundId, "SYT")
  expect(
    await saveAnswers(t.ctxAs(await t.actor("SYT", "reporter")), { reportId: report.id, answers: [] }),
  ).toMatchObject({ refusal: { code: "report.locked" } })
})
