import { pageOf } from "#access/page.server.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { speak } from "#ui/words.ts"
import { readPlan } from "../read-plan.server.ts"
import { readTaskLines } from "../read-task-lines.server.ts"
import { filterTaskLines, taskFilterOf } from "../task-list-filter.ts"
import { taskSheet } from "../task-sheet.ts"
import type { Route } from "./+types/tasks-workbook"

/** The list of tasks in Excel: exactly what is filtered. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const lines = await readTaskLines(ctx.db, plan.id, ctx.today)
  const found = filterTaskLines(lines, taskFilterOf(new URL(request.url).searchParams))
  const say = speak("vi")
  const rows = found.map((line) => ({
    ...line,
    lead: line.leadGroupName ?? line.leads.map((each) => each.name).join("; "),
    state: line.line ? say(`outcome.${line.line}`) : say("outcome.dropped"),
  }))
  const bytes = await writeWorkbook([taskSheet(plan, rows, ctx.today, lines.length)])
  return bytesResponse({ name: `nhiem-vu-${plan.slug}.xlsx`, mime: xlsxMime }, bytes)
}
