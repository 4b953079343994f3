import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { sampleAsWorkbook } from "./fixtures/sample-file.server.ts"
import { readPlanInWorker } from "./read-in-worker.server.ts"
import { readPlanWithSource } from "./read-plan-files.server.ts"
import type { ReadingProgress } from "./reading-progress.ts"

const file = (bytes: Uint8Array) => [{ name: "a.txt", bytes }]
const decision = new Uint8Array(readFileSync(new URL("../../../demo/decision-1139.txt", import.meta.url)))

test("answers what the reading itself answers", async () => {
  expect(await readPlanInWorker(file(decision))).toEqual(await readPlanWithSource(file(decision)))
  expect(await readPlanInWorker(file(new Uint8Array()))).toMatchObject({ refusal: { code: "planImport.empty" } })
})

test("takes too long: ended and refused", async () => {
  const started = performance.now()
  expect(await readPlanInWorker(file(decision), { seconds: 0.01, memoryMb: 256 })).toEqual({
    ok: false,
    refusal: { code: "planImport.timeout", values: { seconds: 0.01 } },
  })
  expect(performance.now() - started).toBeLessThan(3000)
})

test("takes too much memory: ended and refused, this process goes on", async () => {
  const huge = new Uint8Array(
    Buffer.from("KẾ HOẠCH\nNăm 2026\n\nII. NHIỆM VỤ\n" + "- Rà soát quy định.\n".repeat(400_000)),
  )
  expect(await readPlanInWorker(file(huge), { seconds: 60, memoryMb: 64 })).toMatchObject({
    refusal: { code: "planImport.tooHeavy" },
  })
})

test("tells how far it is: sheets, then rows, never backwards, to the end", { timeout: 30_000 }, async () => {
  const head = "PHỤ LỤC\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm |\n"
  const row = (i: number) =>
    `| ${i + 1} | Xây dựng cơ sở dữ liệu chuyên ngành số ${i + 1} và tổ chức khai thác | Sở Văn hóa, Thể thao và Du lịch; Sở Tài chính | Các sở, ban, ngành; UBND các xã, phường | Quý IV/2026 | Quyết định |`
  const bytes = await sampleAsWorkbook(head + Array.from({ length: 2000 }, (_, i) => row(i)).join("\n"))
  const steps: ReadingProgress[] = []
  const started = performance.now()
  const read = await readPlanInWorker([{ name: "a.xlsx", bytes }], undefined, (step) => steps.push(step))
  expect(performance.now() - started).toBeLessThan(10_000)
  if (!read.ok) throw new Error(read.refusal.code)
  expect(read.value.reading.plan.groups[0]!.tasks).toHaveLength(2000)
  const rows = steps.filter(({ what }) => what === "rows")
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.map(({ done }) => done)).toEqual(rows.map(({ done }) => done).sort((a, b) => a - b))
  expect(rows.at(-1)).toEqual({ done: 2000, total: 2000, what: "rows" })
  expect(steps).toContainEqual({ done: 1, total: 1, what: "sheets", file: "a.xlsx" })
  expect(steps).toContainEqual({ done: 1, total: 1, what: "files", file: "a.xlsx" })
})
