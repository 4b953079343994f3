import { sql } from "kysely"
import type { Ctx, Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { AWAY_SECONDS } from "./work-time.ts"

type Moment = { reportId: string; personId: string; at: Date; until: Date }

/** One statement by the primary key; the union of spans makes the order of moments, and a repeated one, harmless. */
const addMoment = prepared((db, value: Values<Moment>) =>
  db
    .insertInto("reportWork")
    .values({
      reportId: value("reportId"),
      personId: value("personId"),
      spans: sql<string>`tstzmultirange(tstzrange(${value("at")}::timestamptz, ${value("until")}::timestamptz))`,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["reportId", "personId"])
        .doUpdateSet({ spans: sql<string>`report_work.spans + excluded.spans` }),
    ),
)

/**
 * Notes that somebody of the unit is at work on its report. What others do on it (checking, entering on behalf) is not the unit's time.
 * Part of the transaction of a save; on a page that only opens, on its own: it changes nothing that anybody decides by.
 */
export async function noteWork(ctx: Ctx, db: Db, report: { id: string; unitId: string }): Promise<void> {
  const { personId, seat } = ctx.actor
  if (personId === null || seat.unitId !== report.unitId) return
  const until = new Date(ctx.now.getTime() + AWAY_SECONDS * 1000)
  await addMoment(db, { reportId: report.id, personId, at: ctx.now, until })
}
