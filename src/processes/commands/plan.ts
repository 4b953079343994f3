import { readFile } from "node:fs/promises"
import { basename } from "node:path"
import { parseArgs } from "node:util"
import { systemContext } from "#access/open-request.server.ts"
import { planParse } from "#features/plan-import/plan-parse-command.server.ts"
import { readPlanFiles } from "#features/plan-import/read-plan-files.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import { countTasks } from "#features/plans/plan-input.ts"
import { sayCode, speak } from "#ui/words.ts"
import type { Command, ExitCode } from "../cli.ts"
import type { OpenInstance } from "../open-instance.server.ts"
import { withInstance } from "./instance.ts"

export const planCommand: Command = {
  usage: 'tiendo plan parse FILE… --json | plan import FILE… --office "UNIT"',
  summary: "Đọc kế hoạch từ văn bản; nhập vào hệ thống (read a plan out of its documents; take it in).",
  run: async ([verb, ...rest]) => {
    if (verb === "parse")
      return (await planParse(rest, {
        stdout: (text) => process.stdout.write(text),
        stderr: (text) => process.stderr.write(text),
      })) as ExitCode
    if (verb === "import") return importPlan(rest)
    console.error(planCommand.usage)
    return 2
  },
}

async function importPlan(args: string[]): Promise<ExitCode> {
  const given = parseArgs({
    args,
    allowPositionals: true,
    options: {
      office: { type: "string" },
      confirmer: { type: "string" },
      leadership: { type: "string" },
      help: { type: "boolean" },
    },
  })
  if (given.values.help || given.positionals.length === 0 || !given.values.office) {
    console.error(
      'tiendo plan import FILE… --office "Sở Khoa học và Công nghệ" [--confirmer "Văn phòng UBND tỉnh"] [--leadership "UBND tỉnh"]',
    )
    return given.values.help ? 0 : 2
  }
  const files = await Promise.all(
    given.positionals.map(async (path) => ({ name: basename(path), bytes: await readFile(path) })),
  )
  return withInstance(async (instance) => {
    const read = await readPlanFiles(files)
    if (!read.ok) return refuse(sayCode(speak("vi"), "refusal", read.refusal.code, read.refusal.values))
    const unit = (name: string | undefined) => (name === undefined ? null : unitNamed(instance, name))
    const planOfficeUnitId = await unitNamed(instance, given.values.office!)
    if (!planOfficeUnitId) return refuse(`Không có đơn vị “${given.values.office}”.`)
    const made = await createPlan(systemContext(instance), {
      reading: read.value,
      sourceText: files
        .filter((file) => /\.(txt|md)$/.test(file.name))
        .map((file) => ({ name: file.name, text: file.bytes.toString("utf8") })),
      planOfficeUnitId,
      confirmerUnitId: await unit(given.values.confirmer),
      leadershipUnitId: await unit(given.values.leadership),
      isIllustrative: false,
    })
    if (!made.ok) return refuse(sayCode(speak("vi"), "refusal", made.refusal.code, made.refusal.values))
    for (const issue of read.value.issues) console.error(`! ${issue.message}`)
    console.log(
      `Đã nhập ${read.value.plan.groups.length} nhóm, ${countTasks(read.value.plan.groups)} nhiệm vụ: /ke-hoach/${made.value.slug}`,
    )
    return 0
  })
}

async function unitNamed(instance: OpenInstance, name: string): Promise<string | null> {
  return (await instance.db.selectFrom("unit").select("id").where("name", "=", name).executeTakeFirst())?.id ?? null
}

function refuse(sentence: string): 1 {
  console.error(`✗ ${sentence}`)
  return 1
}
