import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readPlanInWorker } from "./read-in-worker.server.ts"
import { readPlanWithSource } from "./read-plan-files.server.ts"

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
