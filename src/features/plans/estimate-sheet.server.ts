import type { Db } from "#platform/context.server.ts"
import type { SheetToWrite } from "#platform/workbooks/workbook.ts"
import { speak } from "#ui/words.ts"
import { readEstimates } from "./read-estimates.server.ts"
import { readTaskLines } from "./read-task-lines.server.ts"

/** The estimates of a year's plan as a sheet beside the plan: to be read and summed, not brought in again. */
export async function estimateSheet(db: Db, planId: string): Promise<SheetToWrite> {
  const say = speak("vi")
  const tasks = new Map((await readTaskLines(db, planId, "9999-12-31")).map((line) => [line.id, line]))
  return {
    name: say("estimates.title"),
    columns: [
      { key: "group", header: say("plan.group"), width: 30, kind: "text" },
      { key: "task", header: say("task.title"), width: 60, kind: "text" },
      { key: "unit", header: say("unit.name"), width: 36, kind: "text" },
      { key: "source", header: say("estimate.source"), width: 24, kind: "text" },
      { key: "amount", header: say("estimate.amount"), width: 22, kind: "number" },
      { key: "basis", header: say("estimate.basis"), width: 50, kind: "text" },
    ],
    rows: (await readEstimates(db, planId)).map((each) => {
      const task = tasks.get(each.taskId)
      return {
        group: task ? `${task.groupCode}. ${task.groupTitle}` : "",
        task: task ? `${task.code}. ${task.title}` : "",
        unit: each.unitName,
        source: say(`estimate.source.${each.source}`),
        // At most 10^15: a number of Excel holds it to the last đồng
        amount: Number(each.amountVnd),
        basis: each.basis,
      }
    }),
  }
}
