import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { afterEach, beforeEach, expect, test } from "vitest"
import { done, refused } from "#shared/outcome.ts"
import type { FileStore } from "../files/file-store.ts"
import { pdfPreviews } from "./pdf-previews.server.ts"
import type { RenderPdf } from "./render-pdf.server.ts"

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
const hash = (letter: string) => letter.repeat(64)
/** A store that has every file: its content is its hash. */
const files = {
  open: async (sha256: string) => ({ size: 64, stream: new Blob([sha256]).stream() }),
} as unknown as FileStore

let folder: string
let rendered: string[]
let answer: ReturnType<RenderPdf> | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tiendo-previews-"))
  rendered = []
  answer = undefined
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const render: RenderPdf = async (bytes, ending) => {
  rendered.push(`${Buffer.from(bytes).toString().slice(0, 1)}.${ending}`)
  return answer ?? done(new Uint8Array(Buffer.from(`PDF of ${Buffer.from(bytes).toString().slice(0, 1)}`)))
}
const shown = async (made: Awaited<ReturnType<ReturnType<typeof pdfPreviews>["pdfOf"]>>) =>
  made.ok ? text(made.value.stream as never) : made.refusal.code

test("a file is turned once, for everybody who looks at the same content", async () => {
  const previews = pdfPreviews(render, folder)
  const both = await Promise.all([1, 2].map(() => previews.pdfOf(files, { sha256: hash("a"), mime: docx })))
  expect(await Promise.all(both.map(shown))).toEqual(["PDF of a", "PDF of a"])
  expect(await shown(await previews.pdfOf(files, { sha256: hash("a"), mime: docx }))).toBe("PDF of a")
  expect(rendered).toEqual(["a.docx"])
})

test("what cannot be turned is not tried again at once; a server that was only busy is", async () => {
  const previews = pdfPreviews(render, folder)
  const look = async (letter: string) => shown(await previews.pdfOf(files, { sha256: hash(letter), mime: docx }))
  answer = Promise.resolve(refused("pdf.busy"))
  expect([await look("a"), await look("a")]).toEqual(["pdf.busy", "pdf.busy"])
  answer = Promise.resolve(refused("pdf.tooSlow"))
  expect([await look("b"), await look("b")]).toEqual(["pdf.tooSlow", "pdf.tooSlow"])
  expect(rendered).toEqual(["a.docx", "a.docx", "b.docx"])
})

test("what was looked at longest ago makes room", async () => {
  const previews = pdfPreviews(render, folder, { keptBytes: 20 })
  for (const letter of ["a", "b"]) await shown(await previews.pdfOf(files, { sha256: hash(letter), mime: docx }))
  utimesSync(join(folder, `${hash("a")}.pdf`), new Date(1000), new Date(1000))
  await shown(await previews.pdfOf(files, { sha256: hash("c"), mime: docx }))
  expect(readdirSync(folder).map((name) => name[0])).toEqual(["b", "c"])
})

test("only types that LibreOffice reads", async () => {
  await expect(pdfPreviews(render, folder).pdfOf(files, { sha256: hash("a"), mime: "text/html" })).rejects.toThrow()
})
