import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import type { PlanInput } from "#features/plans/plan-input.ts"
import { openRound } from "#features/reporting/open-round.server.ts"
import { contextAt } from "#platform/context.server.ts"
import { system } from "#shared/actor.ts"
import { loadDemonstration } from "../demo/load-demonstration.ts"
import { placeDatabase } from "../src/platform/db/open-database.server.ts"
import { readSettings } from "../src/platform/settings.server.ts"
import { openInstance } from "../src/processes/open-instance.server.ts"

export const TASKS = 131
export const BENCH_SLUG = "999-qd-ubnd-2026"
const silent = () => undefined

/** The demonstration province and beside it a plan of 131 tasks with leads and an open round, in a folder of its own. */
export async function prepareData(folder: string) {
  const read = readSettings({ DATA_DIR: folder })
  if (!("settings" in read)) throw new Error(read.faults.join())
  const place = await placeDatabase(read.settings, silent)
  const instance = await openInstance(read.settings, place)
  await loadDemonstration(instance, silent)
  const { db } = instance
  const unit = async (code: string) =>
    (await db.selectFrom("unit").select("id").where("code", "=", code).executeTakeFirstOrThrow()).id
  const ctx = contextAt(instance.clock(), {
    db,
    actor: system,
    timeZone: read.settings.timeZone,
    enqueue: instance.enqueue,
  })
  const made = await createPlan(ctx, {
    reading: plan131(),
    sourceText: [],
    planOfficeUnitId: await unit("SKHCN"),
    confirmerUnitId: await unit("VPUBND"),
    leadershipUnitId: null,
    isIllustrative: true,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const { planId } = made.value
  const units = await db
    .selectFrom("unit")
    .select("id")
    .where("kind", "in", ["agency", "commune"])
    .orderBy("position")
    .execute()
  const lead = await unit("SVHTTDL")
  const tasks = await db.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  for (const [index, task] of tasks.entries()) {
    const leads = [{ unitId: index % 8 === 0 ? lead : units[index % units.length]!.id }]
    await assignTasks(ctx, { planId, taskIds: [task.id], change: { leads } })
  }
  const opened = await openRound(ctx, { planId, code: `${ctx.today.slice(0, 4)}-Q4` })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const entries = await db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .select(["entry.id", "entry.version", "entry.reportId"])
    .where("report.roundId", "=", opened.value.roundId)
    .where("report.unitId", "=", lead)
    .execute()
  await instance.close()
  await place.close()
  return { roundId: opened.value.roundId, entries }
}

function plan131(): PlanInput {
  const groups = Array.from({ length: 7 }, (_, g) => ({
    code: String(g + 1),
    title: `Nhóm nhiệm vụ ${g + 1} về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số`,
    tasks: Array.from({ length: g < 5 ? 19 : 18 }, (_, i) => ({
      code: `${g + 1}.${i + 1}`,
      title: `Xây dựng, ban hành và tổ chức thực hiện kế hoạch số ${i + 1} về ứng dụng công nghệ số trong quản lý nhà nước và cung cấp dịch vụ công trên địa bàn tỉnh`,
      leads: [],
      coordinating: [],
      deadline: { text: "31/12/2026", meaning: "byDay" as const, from: null, to: "2026-12-31" },
      product: "Kế hoạch được phê duyệt",
    })),
  }))
  const rule = { day: 10, month: "lastOfPeriod", inclusive: false }
  const document = {
    kind: "decision",
    number: "999",
    notation: "QĐ-UBND",
    issuer: "Ủy ban nhân dân tỉnh",
    place: null,
    issuedOn: "2026-01-05",
    effectiveOn: "2026-01-05",
    title: "Kế hoạch 131 nhiệm vụ (đo hiệu năng)",
    signer: null,
    relations: [],
    recipients: [],
  }
  return {
    documents: [document],
    plan: {
      declared: { groups: 7, tasks: TASKS, indicators: null },
      indicators: [],
      groups,
      duties: [],
      reporting: [{ tier: "unit", period: "quarter", text: "trước ngày 10", rule }],
    },
    issues: [],
  }
}
