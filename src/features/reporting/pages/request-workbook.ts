import { pageOf } from "#access/page.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { folded } from "#shared/folded.ts"
import { speak } from "#ui/words.ts"
import { maySeeRound } from "../permissions.ts"
import { readAnswersOfUnits, readQuestions } from "../read-answers.server.ts"
import { readRound } from "../read-rounds.server.ts"
import { numberIn, type Question } from "../request.ts"
import type { Route } from "./+types/request-workbook"

/** What all units answered to a request, one row a unit, in Excel; numbers as numbers. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const round = await readRound(ctx.db, params.round)
  if (!maySeeRound(ctx.actor) || round.kind !== "request") throw new NotFound("round")
  const questions = await readQuestions(ctx.db, round.id)
  const units = await readAnswersOfUnits(ctx.db, round.id)
  const say = speak("vi")
  const bytes = await writeWorkbook([
    {
      name: "Trả lời",
      title: round.documentName,
      notes: round.request ? [round.request] : [],
      columns: [
        { header: "Đơn vị", key: "unit", width: 40, kind: "text" },
        { header: "Tình trạng", key: "status", width: 18, kind: "text" },
        ...questions.map((question) => ({
          header: question.unitOfMeasure ? `${question.label} (${question.unitOfMeasure})` : question.label,
          key: question.id,
          width: question.kind === "text" ? 50 : 22,
          kind: question.kind === "number" ? ("number" as const) : ("text" as const),
        })),
      ],
      rows: units.map((unit) => ({
        unit: unit.unitName,
        status: say(`report.status.${unit.status}`),
        ...Object.fromEntries(
          questions.map((question) => [question.id, cellOf(question, unit.values[question.id] ?? "")]),
        ),
      })),
    },
  ])
  const name = `${folded(round.documentName).replaceAll(" ", "-").slice(0, 60) || "tra-loi"}.xlsx`
  return bytesResponse({ name, mime: xlsxMime }, bytes)

  function cellOf(question: Question, value: string): string | number | null {
    if (value.trim() === "") return null
    if (question.kind === "number") return numberIn(value) ?? value
    return question.kind === "yesNo" ? say(value === "yes" ? "answer.yes" : "answer.no") : value
  }
}
