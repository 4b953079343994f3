import { spawn } from "node:child_process"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { planParse } from "./plan-parse-command.server.ts"

const decision = fileURLToPath(new URL("../../../demo/decision-1139.txt", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "plan-parse-"))

async function run(...args: string[]) {
  let stdout = ""
  let stderr = ""
  const status = await planParse(args, { stdout: (text) => (stdout += text), stderr: (text) => (stderr += text) })
  return { status, stdout, stderr }
}

describe("tiendo plan parse", () => {
  test("--json prints one object and nothing else; messages go to standard error", async () => {
    const { status, stdout, stderr } = await run(decision, "--json")
    expect(status).toBe(0)
    expect(Object.keys(JSON.parse(stdout))).toEqual(["documents", "plan", "issues"])
    expect(stderr).toContain("Phụ lục 2")
  })
  test("without it, a summary for people", async () => {
    const { status, stdout } = await run(decision)
    expect(status).toBe(0)
    expect(stdout).toContain("Văn bản: 1139/QĐ-UBND, ngày 09/07/2025")
    expect(stdout).toContain("nhiệm vụ: 89")
  })
  test("a file that is no plan: status 1 and a sentence with its name", async () => {
    const path = join(folder, "thu.txt")
    writeFileSync(path, "Kính gửi Sở Tài chính.")
    const { status, stdout, stderr } = await run(path, "--json")
    expect([status, stdout]).toEqual([1, ""])
    expect(stderr).toMatch(/thu\.txt.*nhóm nhiệm vụ/s)
  })
  test("a file that is not there, a folder", async () => {
    expect(await run(join(folder, "khong-co.docx"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("khong-co.docx"),
    })
    expect(await run(folder)).toMatchObject({ status: 1 })
  })
  test("wrong usage is 2, help is 0", async () => {
    expect((await run()).status).toBe(2)
    expect((await run(decision, "--xml")).status).toBe(2)
    expect(await run("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--json") })
  })
})

test("through a pipe the whole object arrives, however slowly it is taken", async () => {
  const head = "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n"
  const path = join(folder, "lon.md")
  writeFileSync(
    path,
    head + Array.from({ length: 300 }, (_, i) => `| ${i + 1} | Việc số ${i} | Sở A | 2026 |\n`).join(""),
  )
  const cli = fileURLToPath(new URL("../../processes/cli.ts", import.meta.url))
  const child = spawn(process.execPath, [cli, "plan", "parse", path, "--json"], { stdio: ["ignore", "pipe", "ignore"] })
  await new Promise((resolve) => setTimeout(resolve, 2500))
  let text = ""
  for await (const chunk of child.stdout) text += chunk
  expect(text.length).toBeGreaterThan(65_536)
  expect(JSON.parse(text).plan.groups[0].tasks).toHaveLength(300)
})
