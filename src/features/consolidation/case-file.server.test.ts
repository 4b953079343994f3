import { createHash } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fromBufferPromise } from "yauzl"
import { type Round, readRounds } from "#features/reporting/read-rounds.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { zipBytes } from "#platform/files/write-zip.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { caseFile } from "./case-file.server.ts"
import { proposeCorrection } from "./correct-report.server.ts"
import { freezeConsolidation } from "./freeze-consolidation.server.ts"
import { readConsolidation } from "./read-consolidation.server.ts"
import { handConsolidationToHead } from "./work-on-consolidation.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

const receivedRound = async () => (await readRounds(t.db)).find((each) => each.consolidationStatus === "received")!

async function unpacked(ctx: Ctx, round: Round): Promise<Map<string, Buffer>> {
  const bytes = []
  for await (const chunk of zipBytes(caseFile(ctx, round, t.instance.files), ctx.now)) bytes.push(chunk)
  const zip = await fromBufferPromise(Buffer.concat(bytes))
  const parts = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return parts
}

test("the case file of a frozen round unpacks, and its manifest names every part with its true hash", async () => {
  const round = await receivedRound()
  const parts = await unpacked(t.ctxAs(await t.actor("SKHCN", "planOffice")), round)
  const manifest = JSON.parse(parts.get("manifest.json")!.toString()) as {
    isFrozen: boolean
    snapshotSha256: string
    files: { path: string; size: number; sha256: string }[]
    missing: unknown[]
  }
  expect([...parts.keys()].filter((path) => path !== "manifest.json").sort()).toEqual(
    manifest.files.map((file) => file.path).sort(),
  )
  for (const file of manifest.files) {
    const content = parts.get(file.path)!
    expect(createHash("sha256").update(content).digest("hex"), file.path).toBe(file.sha256)
    expect(content.length).toBe(file.size)
  }
  expect(manifest.isFrozen).toBe(true)
  expect(parts.get("du-lieu/nhiem-vu.csv")!.toString().split("\r\n").length).toBeGreaterThan(80)
  expect(JSON.parse(parts.get("du-lieu/lan-gui.json")!.toString()).length).toBeGreaterThan(10)
  const history = JSON.parse(parts.get("lich-su/lich-su.json")!.toString()) as { kind: string }[]
  for (const kind of ["report.submitted", "consolidation.frozen", "consolidation.issued", "narrative.saved"])
    expect(history.map((line) => line.kind)).toContain(kind)
})

test("the manifest names every version; the one that counts stands first, the former in a folder of its own", async () => {
  const round = await receivedRound()
  const director = t.ctxAs(await t.actor("SKHCN", "director"))
  const former = (await readConsolidation(t.db, round.id))!
  await proposeCorrection(director, { roundId: round.id, reason: "Sai số liệu" })
  const manifestOf = (parts: Map<string, Buffer>) =>
    JSON.parse(parts.get("manifest.json")!.toString()) as { edition: number; editions: Record<string, unknown>[] }
  const whileWritten = manifestOf(await unpacked(director, round))
  expect(whileWritten.edition).toBe(1)
  expect(whileWritten.editions.map((each) => [each.edition, each.status])).toEqual([
    [2, "drafting"],
    [1, "received"],
  ])
  for (const step of [handConsolidationToHead, freezeConsolidation])
    await step(director, { roundId: round.id, seenVersion: (await readConsolidation(t.db, round.id))!.version })
  const parts = await unpacked(director, round)
  expect(manifestOf(parts)).toMatchObject({
    edition: 2,
    editions: [
      { edition: 2, corrects: 1, reason: "Sai số liệu" },
      { edition: 1, snapshotSha256: former.snapshotHash, number: `${former.number}/${former.notation}` },
    ],
  })
  expect(JSON.parse(parts.get("du-lieu/tong-hop.json")!.toString())).toMatchObject({ corrects: { edition: 1 } })
  expect(JSON.parse(parts.get("ban-1/du-lieu/tong-hop.json")!.toString())).not.toHaveProperty("corrects")
  const history = JSON.parse(parts.get("lich-su/lich-su.json")!.toString()) as { kind: string }[]
  expect(history.map((line) => line.kind)).toContain("correction.opened")
})
