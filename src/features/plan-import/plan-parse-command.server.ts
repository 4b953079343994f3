import { open } from "node:fs/promises"
import { basename } from "node:path"
import { parseArgs } from "node:util"
import { type Outcome, refused } from "#shared/outcome.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import { allTasks } from "./plan-issues.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlanOnlyInWorker } from "./read-in-worker.server.ts"
import { refusalInWords } from "./refusal-words.server.ts"
import { inMegabytes, sourceLimits } from "./source-limits.ts"

export type CommandOutput = { stdout: (text: string) => void; stderr: (text: string) => void }

const HELP = `Cách dùng: tiendo plan parse TỆP… [--json]

Đọc một kế hoạch từ một hoặc nhiều tệp của nó (quyết định, kế hoạch, phụ lục; .txt .md .docx .xlsx .pdf).
Không ghi vào cơ sở dữ liệu.

  --json    in một đối tượng JSON ra đầu ra chuẩn, không in gì khác; thông báo in ra đầu ra lỗi
  --help    in hướng dẫn này

Mã kết thúc: 0 đọc được kế hoạch (có thể kèm lưu ý), 1 không đọc được như một kế hoạch, 2 dùng sai lệnh.

Usage: tiendo plan parse FILE… [--json]
Reads one plan out of its files. Exit status: 0 read (with or without warnings), 1 not readable as a plan, 2 wrong usage.
`

/**
 * `tiendo plan parse FILE… --json [--help]`.
 * @param args what stands behind `plan parse`
 * @returns the exit status: 0 read, 1 refused, 2 wrong usage
 */
export async function planParse(args: string[], out: CommandOutput): Promise<number> {
  const given = parse(args)
  if (given === null || (given.files.length === 0 && !given.help)) {
    out.stderr(HELP)
    return 2
  }
  if (given.help) {
    out.stdout(HELP)
    return 0
  }
  const read = await readFrom(given.files)
  if (!read.ok) {
    out.stderr(`${refusalInWords(read.refusal)}\n`)
    return 1
  }
  if (given.json) {
    out.stdout(`${JSON.stringify(read.value, null, 2)}\n`)
    for (const issue of read.value.issues.filter(({ severity }) => severity !== "info"))
      out.stderr(`! ${issue.message}\n`)
  } else out.stdout(summary(read.value))
  await Promise.all([written(process.stdout), written(process.stderr)])
  return 0
}

/** A pipe takes 64 KB at once: a program that ends before the rest has gone would leave half an object. */
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.writableLength === 0) resolve()
    else stream.write("", () => resolve())
  })

function parse(args: string[]): { files: string[]; json: boolean; help: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    })
    return { files: positionals, json: values.json ?? false, help: values.help ?? false }
  } catch {
    return null
  }
}

async function readFrom(paths: string[]): Promise<Outcome<PlanReading>> {
  const files: UploadedFile[] = []
  for (const path of paths) {
    const file = await readBounded(path)
    if (!file.ok) return file
    files.push(file.value)
  }
  return readPlanOnlyInWorker(files)
}

/** Never more of a file than may be read: a device or a growing log must not fill the memory. */
async function readBounded(path: string): Promise<Outcome<UploadedFile>> {
  const values = { file: path }
  try {
    const handle = await open(path, "r")
    try {
      const stats = await handle.stat()
      if (stats.isDirectory()) return refused("planImport.notFound", { values })
      if (stats.size > sourceLimits.bytes) {
        return refused("planImport.tooBig", { values: { ...values, limitMb: inMegabytes(sourceLimits.bytes) } })
      }
      return { ok: true, value: { name: basename(path), bytes: await handle.readFile() } }
    } finally {
      await handle.close()
    }
  } catch {
    return refused("planImport.notFound", { values })
  }
}

function summary(reading: PlanReading): string {
  const { documents, plan, issues } = reading
  const lines = documents.map((document) => {
    const number = [document.number ?? "…", document.notation].filter(Boolean).join("/")
    return `Văn bản: ${number}${document.issuedOn ? `, ngày ${document.issuedOn.split("-").reverse().join("/")}` : ""} – ${document.title ?? "(không có trích yếu)"}`
  })
  lines.push(
    `Nhóm nhiệm vụ: ${plan.groups.length}; nhiệm vụ: ${allTasks(reading).length}; chỉ tiêu: ${plan.indicators.length}`,
    `Trách nhiệm tổ chức thực hiện: ${plan.duties.length}; chế độ báo cáo: ${plan.reporting.length}`,
    ...plan.groups.map((group) => `  ${group.code ?? "-"}  ${group.title.slice(0, 90)} (${group.tasks.length})`),
    ...issues.map((issue) => `! ${issue.message}`),
  )
  return `${lines.join("\n")}\n`
}
