import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import { openRound } from "#features/reporting/open-round.server.ts"
import { contextAt } from "#platform/context.server.ts"
import { type Actor, type Role, system } from "#shared/actor.ts"
import { loadDemonstration } from "../demo/load-demonstration.ts"
import { placeDatabase } from "../src/platform/db/open-database.server.ts"
import { readSettings } from "../src/platform/settings.server.ts"
import { type OpenInstance, openInstance } from "../src/processes/open-instance.server.ts"
import { PASSWORD, prepareHeads } from "../tests/crash/heads-with-reports.ts"
import { STORM_UNITS } from "./deadline-storm.ts"
import { deskRows } from "./desk-rows.ts"
import { beginDraft, prepareTwentyPeriods, prepareTwoThousandTasks } from "./prepare-large-data.ts"
import { samplePlan } from "./sample-plan.ts"

export const TASKS = 131
export const BENCH_SLUG = "999-qd-ubnd-2026"
const silent = () => undefined

/**
 * The demonstration province and beside it a plan of 131 tasks with leads and an open round, in a folder of its own.
 * @param wants whether a row will be measured; what only the large rows need is made for them alone
 */
export async function prepareData(folder: string, wants: (work: string) => boolean) {
  const read = readSettings({ DATA_DIR: folder })
  if (!("settings" in read)) throw new Error(read.faults.join())
  const place = await placeDatabase(read.settings, silent)
  const instance = await openInstance(read.settings, place)
  await loadDemonstration(instance, silent)
  const { db } = instance
  const heads = wants("deadline-storm") ? await prepareHeads(instance, STORM_UNITS) : []
  const unit = async (code: string) =>
    (await db.selectFrom("unit").select("id").where("code", "=", code).executeTakeFirstOrThrow()).id
  const ctx = contextAt(instance.clock(), {
    db,
    actor: system,
    timeZone: read.settings.timeZone,
    enqueue: instance.enqueue,
  })
  const made = await createPlan(ctx, {
    reading: samplePlan("999", TASKS),
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
  const office = { planOfficeUnitId: await unit("SKHCN"), confirmerUnitId: await unit("VPUBND") }
  if (["list-2000", "list-2000-fresh", "whole-version-2000", "compare-versions-2000"].some(wants))
    await prepareTwoThousandTasks(ctx, office)
  const lastOfTwenty = deskRows.some(wants) ? await prepareTwentyPeriods(ctx, office) : null
  if (lastOfTwenty) await beginDraft({ ...ctx, actor: await officer(db) }, lastOfTwenty)
  /** The storm gives every head its own password. */
  const headPassword = heads.length > 0 ? PASSWORD : "demo"
  await instance.close()
  await place.close()
  return { roundId: opened.value.roundId, entries, lastOfTwenty, heads, headPassword }
}

/** Someone of the plan office, as the author of a draft. */
async function officer(db: OpenInstance["db"]): Promise<Actor> {
  const row = await db
    .selectFrom("seat")
    .innerJoin("person", "person.id", "seat.personId")
    .innerJoin("unit", "unit.id", "seat.unitId")
    .select(["seat.id", "seat.role", "seat.unitId", "unit.name as unitName", "person.id as personId", "person.name"])
    .where("unit.code", "=", "SKHCN")
    .where("seat.role", "=", "planOffice")
    .executeTakeFirstOrThrow()
  const { id, unitId, unitName, personId, name } = row
  const seat = { id, role: row.role as Role, unitId, unitName, isActing: false }
  return { personId, name, seat, seats: [seat] }
}
