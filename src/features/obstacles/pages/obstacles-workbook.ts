import { pageOf } from "#access/page.server.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { daysBetween, formatDay } from "#shared/day.ts"
import { speak } from "#ui/words.ts"
import { listState } from "../obstacle.ts"
import { obstacleFilterOf } from "../obstacle-filter.ts"
import { countObstacles, readObstacles } from "../read-obstacles.server.ts"
import type { Route } from "./+types/obstacles-workbook"

/** More lines than a sheet that a person reads; the notes say when the filters found more. */
const MOST_ROWS = 10_000

const column = (header: string, key: string, width: number, kind: "text" | "number" | "day" = "text") => ({
  header,
  key,
  width,
  kind,
})

/** The list in Excel: exactly what is filtered, in the same order. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const filter = obstacleFilterOf(new URL(request.url).searchParams)
  const counts = await countObstacles(ctx, filter)
  const lines = await readObstacles(ctx, filter, MOST_ROWS)
  const say = speak("vi")
  const rows = lines.map((line) => ({
    number: line.number,
    unit: line.unitName,
    task: `${line.taskCode}. ${line.taskTitle}`,
    plan: line.planTitle,
    kind: say(`obstacle.kind.${line.kind}`),
    description: line.description,
    level: say(`obstacle.level.${line.level}`),
    answering: line.answeringUnitName,
    raisedOn: line.raisedOn,
    age: daysBetween(line.raisedOn, line.closedOn ?? ctx.today),
    answerBy: line.answerBy,
    state: say(`obstacle.state.${listState(line, ctx.today)}`),
    closedOn: line.closedOn,
  }))
  const notes = [
    `${say("obstacle.count", counts)} Ngày xuất: ${formatDay(ctx.today)}.`,
    ...(counts.found > MOST_ROWS ? [`Chỉ xuất ${MOST_ROWS} dòng đầu.`] : []),
  ]
  const columns = [
    column("Số", "number", 8, "number"),
    column("Đơn vị nêu", "unit", 34),
    column("Nhiệm vụ", "task", 50),
    column("Kế hoạch", "plan", 30),
    column("Loại", "kind", 20),
    column("Nội dung vướng mắc", "description", 60),
    column("Cấp đang giải quyết", "level", 26),
    column("Đơn vị trả lời", "answering", 34),
    column("Ngày nêu", "raisedOn", 14, "day"),
    column("Số ngày", "age", 10, "number"),
    column("Hạn trả lời", "answerBy", 14, "day"),
    column("Tình trạng", "state", 24),
    column("Ngày kết thúc", "closedOn", 14, "day"),
  ]
  const bytes = await writeWorkbook([{ name: "Vướng mắc", title: say("obstacle.title"), notes, columns, rows }])
  return bytesResponse({ name: "vuong-mac.xlsx", mime: xlsxMime }, bytes)
}
