import { addPerson } from "#features/organisation/save-people.server.ts"
import { addSeat } from "#features/organisation/save-seats.server.ts"
import { saveUnits } from "#features/organisation/save-units.server.ts"
import { nextRound } from "#features/reporting/calendar.ts"
import { openRound } from "#features/reporting/open-round.server.ts"
import { readEntries } from "#features/reporting/read-entries.server.ts"
import { readReportingRules } from "#features/reporting/read-rounds.server.ts"
import { saveEntry } from "#features/reporting/save-entry.server.ts"
import { hashPassword } from "#platform/accounts/password.server.ts"
import { type Ctx, contextAt } from "#platform/context.server.ts"
import { type Actor, type Role, system } from "#shared/actor.ts"
import { addDays } from "#shared/day.ts"
import { must } from "../../demo/load-demonstration.ts"
import type { OpenInstance } from "../../src/processes/open-instance.server.ts"

export const PASSWORD = "mat-khau-khi-thu"

/** One unit with its report complete, and the head who will send it. */
export type Head = { unitName: string; email: string; reportId: string; version: number }

/** Opens the round after the present one and completes the report of every unit; each head gets an account to sign in with. */
export async function prepareHeads(instance: OpenInstance, wanted: number): Promise<Head[]> {
  const { db } = instance
  const ctxAs = (actor: Ctx["actor"]) =>
    contextAt(instance.clock(), { db, actor, timeZone: instance.settings.timeZone, enqueue: instance.enqueue })
  await addUnitWithHead(ctxAs(system))
  const roundId = await openNextRound(ctxAs(system))
  const heads = await readHeads(instance, roundId)
  const hash = await hashPassword(PASSWORD)
  const chosen = heads.slice(0, wanted)
  for (const head of chosen) {
    for (const entry of await readEntries(db, head.reportId))
      await saveEntry(ctxAs(head.actor), { entryId: entry.id, seenVersion: entry.version, content })
    await giveAccount(instance, head, hash)
  }
  return chosen.map(({ unitName, email, reportId, version }) => ({ unitName, email, reportId, version }))
}

const content = {
  answer: "progress",
  percentDone: 40,
  result: "Đã hoàn thành khảo sát tại cơ sở",
  product: "",
  obstacle: "",
  proposal: "",
  nextStep: "",
  missingReason: "",
  doubtReason: "Điều chỉnh theo kết quả đã rà soát",
  consent: "consent",
  objection: "",
} as const

/** The demonstration has 79 units with a head; the test wants a round number. */
async function addUnitWithHead(ctx: Ctx): Promise<void> {
  const unit = { code: "BAO", name: "Trung tâm thử tải", kind: "agency", parentCode: null, obligation: "must" } as const
  const units = must(
    await saveUnits(ctx, { units: [{ ...unit, isConfirmed: true, note: null, aliases: [], startedOn: "2025-07-01" }] }),
    "unit",
  )
  const name = "Thủ trưởng Trung tâm thử tải"
  const { personId } = must(await addPerson(ctx, { name, email: "head.bao@demo.test", position: null }), "person")
  const seat = {
    personId,
    role: "head",
    unitId: units.ids.BAO!,
    fromOn: "2025-07-01",
    toOn: null,
    isActing: false,
  } as const
  must(await addSeat(ctx, seat), "seat")
}

async function openNextRound(ctx: Ctx): Promise<string> {
  const plan = await ctx.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()
  const last = await ctx.db.selectFrom("round").select("dueOn").orderBy("dueOn", "desc").executeTakeFirstOrThrow()
  const next = nextRound(await readReportingRules(ctx.db, plan.id), addDays(last.dueOn, 1))
  const opened = await openRound(ctx, { planId: plan.id, code: next!.code })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.value.roundId
}

async function readHeads({ db }: OpenInstance, roundId: string) {
  const rows = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("seat", "seat.unitId", "unit.id")
    .innerJoin("person", "person.id", "seat.personId")
    .select(["report.id as reportId", "report.version", "unit.id as unitId", "unit.name as unitName"])
    .select(["seat.id as seatId", "seat.role", "person.id as personId", "person.name", "person.email", "person.userId"])
    .where("report.roundId", "=", roundId)
    .where("seat.role", "=", "head")
    .distinctOn("report.id")
    .orderBy("report.id")
    .execute()
  return rows.map((row) => {
    const seat = { id: row.seatId, role: row.role as Role, unitId: row.unitId, unitName: row.unitName, isActing: false }
    return { ...row, actor: { personId: row.personId, name: row.name, seat, seats: [seat] } satisfies Actor }
  })
}

/** All heads share one hash: the test is about the storm, not about hashing. */
async function giveAccount(
  { db, accounts }: OpenInstance,
  head: { personId: string; name: string; email: string; userId: string | null },
  hash: string,
): Promise<void> {
  const { internalAdapter } = await accounts.auth.$context
  if (head.userId) {
    await internalAdapter.updatePassword(head.userId, hash)
    return
  }
  const user = await internalAdapter.createUser(
    { email: head.email, name: head.name, emailVerified: true },
    { method: "email-password" },
  )
  await internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: "credential",
    password: hash,
  })
  await db.updateTable("person").set({ userId: user.id }).where("id", "=", head.personId).execute()
}

/** How each report stands, how often its content was kept, how often the history tells of its sending. */
export async function timesKept(db: OpenInstance["db"], heads: readonly Pick<Head, "reportId">[]) {
  const reportIds = heads.map((head) => head.reportId)
  const rows = await db
    .selectFrom("report")
    .select((select) => [
      "report.id",
      "report.status",
      select
        .selectFrom("submission")
        .whereRef("submission.reportId", "=", "report.id")
        .select((count) => count.fn.countAll<bigint>().as("n"))
        .as("kept"),
    ])
    .where("report.id", "in", reportIds)
    .execute()
  const told = await db.selectFrom("history.event").select("about").where("kind", "=", "report.submitted").execute()
  const subjects = told.map((event) => (event.about as unknown as string[])[0])
  return new Map(
    rows.map(({ id, status, kept }) => [
      id,
      { status, kept: Number(kept), told: subjects.filter((subject) => subject === id).length },
    ]),
  )
}
