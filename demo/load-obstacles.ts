import { answerObstacle } from "#features/obstacles/answer-obstacle.server.ts"
import { joinObstacles } from "#features/obstacles/join-obstacles.server.ts"
import { solveObstacle } from "#features/obstacles/judge-obstacle.server.ts"
import { recordLatenessCause } from "#features/obstacles/lateness-cause.server.ts"
import { raiseObstacle } from "#features/obstacles/raise-obstacle.server.ts"
import { riseObstacles } from "#features/obstacles/rise-obstacles.server.ts"
import { saveObstacleRoute } from "#features/obstacles/save-route.server.ts"
import { contextAt } from "#platform/context.server.ts"
import { system } from "#shared/actor.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { atOf } from "./load-rounds.ts"

type Told = { unit: string; kind: string; description: string; tried: string; proposal: string }

const solved: Told = {
  unit: "SVHTTDL",
  kind: "money",
  description: "Chưa có định mức chi cho việc số hóa tư liệu văn hóa nên chưa lập được dự toán năm (minh họa).",
  tried: "Đã tham khảo định mức của hai tỉnh lân cận.",
  proposal: "Đề nghị hướng dẫn định mức chi số hóa áp dụng trong tỉnh.",
}
const open: readonly Told[] = [
  {
    unit: "SNNMT",
    kind: "data",
    description: "Chưa kết nối được cơ sở dữ liệu môi trường với nền tảng chia sẻ dữ liệu của tỉnh (minh họa).",
    tried: "Đã làm việc với đơn vị vận hành, chưa thống nhất chuẩn kết nối.",
    proposal: "Đề nghị ban hành chuẩn kết nối dùng chung.",
  },
  {
    unit: "SGDDT",
    kind: "data",
    description: "Chưa kết nối được cơ sở dữ liệu giáo dục với nền tảng chia sẻ dữ liệu của tỉnh (minh họa).",
    tried: "Đã gửi văn bản đề nghị kết nối.",
    proposal: "Đề nghị ban hành chuẩn kết nối dùng chung.",
  },
  {
    unit: "SXD",
    kind: "law",
    description: "Chưa có quy định về dùng chung hạ tầng cột điện, cống bể cho trạm phát sóng (minh họa).",
    tried: "Đã rà soát văn bản của các bộ, chưa có hướng dẫn cụ thể.",
    proposal: "Đề nghị UBND tỉnh ban hành quy định tạm thời.",
  },
]

/** Obstacles in every state: one solved and guidance since, two that read alike and were joined, one risen unanswered, one of today. */
export async function loadObstacles(instance: OpenInstance, organisation: Organisation, planId: string): Promise<void> {
  const at = atOf(instance)
  const office = organisation.actor("SKHCN", "planOffice")
  const { today } = at("9999-12-31", 9, office)
  const raise = async (told: Told, day: Day, to: string, which = 0) => {
    const { unit, ...texts } = told
    const taskId = await taskOf(instance, planId, organisation.unitIds[unit]!, which)
    if (taskId === undefined) return undefined
    const asked = { taskId, entryId: null, ...texts, competentUnitId: organisation.unitIds[to]!, isInternal: false }
    return must(await raiseObstacle(at(day, 9, organisation.actor(unit, "reporter")), asked), texts.description)
      .obstacleId
  }
  const source = "Mức mặc định; Ban Chỉ đạo trả lời qua lãnh đạo Ban (minh họa)"
  const levels = [
    { level: "competent", days: 5, unitId: null },
    { level: "steering", days: 10, unitId: organisation.unitIds.BCD! },
    { level: "provincial", days: 10, unitId: organisation.unitIds.UBND! },
    { level: "central", days: null, unitId: null },
  ] as const
  const begin = addDays(today, -60)
  const route = { planId, levels, validFrom: formatDay(begin), source }
  must(await saveObstacleRoute(at(begin, 8, office), route), "levels for obstacles")
  const first = await raise(solved, addDays(today, -45), "STC")
  if (first) await settle(organisation, at, first, addDays(today, -42))
  const led = await raise(open[0]!, addDays(today, -4), "SKHCN")
  const other = await raise(open[1]!, addDays(today, -3), "SKHCN")
  if (led && other) {
    const joined = { obstacleId: led, seenVersion: 1, otherIds: [other] }
    must(await joinObstacles(at(addDays(today, -2), 9, office), joined), "joins obstacles")
  }
  await raise(open[2]!, addDays(today, -12), "SKHCN")
  const late = await raise(
    { ...solved, kind: "coordination", description: lateText, proposal: "Đề nghị Công an tỉnh cho ý kiến dứt điểm." },
    addDays(today, -2),
    "CAT",
    1,
  )
  if (late) {
    const unit = at(addDays(today, -1), 10, organisation.actor("SVHTTDL", "reporter"))
    const recorded = await recordLatenessCause(unit, { obstacleId: late, explanation: lateText })
    if (!recorded.ok && recorded.refusal.code !== "cause.notLate") must(recorded, "cause of lateness")
  }
  const { db, enqueue, settings } = instance
  await riseObstacles(contextAt(instance.clock(), { db, enqueue, timeZone: settings.timeZone, actor: system }))
}
const lateText = "Quy chế phối hợp chờ ý kiến của cơ quan đồng chủ trì đã quá thời hạn (minh họa)."

async function settle(
  organisation: Organisation,
  at: ReturnType<typeof atOf>,
  obstacleId: string,
  day: Day,
): Promise<void> {
  const answer = {
    answer:
      "Áp dụng mức chi tạo lập thông tin điện tử theo quy định hiện hành; lập dự toán theo số trang thực tế (minh họa).",
    isPartial: false,
    isInternal: false,
    document: { number: "1207/STC-HCSN", issuedOn: formatDay(day), isNotSecret: true },
  }
  const finance = at(day, 15, organisation.actor("STC", "finance"))
  must(await answerObstacle(finance, { obstacleId, seenVersion: 1, ...answer }), "answers")
  const raiser = at(addDays(day, 1), 9, organisation.actor("SVHTTDL", "reporter"))
  must(await solveObstacle(raiser, { obstacleId, seenVersion: 2, comment: "Đơn vị đã lập dự toán." }), "solved")
}

/** The tasks that a unit leads, those past their day last. */
async function taskOf(
  instance: OpenInstance,
  planId: string,
  unitId: string,
  which: number,
): Promise<string | undefined> {
  const tasks = await instance.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select("task.id")
    .where("task.planId", "=", planId)
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .orderBy((order) => order("task.deadlineTo", "<", instance.clock().toISOString().slice(0, 10)))
    .orderBy("task.position")
    .execute()
  return (which === 0 ? tasks[0] : tasks.at(-1))?.id
}
