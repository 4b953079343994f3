import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type RefusalDetail, refused } from "#shared/outcome.ts"
import { mayWrite } from "./permissions.ts"
import { readAnswers } from "./read-answers.server.ts"
import { canMove } from "./report.ts"
import { beginDrafting, lockReport } from "./report-store.server.ts"
import { answerFault } from "./request.ts"

export type AnswerInput = { questionId: string; value: string; seenVersion: number }

/** Saves what a unit answers to a request, finished or not. All of it or nothing; an answer that was left as it was is not touched. */
export function saveAnswers(ctx: Ctx, input: { reportId: string; answers: readonly AnswerInput[] }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
    if (!canMove(report, "edit")) return refused("report.locked")
    const questions = await readAnswers(tx, report.roundId, report.id)
    const given = new Map(input.answers.map((answer) => [answer.questionId, answer]))
    const details = questions.flatMap((question): RefusalDetail[] => {
      const fault = answerFault(question, given.get(question.id)?.value ?? "")
      return fault ? [{ code: fault, field: `tra-loi-${question.id}`, values: { question: question.label } }] : []
    })
    if (details.length > 0) return refused("form.invalid", { details })
    const changed = questions.filter((question) => {
      const answer = given.get(question.id)
      return answer !== undefined && answer.value.trim() !== question.value
    })
    for (const question of changed) {
      const answer = given.get(question.id)!
      if (answer.seenVersion !== question.version) throw new Stale("answer")
      await saveAnswer(ctx, tx, report.id, answer)
    }
    await beginDrafting(ctx, tx, report)
    if (changed.length > 0) recordEvent(tx, "answer.saved", report.id, { questions: changed.map((each) => each.id) })
    return done({ reportId: report.id })
  })
}

async function saveAnswer(ctx: Ctx, tx: Tx, reportId: string, { questionId, value }: AnswerInput): Promise<void> {
  const edit = { value: value.trim(), editedBy: ctx.actor.personId, editedAt: ctx.now }
  await tx
    .insertInto("reportAnswer")
    .values({ reportId, questionId, ...edit })
    .onConflict((conflict) =>
      conflict
        .columns(["reportId", "questionId"])
        .doUpdateSet((set) => ({ ...edit, version: set("reportAnswer.version", "+", 1) })),
    )
    .execute()
}
