import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { extractText, getDocumentProxy } from "unpdf"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { sampleReport } from "../../../tests/support/sample-report.ts"
import { zipOf } from "../../../tests/support/zip-of.ts"
import { findOffice } from "./office-program.server.ts"
import { renderDocx } from "./render-docx.server.ts"
import { pdfRenderer } from "./render-pdf.server.ts"

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tiendo-office-test-"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A small program in the place of LibreOffice. `$out` is where the PDF is expected, `$work` the folder of the conversion. */
function program(name: string, script: string): string {
  const path = join(folder, name)
  const findOut = 'while [ "$1" != "--outdir" ]; do shift; done; out="$2"; work="$(dirname "$out")"'
  writeFileSync(path, `#!/bin/sh\n${findOut}\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
const leftFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("tiendo-pdf-"))
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ")
  } catch {
    return false
  }
}
const some = new TextEncoder().encode("PK")

describe("with a program in the place of LibreOffice", () => {
  test("gives the file that the program made, and leaves no folder behind", async () => {
    const before = leftFolders()
    const render = pdfRenderer(
      program("works", 'printf "%%PDF-1.7 of %s" "$(cat "$work/source.docx")" > "$out/source.pdf"'),
    )
    const made = await render(some, "docx")
    expect(made.ok && Buffer.from(made.value).toString()).toBe("%PDF-1.7 of PK")
    expect(leftFolders()).toEqual(before)
  })

  test("ends a program that takes too long, and everything that it started", async () => {
    const before = leftFolders()
    const started = join(folder, "started.pid")
    const render = pdfRenderer(program("hangs", `sleep 60 & echo $! > ${started}; sleep 60`), { seconds: 0.4 })
    expect(await render(some, "docx")).toMatchObject({ ok: false, refusal: { code: "pdf.tooSlow" } })
    await wait(100)
    expect(isAlive(Number(readFileSync(started, "utf8")))).toBe(false)
    expect(leftFolders()).toEqual(before)
  })

  test.each([
    ["fails", "echo broken >&2; exit 3"],
    ["makes nothing", "exit 0"],
    ["makes an empty file", 'touch "$out/source.pdf"'],
  ])("a program that %s is a refusal with its words in the log", async (name, script) => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    const render = pdfRenderer(program(name.replaceAll(" ", "-"), script))
    expect(await render(some, "docx")).toMatchObject({ ok: false, refusal: { code: "pdf.failed" } })
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })

  test("a program that is not there any more is a refusal", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    expect(await pdfRenderer(join(folder, "gone"))(some, "docx")).toMatchObject({ refusal: { code: "pdf.failed" } })
    log.mockRestore()
  })

  test("one at a time; beyond the queue the answer is that it is busy", async () => {
    const running = join(folder, "running")
    const twoAtOnce = join(folder, "two-at-once")
    const script = `mkdir ${running} || touch ${twoAtOnce}; sleep 0.2; rmdir ${running}; echo x > "$out/source.pdf"`
    const render = pdfRenderer(program("slow", script), { waiting: 1 })
    const [first, second, third] = await Promise.all([render(some, "a"), render(some, "b"), render(some, "c")])
    expect([first.ok, second.ok]).toEqual([true, true])
    expect(third).toMatchObject({ ok: false, refusal: { code: "pdf.busy" } })
    expect(existsSync(twoAtOnce)).toBe(false)
  })

  test("nothing of our environment reaches the program", async () => {
    vi.stubEnv("SMTP_URL", "smtp://user:secret@host")
    const render = pdfRenderer(program("tells", 'env > "$out/source.pdf"'))
    const made = await render(some, "docx")
    vi.unstubAllEnvs()
    expect(made.ok && Buffer.from(made.value).toString()).not.toContain("secret")
  })
})

describe("finding the program", () => {
  test("what is set, or nothing: no other is taken in its place", () => {
    const there = program("set", "exit 0")
    expect(findOffice(there, "/usr/bin")).toBe(there)
    expect(findOffice(join(folder, "gone"), "/usr/bin")).toBeUndefined()
    expect(findOffice("off", folder)).toBeUndefined()
  })
  test("on the PATH", () => {
    const there = program("soffice", "exit 0")
    expect(findOffice(undefined, `relative:${folder}`)).toBe(there)
  })
})

const office = findOffice(undefined, process.env.PATH)
describe.skipIf(!office)("with LibreOffice (skipped where it is not installed)", () => {
  test("a report in the layout of the decree becomes a PDF with its words, several pages", {
    timeout: 90_000,
  }, async () => {
    const made = await pdfRenderer(office!)(await renderDocx(sampleReport(45)), "docx")
    if (!made.ok) throw new Error(made.refusal.code)
    const { totalPages, text } = await extractText(await getDocumentProxy(made.value), { mergePages: true })
    expect(totalPages).toBeGreaterThan(2)
    expect(text).toContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
  })

  test("a file that is none is a refusal, not a PDF of its bytes", { timeout: 90_000 }, async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined)
    const made = await pdfRenderer(office!)(zipOf({ "word/document.xml": "<broken" }), "docx")
    log.mockRestore()
    expect(made.ok).toBe(false)
  })
})
