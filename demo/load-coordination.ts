import { answerDuty, noteOutcome } from "#features/unit-plans/answer-duty.server.ts"
import { answerOpinion, askOpinion, closeOpinionRequest } from "#features/unit-plans/ask-opinion.server.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { atOf } from "./load-rounds.ts"
import { illustrative } from "./province.ts"

/** Shares of coordinating units confirmed, disputed and settled; opinions asked, answered and waited for. */
export async function loadCoordination(instance: OpenInstance, organisation: Organisation): Promise<void> {
  const at = atOf(instance)
  const { today } = at("9999-12-31", 0, organisation.actor("SKHCN", "planOffice"))
  const words = illustrative().coordination
  const on = (before: number) => addDays(today, -before)
  const as = (code: string, day: Day) =>
    at(day, 10, organisation.actor(code, code === "SKHCN" ? "planOffice" : "reporter"))
  const tasks = await instance.db.selectFrom("task").select(["id", "title"]).execute()
  const taskId = (match: string): string => {
    const task = tasks.find((each) => folded(each.title).includes(folded(match)))
    if (!task) throw new Error(`demonstration: no task matches “${match}”`)
    return task.id
  }
  const answer = async (code: string, match: string, reason: string, day: Day) =>
    must(
      await answerDuty(as(code, day), {
        taskId: taskId(match),
        seenVersion: 0,
        answer: reason ? "disputed" : "confirmed",
        reason,
      }),
      `${code} answers for its share`,
    )
  const rules = "văn hóa số cộng đồng"
  await answer("SGDDT", rules, "", on(60))
  await answer("CAT", rules, words.settledDispute, on(58))
  const settled = { taskId: taskId(rules), unitId: organisation.unitIds.CAT!, seenVersion: 1, outcome: words.outcome }
  must(await noteOutcome(as("SKHCN", on(50)), settled), "dispute settled")
  await answer("SVHTTDL", "giáo dục và hướng nghiệp", "", on(40))
  await answer("SVHTTDL", "tiêu dùng sản phẩm, dịch vụ trên môi trường số", words.disputed, on(6))

  const ask = async (code: string, match: string, question: string, day: Day, answerBy: Day, asked: string[]) =>
    must(
      await askOpinion(as(code, day), {
        taskId: taskId(match),
        question,
        answerBy: formatDay(answerBy),
        unitIds: asked.map((each) => organisation.unitIds[each]!),
      }),
      `${code} asks for opinions`,
    ).opinionId
  const give = async (code: string, opinionId: string, said: string, day: Day) =>
    must(await answerOpinion(as(code, day), { opinionId, seenVersion: 1, answer: said }), `${code} gives its opinion`)
  const closed = await ask("SVHTTDL", rules, words.ownQuestion, on(35), on(25), ["SGDDT", "CAT"])
  await give("SGDDT", closed, words.ownAnswers[0]!, on(30))
  await give("CAT", closed, words.ownAnswers[1]!, on(22))
  must(await closeOpinionRequest(as("SVHTTDL", on(20)), { opinionId: closed }), "request closed")
  const scheme = "Đề án Chuyển đổi số giai đoạn 2026"
  const open = await ask("SKHCN", scheme, words.openQuestion, on(4), addDays(today, 6), ["SVHTTDL", "STC", "SCT"])
  await give("STC", open, words.openAnswer, on(1))
}
