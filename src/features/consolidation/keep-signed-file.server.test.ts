import { afterAll, beforeAll, expect, test } from "vitest"
import { historyOf } from "#platform/history/read-history.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { keepSignedFile, readSignedFile } from "./keep-signed-file.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

const file = (name: string, digit: string) => ({
  sha256: digit.repeat(64),
  size: 10,
  mime: "application/pdf" as const,
  name,
})

test("the signed report is kept after the issue only; a later file takes its place and both stand in the history", async () => {
  const ctx = t.ctxAs(await t.actor("SKHCN", "planOffice"))
  const done = await t.db
    .selectFrom("consolidation")
    .select(["id", "roundId", "version"])
    .where("status", "=", "received")
    .executeTakeFirstOrThrow()
  const keep = (seenVersion: number, signed: ReturnType<typeof file>, isNotSecret = true) =>
    keepSignedFile(ctx, { roundId: done.roundId, seenVersion, file: signed, isNotSecret })
  expect(await keep(done.version, file("mot.pdf", "1"), false)).toMatchObject({ refusal: { field: "isNotSecret" } })
  expect(await keep(done.version, file("mot.pdf", "1"))).toMatchObject({ ok: true })
  expect(await keep(done.version + 1, file("hai.pdf", "2"))).toMatchObject({ ok: true })
  expect((await readSignedFile(ctx, done.roundId))?.name).toBe("hai.pdf")
  const kept = (await historyOf(t.db, done.id, { limit: 10 })).filter(
    (line) => line.kind === "consolidation.signedFileKept",
  )
  expect(kept.map((line) => line.facts.sha256)).toEqual(["2".repeat(64), "1".repeat(64)])
  await t.db.updateTable("consolidation").set({ status: "frozen" }).where("id", "=", done.id).execute()
  expect(await keep(done.version + 2, file("ba.pdf", "3"))).toMatchObject({
    refusal: { code: "signedFile.notIssued" },
  })
})
