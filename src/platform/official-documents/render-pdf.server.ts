import { spawn } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { writeFontSettings } from "./office-fonts.server.ts"
import { writeOfficeProfile } from "./office-profile.server.ts"
import { turns } from "./turns.ts"

const MB = 1024 * 1024

export const pdfMime = "application/pdf"

export type PdfLimits = {
  seconds: number
  /** Address space of the converting process. */
  memoryMb: number
  atOnce: number
  waiting: number
  /** Of the finished PDF. */
  outputMb: number
}
const defaultLimits: PdfLimits = { seconds: 60, memoryMb: 4096, atOnce: 1, waiting: 12, outputMb: 100 }

export type PdfRefusal = "pdf.busy" | "pdf.tooSlow" | "pdf.failed"

/** Turns a Word, Excel or OpenDocument file into PDF. @param ending of the file, "docx": it chooses the reader */
export type RenderPdf = (bytes: Uint8Array, ending: string) => Promise<Outcome<Uint8Array, PdfRefusal>>

/**
 * PDF by LibreOffice as a child process: one conversion at a time and a short queue, a folder of its own for each that is removed whatever
 * happens, a time and a memory limit, no network, no macro (office-profile.server.ts). The files may come from strangers.
 *
 * Refusals: pdf.busy when the queue is full, pdf.tooSlow when the time was up, pdf.failed for everything else, with the cause in the log.
 */
export function pdfRenderer(program: string, limits: Partial<PdfLimits> = {}): RenderPdf {
  const all = { ...defaultLimits, ...limits }
  const { take } = turns(all.atOnce, all.waiting)
  return async (bytes, ending) =>
    (await take(() => inFolder((folder) => convert(program, folder, bytes, ending, all)))) ?? refused("pdf.busy")
}

async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), "tiendo-pdf-"))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function convert(
  program: string,
  folder: string,
  bytes: Uint8Array,
  ending: string,
  limits: PdfLimits,
): Promise<Outcome<Uint8Array, PdfRefusal>> {
  const [profile, temporary, out] = ["profile", "tmp", "out"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const [fonts] = await Promise.all([
    writeFontSettings(folder),
    writeOfficeProfile(profile),
    mkdir(temporary),
    mkdir(out),
  ])
  const source = join(folder, `source.${ending}`)
  await writeFile(source, bytes)
  const end = await run(program, [...argumentsFor(profile, out), source], { folder, temporary, fonts, limits })
  if (end.isTooSlow) return refused("pdf.tooSlow")
  const result = join(out, "source.pdf")
  const size = await stat(result).then(
    (found) => found.size,
    () => 0,
  )
  if (end.code === 0 && size > 0 && size <= limits.outputMb * MB) return done(new Uint8Array(await readFile(result)))
  console.error(`pdf: ${program} ended with ${end.code}, ${size} bytes: ${end.said.trim() || "no message"}`)
  return refused("pdf.failed")
}

const argumentsFor = (profile: string, out: string): string[] => [
  `-env:UserInstallation=${pathToFileURL(profile).href}`,
  ..."--headless --norestore --nolockcheck --nodefault --nologo --nofirststartwizard --convert-to pdf --outdir".split(
    " ",
  ),
  out,
]

type End = { code: number | null; isTooSlow: boolean; said: string }

/**
 * The child leads a process group of its own, because `soffice` is a script whose child does the work: all of it is ended together. The
 * environment holds nothing of ours, so no secret reaches it.
 */
function run(
  program: string,
  args: string[],
  { folder, temporary, fonts, limits }: { folder: string; temporary: string; fonts: string; limits: PdfLimits },
): Promise<End> {
  return new Promise((resolve) => {
    const limited = ["-c", `ulimit -v ${limits.memoryMb * 1024} 2>/dev/null; exec "$@"`, "sh", program, ...args]
    const child = spawn("/bin/sh", limited, {
      cwd: folder,
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        PATH: "/usr/bin:/bin",
        HOME: folder,
        TMPDIR: temporary,
        LANG: "C.UTF-8",
        SAL_USE_VCLPLUGIN: "svp",
        FONTCONFIG_FILE: fonts,
      },
    })
    let said = ""
    let isTooSlow = false
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (said.length < 2_000) said += text
    })
    const timer = setTimeout(() => {
      isTooSlow = true
      endGroup(child.pid)
    }, limits.seconds * 1_000)
    const finish = (code: number | null) => {
      clearTimeout(timer)
      endGroup(child.pid)
      child.stderr.destroy()
      resolve({ code, isTooSlow, said })
    }
    child.on("error", (error) => {
      said += error.message
      finish(null)
    })
    child.on("exit", finish)
  })
}

/** Ends what is left of the child and all that it started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, "SIGKILL")
  } catch {
    // nothing is left
  }
}
