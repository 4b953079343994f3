import { systemContext } from "#access/open-request.server.ts"
import { nextRound } from "#features/reporting/calendar.ts"
import { openRound } from "#features/reporting/open-round.server.ts"
import { readReportingRules } from "#features/reporting/read-rounds.server.ts"
import type { Command } from "../cli.ts"
import { withInstance } from "./instance.ts"

export const roundCommand: Command = {
  usage: "tiendo round open PLAN [CODE]",
  summary:
    "Mở đợt báo cáo theo lịch của kế hoạch (open a round; without CODE the next one).\nPLAN is the name in the plan's address, such as 1139-qd-ubnd-2025.",
  run: async ([verb, slug, code]) => {
    if (verb !== "open" || !slug) {
      console.error(roundCommand.usage)
      return 2
    }
    return withInstance(async (instance) => {
      const ctx = systemContext(instance)
      const plan = await instance.db.selectFrom("plan").select("id").where("slug", "=", slug).executeTakeFirst()
      if (!plan) {
        console.error(`✗ Không có kế hoạch ${slug}.`)
        return 1
      }
      const chosen = code ?? nextRound(await readReportingRules(instance.db, plan.id), ctx.today)?.code
      const opened = chosen ? await openRound(ctx, { planId: plan.id, code: chosen }) : undefined
      if (!opened?.ok) {
        console.error(`✗ ${opened?.refusal.code ?? "round.notInCalendar"}`)
        return 1
      }
      console.log(`Đợt ${chosen}: thêm ${opened.value.reports} báo cáo, ${opened.value.entries} mục.`)
      return 0
    })
  },
}
