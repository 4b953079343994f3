import { sql } from "kysely"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import type { Kind, Status } from "./obstacle.ts"
import type { StepKind } from "./obstacle-store.server.ts"
import { inScope, isGuidance, type Reader } from "./read-obstacles.server.ts"
import type { Level } from "./route.ts"

export type ObstaclePage = {
  id: string
  number: number
  kind: Kind
  description: string
  tried: string
  proposal: string
  level: Level
  status: Status
  answerBy: Day | null
  levelSince: Day
  returns: number
  raisedOn: Day
  closedOn: Day | null
  isInternal: boolean
  isAnswerInternal: boolean
  version: number
  unitId: string
  unitName: string
  competentUnitId: string
  answeringUnitId: string | null
  answeringUnitName: string | null
  leadingId: string | null
  leadingNumber: number | null
  planId: string
  planSlug: string
  planTitle: string
  planOfficeUnitId: string
  leadershipUnitId: string | null
  supersededOn: Day | null
  taskId: string
  taskCode: string
  taskTitle: string
  entryId: string | null
  reportId: string | null
  /** Involved: the whole course. Otherwise it is guidance: question and answer only. */
  isInvolved: boolean
}

/** @throws NotFound for who is neither involved nor reads it as guidance */
export async function readObstacle(reader: Reader, obstacleId: string): Promise<ObstaclePage> {
  if (!isId(obstacleId)) throw new NotFound("obstacle")
  const { rows } = await sql<ObstaclePage>`
    select obstacle.id, obstacle.number, obstacle.kind, obstacle.description, obstacle.tried, obstacle.proposal, obstacle.level,
      obstacle.status, obstacle.answer_by, obstacle.level_since, obstacle.returns, obstacle.raised_on, obstacle.closed_on,
      obstacle.is_internal, obstacle.is_answer_internal, obstacle.version, obstacle.unit_id, unit.name as unit_name,
      obstacle.competent_unit_id, obstacle.answering_unit_id, answering.name as answering_unit_name, obstacle.leading_id,
      head_one.number as leading_number, plan.id as plan_id, plan.slug as plan_slug, plan.title as plan_title,
      plan.plan_office_unit_id, plan.leadership_unit_id, plan.superseded_on, task.id as task_id, task.code as task_code,
      task.title as task_title, obstacle.entry_id, entry.report_id, ${inScope(reader)} as is_involved
    from obstacle
    join plan on plan.id = obstacle.plan_id
    join task on task.id = obstacle.task_id
    join unit on unit.id = obstacle.unit_id
    left join unit answering on answering.id = obstacle.answering_unit_id
    left join obstacle head_one on head_one.id = obstacle.leading_id
    left join entry on entry.id = obstacle.entry_id
    where obstacle.id = ${obstacleId} and plan.undone_on is null and (${inScope(reader)} or ${isGuidance})`.execute(
    reader.db,
  )
  if (!rows[0]) throw new NotFound("obstacle")
  return rows[0]
}

export type StepLine = {
  id: string
  what: StepKind
  onDay: Day
  personName: string | null
  unitName: string | null
  text: string
  fromLevel: Level | null
  toLevel: Level | null
  toUnitName: string | null
  answerBy: Day | null
  otherId: string | null
  otherNumber: number | null
  documentNumber: string | null
  documentOn: Day | null
}

/** Everything that happened, in its order. */
export async function readSteps({ db }: Reader, obstacleId: string): Promise<StepLine[]> {
  const rows = await db
    .selectFrom("obstacleStep")
    .leftJoin("person", "person.id", "obstacleStep.personId")
    .leftJoin("unit", "unit.id", "obstacleStep.unitId")
    .leftJoin("unit as toUnit", "toUnit.id", "obstacleStep.toUnitId")
    .leftJoin("obstacle as other", "other.id", "obstacleStep.otherId")
    .select([
      "obstacleStep.id",
      "obstacleStep.what",
      "obstacleStep.onDay",
      "person.name as personName",
      "unit.name as unitName",
      "obstacleStep.text",
      "obstacleStep.fromLevel",
      "obstacleStep.toLevel",
      "toUnit.name as toUnitName",
      "obstacleStep.answerBy",
      "obstacleStep.otherId",
      "other.number as otherNumber",
      "obstacleStep.documentNumber",
      "obstacleStep.documentOn",
    ])
    .where("obstacleStep.obstacleId", "=", obstacleId)
    .orderBy("obstacleStep.at")
    .orderBy("obstacleStep.id")
    .execute()
  return rows as StepLine[]
}

export const readObstacleDocuments = ({ db }: Reader, obstacleId: string) =>
  db
    .selectFrom("obstacleDocument")
    .leftJoin("unit", "unit.id", "obstacleDocument.unitId")
    .select([
      "obstacleDocument.id",
      "obstacleDocument.stepId",
      "obstacleDocument.title",
      "obstacleDocument.number",
      "obstacleDocument.issuedOn",
      "obstacleDocument.storedFileId",
      "unit.name as unitName",
    ])
    .where("obstacleDocument.obstacleId", "=", obstacleId)
    .orderBy("obstacleDocument.id")
    .execute()

/** Obstacles that wait for the answer to this one, or were answered with it. */
export const readFollowers = ({ db }: Reader, obstacleId: string) =>
  db
    .selectFrom("obstacle")
    .innerJoin("unit", "unit.id", "obstacle.unitId")
    .select(["obstacle.id", "obstacle.number", "obstacle.status", "obstacle.version", "unit.name as unitName"])
    .where("obstacle.leadingId", "=", obstacleId)
    .orderBy("obstacle.number")
    .execute()

/** A file is for those who are involved; who reads the guidance reads words, not files. @throws NotFound */
export async function readObstacleFile(reader: Reader, documentId: string) {
  const file = isId(documentId)
    ? await reader.db
        .selectFrom("obstacleDocument")
        .innerJoin("storedFile", "storedFile.id", "obstacleDocument.storedFileId")
        .select(["obstacleDocument.obstacleId", "storedFile.sha256", "storedFile.name", "storedFile.mime"])
        .where("obstacleDocument.id", "=", documentId)
        .executeTakeFirst()
    : undefined
  if (!file || !(await readObstacle(reader, file.obstacleId)).isInvolved) throw new NotFound("obstacleDocument")
  return file
}
