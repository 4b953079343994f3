import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import {
  type Chance,
  chanceOf,
  withBytesChanged,
  withLinesChanged,
  withPartChanged,
} from "./fixtures/mutations.server.ts"
import { sampleAsMarkdown, sampleAsWord, sampleAsWorkbook } from "./fixtures/sample-file.server.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import { allTasks } from "./plan-issues.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

/**
 * Real files of every kind, changed at random: a reading ends with a plan or with a reason, soon, and never throws.
 * FUZZ_CASES=20000 FUZZ_SEED=7 npx vitest run --project commands src/features/plan-import/fuzz
 */
const CASES = Number(process.env.FUZZ_CASES ?? 240)
const SEED = Number(process.env.FUZZ_SEED ?? 1)
/** Whole, each of these files takes a tenth of it at most. */
const SLOW_MS = 4000

const FOLDER = new URL("./fixtures/", import.meta.url)
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)))
const written = readdirSync(new URL("samples/", FOLDER)).filter(
  (name) => /\.(?:md|txt|pdf)$/.test(name) && !name.includes("expected"),
)
const texts = written
  .filter((name) => !name.endsWith(".pdf"))
  .map((name) => new TextDecoder().decode(bytesOf(`samples/${name}`)))
const pdfs = ["annex.pdf", ...written.filter((name) => name.endsWith(".pdf")).map((name) => `samples/${name}`)].map(
  bytesOf,
)

async function changedFile(chance: Chance): Promise<UploadedFile> {
  const text = chance.pick(texts)
  switch (chance.below(8)) {
    case 0:
      return { name: "a.pdf", bytes: withBytesChanged(chance.pick(pdfs), chance) }
    case 1:
      return { name: "a.docx", bytes: withBytesChanged(sampleAsWord(text), chance) }
    case 2:
      return { name: "a.xlsx", bytes: withBytesChanged(await sampleAsWorkbook(text), chance) }
    case 3:
    case 4:
      return { name: "a.docx", bytes: await withPartChanged(sampleAsWord(text), chance) }
    case 5:
      return { name: "a.xlsx", bytes: await withPartChanged(await sampleAsWorkbook(text), chance) }
    case 6:
      return { name: "a.txt", bytes: withBytesChanged(new TextEncoder().encode(text), chance) }
    default:
      return { name: "a.md", bytes: new TextEncoder().encode(withLinesChanged(sampleAsMarkdown(text), chance)) }
  }
}

test(`${CASES} damaged files end with a plan or a reason`, { timeout: 60_000 + CASES * 400 }, async () => {
  const faults: string[] = []
  let read = 0
  for (let at = 0; at < CASES && faults.length < 5; at++) {
    const file = await changedFile(chanceOf(SEED * 1_000_003 + at))
    const started = performance.now()
    try {
      const outcome = await readPlanFiles([file])
      if (outcome.ok) {
        read++
        JSON.stringify(outcome.value)
        if (allTasks(outcome.value).some((task) => task.source.file !== file.name))
          faults.push(`${at}: a task without its file`)
      } else if (!outcome.refusal.code.startsWith("planImport.")) faults.push(`${at}: ${outcome.refusal.code}`)
    } catch (error) {
      faults.push(`${at} ${file.name}: ${(error as Error).stack}`)
    }
    const ms = performance.now() - started
    if (ms > SLOW_MS) faults.push(`${at} ${file.name}: ${Math.round(ms)} ms`)
  }
  expect(faults).toEqual([])
  // Damage that nothing survives would test nothing.
  expect(read).toBeGreaterThan(CASES * 0.3)
})
