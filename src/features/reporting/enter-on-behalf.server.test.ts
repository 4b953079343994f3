import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { enterOnBehalf, type PaperReport } from "./enter-on-behalf.server.ts"
import { readReport } from "./read-report.server.ts"
import { saveEntry } from "./save-entry.server.ts"
import { submitReport } from "./submit-report.server.ts"

let t: TestInstance
let office: Actor
let report: { id: string; version: number; dueOn: string }
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  report = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.version", "round.dueOn"])
    .where("report.status", "=", "notStarted")
    .where("unit.kind", "=", "commune")
    .where((where) =>
      where.exists(where.selectFrom("entry").whereRef("entry.reportId", "=", "report.id").select("entry.id")),
    )
    .orderBy("unit.position")
    .executeTakeFirstOrThrow()
})
afterAll(() => t?.close())

const begin = (more: Partial<PaperReport> = {}, as: Actor = office, now?: Date) =>
  enterOnBehalf(t.ctxAs(as, now), {
    reportId: report.id,
    seenVersion: report.version,
    number: "25/BC-UBND",
    issuedOn: report.dueOn,
    receivedOn: report.dueOn,
    signer: "Nông Văn A",
    file: { sha256: "0".repeat(64), size: 10, mime: "application/pdf", name: "bao-cao.pdf" },
    isNotSecret: true,
    ...more,
  })
const LATER = new Date("2026-12-20T02:00:00Z")

describe("a report that came on paper", () => {
  test("needs its number, signer, day and scan, and only the plan office may enter it", async () => {
    expect(await begin({ number: " " }, office, LATER)).toMatchObject({ refusal: { field: "number" } })
    expect(await begin({ file: undefined }, office, LATER)).toMatchObject({ refusal: { field: "file" } })
    expect(await begin({ receivedOn: "2026-01-01" }, office, LATER)).toMatchObject({ refusal: { field: "receivedOn" } })
    expect(await begin({ isNotSecret: false }, office, LATER)).toMatchObject({ refusal: { field: "isNotSecret" } })
    expect(await begin({}, await t.actor("SYT", "head"), LATER)).toMatchObject({
      refusal: { code: "onBehalf.onlyOffice" },
    })
  })

  test("before it is taken over, the plan office can neither see nor write it; after that it can, and it stays marked", async () => {
    await expect(readReport({ ...t.ctxAs(office, LATER), actor: office }, report.id)).rejects.toThrow()
    expect(await begin({}, office, LATER)).toMatchObject({ ok: true })
    const seen = await readReport({ ...t.ctxAs(office, LATER), actor: office }, report.id)
    expect(seen).toMatchObject({ paperNumber: "25/BC-UBND", paperReceivedOn: report.dueOn })
    const entries = await t.db.selectFrom("entry").select(["id", "version"]).where("reportId", "=", report.id).execute()
    for (const entry of entries)
      expect(
        await saveEntry(t.ctxAs(office, LATER), {
          entryId: entry.id,
          seenVersion: entry.version,
          content: {
            answer: "progress",
            percentDone: 30,
            result: "Theo báo cáo giấy",
            product: "",
            obstacle: "",
            proposal: "",
            nextStep: "Tiếp tục",
            missingReason: "",
            doubtReason: "Theo bản giấy đã ký",
            consent: null,
            objection: "",
          },
        }),
      ).toMatchObject({ ok: true })
    const { version } = await readReport({ ...t.ctxAs(office, LATER), actor: office }, report.id)
    const sent = await submitReport(t.ctxAs(office, LATER), { reportId: report.id, seenVersion: version })
    expect(sent, "in time by the day on which the paper came").toMatchObject({
      ok: true,
      value: { timeliness: "onTime" },
    })
    expect(await begin({ seenVersion: version + 1 }, office, LATER)).toMatchObject({
      refusal: { code: "report.locked" },
    })
  })
})
