import { adminCommand } from "./commands/admin.ts"
import { backupCommand } from "./commands/backup.ts"
import { demoCommand } from "./commands/demo.ts"
import { doctorCommand } from "./commands/doctor.ts"
import { migrateCommand } from "./commands/migrate.ts"
import { planCommand } from "./commands/plan.ts"
import { restoreCommand } from "./commands/restore.ts"
import { roundCommand } from "./commands/round.ts"
import { serveCommand } from "./commands/serve.ts"
import { verifyCommand } from "./commands/verify.ts"

/** 0 done, 1 refused or failed, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2
export type Command = { usage: string; summary: string; run: (args: string[]) => Promise<ExitCode | undefined> }

const commands: Record<string, Command> = {
  serve: serveCommand,
  migrate: migrateCommand,
  demo: demoCommand,
  admin: adminCommand,
  plan: planCommand,
  round: roundCommand,
  verify: verifyCommand,
  backup: backupCommand,
  restore: restoreCommand,
  doctor: doctorCommand,
}

const [name, ...args] = process.argv.slice(2)
const command = name === undefined ? undefined : commands[name]
const wantsHelp = args.includes("--help") && name !== "plan"

if (name === "--help" || (command && wantsHelp)) {
  console.log(command ? `${command.usage}\n\n${command.summary}` : overview())
  process.exit(0)
}
if (!command) {
  console.error(overview())
  process.exit(2)
}
try {
  const code = await command.run(args)
  if (code !== undefined) {
    await new Promise<void>((written) => process.stdout.write("", () => written())) // a pipe takes its time
    process.exit(code)
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  if (process.env.TIENDO_TRACE) console.error(error)
  process.exit(1)
}

function overview(): string {
  const lines = Object.values(commands).map((each) => `  ${each.usage.padEnd(58)} ${each.summary.split("\n")[0]}`)
  return `tiendo – Tiến Độ\n\n${lines.join("\n")}\n\n  --help after any of them tells more.`
}
