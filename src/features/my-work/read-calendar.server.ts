import { lastDayInForce, type Meaning } from "#features/plans/deadline.ts"
import type { Db } from "#platform/context.server.ts"
import { addDays, type Day } from "#shared/day.ts"
import type { CalendarDay } from "./calendar.ts"
import type { FeedSeat } from "./calendar-feed.server.ts"

/** As far back as a subscribed calendar shows what was due, in days. */
const PAST_DAYS = 370
const MOST = 1_000

/** The due days of a seat: reports of its unit, tasks that its unit leads, and for those who run a plan the days of the plan office. */
export async function readCalendar(db: Db, seat: FeedSeat, today: Day): Promise<CalendarDay[]> {
  const since = addDays(today, -PAST_DAYS)
  const isUnit = ["reporter", "head", "planOffice", "director"].includes(seat.role)
  return [
    ...(isUnit ? await unitReports(db, seat.unitId, since) : []),
    ...(isUnit ? await ledTasks(db, seat.unitId, since, today) : []),
    ...(seat.role === "reporter" || seat.role === "head" ? [] : await officeDays(db, seat, since)),
    ...(["planOffice", "director", "confirmer"].includes(seat.role) ? await claimDays(db, since) : []),
  ]
}

async function unitReports(db: Db, unitId: string, since: Day): Promise<CalendarDay[]> {
  const rows = await db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("plan", "plan.id", "round.planId")
    .select(["report.id", "round.documentName", "round.dueOn", "report.extendedTo", "report.version"])
    .where("report.unitId", "=", unitId)
    .where("round.dueOn", ">=", since)
    // what was sent stays in the calendar, what nobody waits for any more does not
    .where((where) =>
      where.or([
        where("report.firstSubmittedAt", "is not", null),
        where.and([
          where("round.closedAt", "is", null),
          where("plan.supersededOn", "is", null),
          where("plan.undoneOn", "is", null),
        ]),
      ]),
    )
    .orderBy("round.dueOn")
    .limit(MOST)
    .execute()
  return rows.map((row) => ({
    uid: `report-${row.id}`,
    on: row.extendedTo ?? row.dueOn,
    title: `Hạn cuối gửi ${row.documentName}`,
    description: "Ngày cuối đúng hạn của đơn vị.",
    path: `/bao-cao/${row.id}`,
    sequence: row.version,
  }))
}

async function ledTasks(db: Db, unitId: string, since: Day, today: Day): Promise<CalendarDay[]> {
  const rows = await db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .select(["task.id", "task.code", "task.title", "task.version", "plan.slug"])
    .select(["task.deadlineText", "task.deadlineMeaning", "task.deadlineFrom", "task.deadlineTo"])
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .where("assignment.workflow", "<>", "completed")
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("task.suspendedOn", "is", null)
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("task.position")
    .limit(MOST)
    .execute()
  return rows.flatMap((row) => {
    const deadline = {
      text: row.deadlineText,
      meaning: row.deadlineMeaning as Meaning,
      from: row.deadlineFrom,
      to: row.deadlineTo,
    }
    const on = lastDayInForce(deadline, today)
    if (!on || on < since) return []
    return {
      uid: `task-${row.id}`,
      on,
      title: `Hạn nhiệm vụ ${row.code}: ${row.title}`.slice(0, 200),
      description: row.title,
      path: `/ke-hoach/${row.slug}/nhiem-vu/${row.id}`,
      sequence: row.version,
    }
  })
}

/** When the plan office's report is due: for the office itself, and for those who receive it. */
async function officeDays(db: Db, seat: FeedSeat, since: Day): Promise<CalendarDay[]> {
  const rows = await db
    .selectFrom("round")
    .innerJoin("plan", "plan.id", "round.planId")
    .select(["round.id", "round.documentName", "round.officeDueOn", "plan.planOfficeUnitId"])
    .where("round.officeDueOn", ">=", since)
    .where("round.closedAt", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("round.officeDueOn")
    .limit(MOST)
    .execute()
  return rows
    .filter((row) => (seat.role !== "planOffice" && seat.role !== "director") || row.planOfficeUnitId === seat.unitId)
    .map((row) => ({
      uid: `office-${row.id}`,
      on: row.officeDueOn,
      title: `Hạn cuối tổng hợp ${row.documentName}`,
      description: "Ngày cuối đúng hạn của cơ quan đầu mối.",
      path: `/tong-hop/${row.id}`,
      sequence: 0,
    }))
}

/** Claims of completion wait for their confirmer five working days; the first of them is what counts. */
async function claimDays(db: Db, since: Day): Promise<CalendarDay[]> {
  const rows = await db
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["claim.id", "claim.decideBy", "task.code", "task.title", "claim.version"])
    .where("claim.state", "=", "awaiting")
    .where("claim.decideBy", ">=", since)
    .orderBy("claim.decideBy")
    .limit(MOST)
    .execute()
  return rows.map((row) => ({
    uid: `claim-${row.id}`,
    on: row.decideBy,
    title: `Hạn xác nhận nhiệm vụ ${row.code}`,
    description: row.title,
    path: "/tong-hop/xac-nhan",
    sequence: row.version,
  }))
}
