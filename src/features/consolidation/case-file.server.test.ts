import { createHash } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fromBufferPromise } from "yauzl"
import { readRounds } from "#features/reporting/read-rounds.server.ts"
import { zipBytes } from "#platform/files/write-zip.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { caseFile } from "./case-file.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

test("the case file of a frozen round unpacks, and its manifest names every part with its true hash", async () => {
  const round = (await readRounds(t.db)).find((each) => each.consolidationStatus === "received")!
  const ctx = t.ctxAs(await t.actor("SKHCN", "planOffice"))
  const bytes = []
  for await (const chunk of zipBytes(caseFile(ctx, round, t.instance.files), ctx.now)) bytes.push(chunk)
  const zip = await fromBufferPromise(Buffer.concat(bytes))
  const parts = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
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
