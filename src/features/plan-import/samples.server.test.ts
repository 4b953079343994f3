import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { fullOutline, outlineDifferences } from "./fixtures/full-outline.ts"
import { sampleAsMarkdown, sampleAsWord, sampleAsWorkbook } from "./fixtures/sample-file.server.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

/**
 * Whole documents of many agencies, each with a truth made by hand (`*.expected.txt`, notation: fixtures/full-outline.ts). One
 * written in the notation of fixtures/sample-file.server.ts is read as Markdown, Word and workbook, and gives the same each time.
 */
const FOLDER = new URL("./fixtures/samples/", import.meta.url)
const names = readdirSync(FOLDER)
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, FOLDER)))
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8")

const FORMATS: Record<string, (text: string) => Uint8Array | Promise<Uint8Array>> = {
  md: (text) => new TextEncoder().encode(sampleAsMarkdown(text)),
  docx: sampleAsWord,
  xlsx: sampleAsWorkbook,
}

/** Merged cells leave no trace in Markdown. */
const NEEDS_MERGES = ["finance-workbook.md", "by-agency-table.md"]

async function filesOf(name: string, format: string): Promise<UploadedFile[]> {
  const parts = names.filter((file) => file === `${name}.md` || (file.startsWith(`${name}-`) && isPart(file)))
  return Promise.all(
    parts.map(async (file) => ({
      name: file.replace(/md$/, format),
      bytes: await FORMATS[format]!(textOf(file)),
    })),
  )
}
const isPart = (file: string): boolean => file.endsWith(".md") && !names.includes(file.replace(/md$/, "expected.txt"))

async function compare(name: string, files: UploadedFile[]): Promise<void> {
  const expected = textOf(`${name}.expected.txt`).split("\n").filter(Boolean)
  const read = await readPlanFiles(files)
  if (!read.ok) throw new Error(read.refusal.code)
  // A truth without documents says nothing about them.
  const kinds = new Set(expected.map((line) => line[0]))
  const found = fullOutline(read.value).filter((line) => kinds.has(line[0]))
  const { missing, extra } = outlineDifferences(expected, found)
  expect({ missing, extra }).toEqual({ missing: [], extra: [] })
}

const samples = names.filter((file) => file.endsWith(".expected.txt")).map((file) => file.replace(".expected.txt", ""))

describe.each(samples)("%s", (name) => {
  if (names.includes(`${name}.txt`))
    test("text", () => compare(name, [{ name: `${name}.txt`, bytes: bytesOf(`${name}.txt`) }]))
  else if (names.includes(`${name}.md`) || names.some((file) => file.startsWith(`${name}-`)))
    test.each(Object.keys(FORMATS).filter((format) => !NEEDS_MERGES.includes(`${name}.${format}`)))(
      "%s",
      async (format) => compare(name, await filesOf(name, format)),
    )
  for (const file of names.filter((file) => file.startsWith(`${name}.`) && /\.(?:pdf|docx|xlsx)$/.test(file)))
    test(file, () => compare(name, [{ name: file, bytes: bytesOf(file) }]))
})
