import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Moment } from "#shared/day.ts"
import { type Grid, type GridReport, type GridRound, timelinessGrid } from "./timeliness-grid.ts"

export const ROUNDS_AT_ONCE = 8
export const UNITS_AT_ONCE = 40

const roundsOf = prepared((db, value: Values<{ planId: string; offset: number }>) =>
  db
    .selectFrom("round")
    .select((select) => ["id", "code", "name", "dueOn", "dueTime", select.fn.countAll<bigint>().over().as("rounds")])
    .where("planId", "=", value("planId"))
    .where("kind", "=", "calendar")
    .orderBy("dueOn", "desc")
    .orderBy("id")
    .limit(ROUNDS_AT_ONCE)
    .offset(value("offset")),
)

const unitsOf = prepared((db, value: Values<{ roundIds: string[]; offset: number }>) =>
  db
    .selectFrom("unit")
    .select((select) => ["unit.id as unitId", "unit.name", select.fn.countAll<bigint>().over().as("units")])
    .where((where) =>
      where.exists(
        where
          .selectFrom("report")
          .select("report.id")
          .whereRef("report.unitId", "=", "unit.id")
          .where("report.roundId", "=", where.fn.any(where.val(value("roundIds")))),
      ),
    )
    .orderBy("unit.position")
    .orderBy("unit.name")
    .limit(UNITS_AT_ONCE)
    .offset(value("offset")),
)

const reportsOf = prepared((db, value: Values<{ roundIds: string[]; unitIds: string[] }>) =>
  db
    .selectFrom("report")
    .leftJoin("entry", "entry.reportId", "report.id")
    .select((select) => [
      "report.id as reportId",
      "report.roundId",
      "report.unitId",
      "report.obligation",
      "report.status",
      "report.timeliness",
      "report.extendedTo",
      "report.firstSubmittedAt",
      select.fn.count("entry.id").as("entries"),
      select.fn.count("entry.answer").as("answered"),
    ])
    .where("report.roundId", "=", (where) => where.fn.any(where.val(value("roundIds"))))
    .where("report.unitId", "=", (where) => where.fn.any(where.val(value("unitIds"))))
    .groupBy("report.id"),
)

export type TimelinessPage = Grid & { rounds: number; units: number }

/**
 * Who reported on time and how much of it, over the last rounds of a plan, the oldest first. Three queries, whatever the number of
 * units and rounds: at most 40 units × 8 rounds are read. @param page units, from 1 @param earlier pages of rounds back, from 0
 */
export async function readTimeliness(
  db: Db,
  { planId, page, earlier, now }: { planId: string; page: number; earlier: number; now: Moment },
): Promise<TimelinessPage> {
  const found = await roundsOf(db, { planId, offset: earlier * ROUNDS_AT_ONCE })
  const rounds = found.map(({ rounds: _, ...round }): GridRound => round).reverse()
  const roundIds = rounds.map((round) => round.id)
  const units = await unitsOf(db, { roundIds, offset: (page - 1) * UNITS_AT_ONCE })
  const reports = await reportsOf(db, { roundIds, unitIds: units.map((unit) => unit.unitId) })
  return {
    ...timelinessGrid(
      units.map(({ unitId, name }) => ({ unitId, name })),
      rounds,
      reports.map(gridReport),
      now,
    ),
    rounds: Number(found[0]?.rounds ?? 0),
    units: Number(units[0]?.units ?? 0),
  }
}

const gridReport = ({
  firstSubmittedAt,
  entries,
  answered,
  ...report
}: Awaited<ReturnType<typeof reportsOf>>[number]) =>
  ({
    ...report,
    wasSent: firstSubmittedAt !== null,
    entries: Number(entries),
    answered: Number(answered),
  }) as GridReport
