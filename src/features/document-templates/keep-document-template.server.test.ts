import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { currentSnapshot } from "#features/consolidation/current-snapshot.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { historyOf } from "#platform/history/read-history.server.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import type { Actor } from "#shared/actor.ts"
import { documentText } from "../../../tests/support/read-docx-text.server.ts"
import { sampleReport } from "../../../tests/support/sample-report.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { a4, paragraph, wordTemplate } from "../../../tests/support/word-template.ts"
import type { DocumentKind } from "./document-template.ts"
import {
  discardTemplate,
  holdDocumentTemplate,
  putTemplateInForce,
  returnToDefaultLayout,
} from "./keep-document-template.server.ts"
import { readDocumentTemplate, readKindVersions } from "./read-document-templates.server.ts"
import { templateFor } from "./template-for.server.ts"

let t: TestInstance
let office: Actor
let planId: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  planId = (await t.db.selectFrom("plan").select("id").where("kind", "!=", "annual").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

async function* streamOf(bytes: Uint8Array) {
  yield bytes
}
async function fileOf(
  words: string,
  bytes = wordTemplate({ body: paragraph(words) + paragraph("{{nội dung}}") + a4 }),
) {
  const stored = await t.instance.files.put(streamOf(bytes), { name: "mau.docx" })
  if (!stored.ok) throw new Error(stored.refusal.code)
  return { ...stored.value, name: "mau.docx", bytes }
}
const at = (day: string) => new Date(`${day}T02:00:00Z`)
const hold = async (words: string, kind: DocumentKind = "review", day = "2026-11-23") =>
  holdDocumentTemplate(t.ctxAs(office, at(day)), {
    ...{ planId, kind, note: "", isNotSecret: true },
    file: await fileOf(words),
  })
async function held(words: string, kind: DocumentKind = "review", day = "2026-11-23"): Promise<string> {
  const outcome = await hold(words, kind, day)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.templateId
}
const firstLine = async (kind: DocumentKind, day: string, fixed: string | null = null) => {
  const of = { planId, kind, fixedAt: fixed ? at(fixed) : null }
  const template = await templateFor(t.ctxAs(office, at(day)), t.instance.files, of)
  const sample = { ...sampleReport(1) }
  const { notice: _, ...document } = sample
  return (await documentText(await renderDocx(document, template))).split("\n")[0]
}

describe("a template is tried, counts from its day, and gives way", () => {
  test("what is only tried lays out nothing; its reading is kept", async () => {
    const id = await held("Mẫu một {{số}}")
    expect(await firstLine("review", "2026-11-24")).not.toContain("Mẫu một")
    const { state, reading } = await readDocumentTemplate(t.ctxAs(office), planId, id)
    expect(state).toBe("tried")
    expect(reading.found).toEqual(["số", "nội dung"])
    expect(reading.without).toContain("chữ ký")
  })

  test("from its day on, for drafts; what was fixed before keeps the layout of then", async () => {
    const [first] = await readKindVersions(t.db, planId, "review")
    const later = { templateId: first!.id, fromOn: "26/11/2026" }
    expect(await putTemplateInForce(t.ctxAs(office, at("2026-11-24")), later)).toMatchObject({ ok: true })
    expect(await firstLine("review", "2026-11-25")).not.toContain("Mẫu một")
    expect(await firstLine("review", "2026-11-26")).toContain("Mẫu một")
    expect(await firstLine("review", "2026-12-20", "2026-11-25")).not.toContain("Mẫu một")
    const second = await held("Mẫu hai", "review", "2026-11-27")
    await putTemplateInForce(t.ctxAs(office, at("2026-11-27")), { templateId: second, fromOn: "" })
    expect(await firstLine("review", "2026-11-28")).toContain("Mẫu hai")
    expect(await firstLine("review", "2026-12-20", "2026-11-26")).toContain("Mẫu một")
  })

  test("back to the layout of the program, as a version of its own", async () => {
    const back = { planId, kind: "review" as const, fromOn: "01/12/2026" }
    expect(await returnToDefaultLayout(t.ctxAs(office, at("2026-11-29")), back)).toMatchObject({ ok: true })
    expect(await firstLine("review", "2026-11-30")).toContain("Mẫu hai")
    expect(await firstLine("review", "2026-12-01")).not.toContain("Mẫu")
    expect(await returnToDefaultLayout(t.ctxAs(office), { ...back, kind: "submission" })).toMatchObject({
      refusal: { code: "documentTemplate.isDefault" },
    })
  })

  test("in use it stays; before its day it can be discarded; nothing is put in force twice or for a past day", async () => {
    const versions = await readKindVersions(t.db, planId, "review")
    const used = versions.find((each) => each.version === 2)!
    expect(await discardTemplate(t.ctxAs(office, at("2026-11-29")), { templateId: used.id })).toMatchObject({
      refusal: { code: "documentTemplate.inUse" },
    })
    const id = await held("Mẫu ba")
    expect(await putTemplateInForce(t.ctxAs(office), { templateId: id, fromOn: "22/11/2026" })).toMatchObject({
      refusal: { code: "documentTemplate.fromInPast", field: "fromOn" },
    })
    await putTemplateInForce(t.ctxAs(office), { templateId: id, fromOn: "24/12/2026" })
    expect(await putTemplateInForce(t.ctxAs(office), { templateId: id, fromOn: "" })).toMatchObject({
      refusal: { code: "documentTemplate.notTried" },
    })
    expect(await discardTemplate(t.ctxAs(office), { templateId: id })).toMatchObject({ ok: true })
    expect(await firstLine("review", "2026-12-25")).not.toContain("Mẫu ba")
    expect((await historyOf(t.db, id, { limit: 9 })).map((line) => line.kind)).toEqual([
      "documentTemplate.discarded",
      "documentTemplate.inForce",
      "documentTemplate.held",
    ])
  })
})

test("a consolidated report that was frozen keeps the template of its freeze", async () => {
  const row = await t.db
    .selectFrom("consolidation")
    .innerJoin("round", "round.id", "consolidation.roundId")
    .select(["round.id"])
    .where("consolidation.snapshotHash", "is not", null)
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
  const ctx = t.ctxAs(office)
  const { snapshot } = await currentSnapshot(ctx, await readRound(ctx.db, row.id))
  const templateId = await held("Mẫu mới", "consolidatedReport")
  await putTemplateInForce(ctx, { templateId, fromOn: "" })
  const of = (fixedAt: Date | null) => ({ planId, kind: "consolidatedReport" as const, fixedAt })
  expect(await templateFor(ctx, t.instance.files, of(new Date(snapshot.frozenAt)))).toBeUndefined()
  expect(await templateFor(ctx, t.instance.files, of(null))).toBeDefined()
})

describe("what is no template is not kept", () => {
  const upload = async (over: object) =>
    holdDocumentTemplate(t.ctxAs(office), {
      ...{ planId, kind: "lateUnits", note: "", isNotSecret: true },
      file: await fileOf("Mẫu"),
      ...over,
    } as Parameters<typeof holdDocumentTemplate>[1])
  test("no file, another type, no statement about secrecy", async () => {
    const codes = [
      await upload({ file: undefined }),
      await upload({ file: { ...(await fileOf("x")), mime: "application/pdf" } }),
      await upload({ isNotSecret: false }),
    ].map((outcome) => !outcome.ok && outcome.refusal.code)
    expect(codes).toEqual(["documentTemplate.noFile", "documentTemplate.notWord", "evidence.notSecretMissing"])
  })
  test("everything that is wrong is said at once", async () => {
    const bytes = wordTemplate({ body: paragraph("{{nội dunh}} {{số"), parts: { "word/vbaProject.bin": "x" } })
    const outcome = await upload({ file: await fileOf("", bytes) })
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "documentTemplate.unfit", field: "file" } })
    expect(!outcome.ok && outcome.refusal.details?.map((each) => each.code.split(".")[1])).toEqual([
      "macro",
      "openMark",
      "unknownPlace",
      "missingPlace",
    ])
    expect(await readKindVersions(t.db, planId, "lateUnits")).toEqual([])
  })
})

test("only the plan office tries a version on a document; a version of another kind is not found", async () => {
  const id = await held("Mẫu thử", "unitReport")
  const request = new Request(`http://127.0.0.1/bao-cao/x/word?mau=${id}`)
  const of = { planId, kind: "unitReport" as const, fixedAt: null }
  expect(await templateFor(t.ctxAs(office), t.instance.files, of, request)).toBeDefined()
  const reporter = t.ctxAs(await t.actor("SVHTTDL", "reporter"))
  await expect(templateFor(reporter, t.instance.files, of, request)).rejects.toThrow()
  await expect(templateFor(t.ctxAs(office), t.instance.files, { ...of, kind: "review" }, request)).rejects.toThrow()
})
