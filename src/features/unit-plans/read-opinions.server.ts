import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { type Actor, actsAs } from "#shared/actor.ts"
import { standingAssignments } from "./unit-plan-store.server.ts"

const requests = (db: Db) =>
  db
    .selectFrom("opinionRequest")
    .innerJoin("task", "task.id", "opinionRequest.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .innerJoin("unit", "unit.id", "opinionRequest.unitId")
    .select([
      "opinionRequest.id",
      "opinionRequest.unitId",
      "opinionRequest.taskId",
      "opinionRequest.question",
      "opinionRequest.answerBy",
      "opinionRequest.askedOn",
      "opinionRequest.closedOn",
      "unit.name as unitName",
      "task.code",
      "task.title",
      "plan.slug",
    ])

/** Requests that a unit has not answered yet, the nearest day first. */
export const readOpinionsToGive = (db: Db, unitId: string, limit = 100) =>
  requests(db)
    .innerJoin("opinionAnswer", "opinionAnswer.opinionRequestId", "opinionRequest.id")
    .where("opinionAnswer.unitId", "=", unitId)
    .where("opinionAnswer.answeredOn", "is", null)
    .where("opinionRequest.closedOn", "is", null)
    .orderBy("opinionRequest.answerBy")
    .orderBy("opinionRequest.id")
    .limit(limit)
    .execute()

/** Requests that a unit made or was asked, newest first, with how many have answered. */
export async function readOpinionRequests(db: Db, unitId: string, page = 1, pageSize = 30) {
  const rows = await requests(db)
    .select((row) => [
      row
        .selectFrom("opinionAnswer")
        .select((fn) => fn.fn.countAll<number>().as("count"))
        .whereRef("opinionAnswer.opinionRequestId", "=", "opinionRequest.id")
        .as("asked"),
      row
        .selectFrom("opinionAnswer")
        .select((fn) => fn.fn.countAll<number>().as("count"))
        .whereRef("opinionAnswer.opinionRequestId", "=", "opinionRequest.id")
        .where("answeredOn", "is not", null)
        .as("answered"),
    ])
    .where("opinionRequest.unitId", "=", unitId)
    .orderBy("opinionRequest.askedOn", "desc")
    .orderBy("opinionRequest.id", "desc")
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .execute()
  return { lines: rows.slice(0, pageSize), hasMore: rows.length > pageSize }
}

/**
 * One request. The asker and inspectors see every answer; an asked unit sees its own.
 * @throws NotFound also where the person may not see it
 */
export async function readOpinion({ db, actor }: Ctx & { actor: Actor }, opinionId: string) {
  const request = await requests(db).where("opinionRequest.id", "=", opinionId).executeTakeFirst()
  if (!request) throw new NotFound("opinion")
  const all = await db
    .selectFrom("opinionAnswer")
    .innerJoin("unit", "unit.id", "opinionAnswer.unitId")
    .select([
      "opinionAnswer.unitId",
      "unit.name as unitName",
      "opinionAnswer.answer",
      "opinionAnswer.answeredOn",
      "opinionAnswer.version",
    ])
    .where("opinionRequestId", "=", opinionId)
    .orderBy("unit.position")
    .orderBy("unit.name")
    .execute()
  const isAsker = request.unitId === actor.seat.unitId
  const own = all.find((each) => each.unitId === actor.seat.unitId)
  const seesAll = isAsker || actsAs(actor, "inspector")
  if (!seesAll && !own) throw new NotFound("opinion")
  return { ...request, isAsker, own: own ?? null, answers: seesAll ? all : own ? [own] : [] }
}

/** A task that a unit leads, with the units that coordinate it: who is asked first. @throws NotFound */
export async function readTaskToAskAbout(db: Db, taskId: string, unitId: string) {
  const task = await standingAssignments(db, unitId)
    .select(["task.id", "task.code", "task.title", "plan.slug"])
    .where("task.id", "=", taskId)
    .executeTakeFirst()
  if (!task) throw new NotFound("task")
  const coordinating = await db
    .selectFrom("taskDuty")
    .select("unitId")
    .where("taskId", "=", taskId)
    .where("duty", "=", "coordinating")
    .where("unitId", "is not", null)
    .execute()
  const units = await db
    .selectFrom("unit")
    .select(["id", "name"])
    .where("endedOn", "is", null)
    .where("id", "<>", unitId)
    .orderBy("position")
    .orderBy("name")
    .limit(500)
    .execute()
  const ids = new Set(coordinating.map((row) => row.unitId))
  return {
    ...task,
    coordinating: units.filter((unit) => ids.has(unit.id)),
    others: units.filter((unit) => !ids.has(unit.id)),
  }
}
