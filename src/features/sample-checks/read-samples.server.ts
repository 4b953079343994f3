import { sql } from "kysely"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { maySeeSamples } from "./permissions.ts"
import type { Finding, ItemState, SampleSummary } from "./sample-check.ts"

export const ITEMS_PAGE = 50

export type SampleItemLine = {
  id: string
  sampleNumber: number
  roundId: string
  roundName: string
  planSlug: string
  taskId: string
  taskCode: string
  taskTitle: string
  unitId: string
  unitName: string
  checkingUnitId: string
  checkerId: string | null
  checkerName: string | null
  claimId: string | null
  confirmedOn: Day | null
  confirmedBy: string | null
  finding: Finding | null
  findingReason: string
  foundOn: Day | null
  explainBy: Day | null
  explanation: string | null
  explainedOn: Day | null
  result: Finding | null
  resultReason: string
  concludedOn: Day | null
  isWithdrawn: boolean
  entryId: string
  reportId: string
  version: number
}

const itemLines = (db: Db) =>
  db
    .selectFrom("sampleItem")
    .innerJoin("sampleCheck", "sampleCheck.id", "sampleItem.sampleCheckId")
    .innerJoin("round", "round.id", "sampleCheck.roundId")
    .innerJoin("plan", "plan.id", "round.planId")
    .innerJoin("task", "task.id", "sampleItem.taskId")
    .innerJoin("unit", "unit.id", "sampleItem.unitId")
    .innerJoin("entry", "entry.id", "sampleItem.entryId")
    .leftJoin("person", "person.id", "sampleItem.checkerId")
    .selectAll("sampleItem")
    .select([
      "sampleCheck.number as sampleNumber",
      "sampleCheck.roundId",
      "sampleCheck.unitId as checkingUnitId",
      "round.documentName as roundName",
      "plan.slug as planSlug",
      "task.code as taskCode",
      "task.title as taskTitle",
      "unit.name as unitName",
      "person.name as checkerName",
      "entry.reportId",
    ])

/** Each item's state, as the rule has it, for narrowing a list in the database. */
const inState = (state: ItemState, today: Day) =>
  ({
    toCheck: sql<boolean>`sample_item.finding is null`,
    explaining: sql<boolean>`sample_item.finding is not null and sample_item.result is null and sample_item.explanation is null and sample_item.explain_by >= ${today}`,
    toConclude: sql<boolean>`sample_item.finding is not null and sample_item.result is null and (sample_item.explanation is not null or sample_item.explain_by < ${today})`,
    concluded: sql<boolean>`sample_item.result is not null`,
  })[state]

export type ItemFilter = { roundId: string; sampleNumber?: number; state?: ItemState; checkerId?: string }

/** One page of the items of a round, in the order in which they were drawn. Two queries. */
export async function readSampleItems(db: Db, filter: ItemFilter, today: Day, page: number) {
  const matching = itemLines(db)
    .where("sampleCheck.roundId", "=", filter.roundId)
    .$if(filter.sampleNumber !== undefined, (query) => query.where("sampleCheck.number", "=", filter.sampleNumber!))
    .$if(filter.state !== undefined, (query) => query.where(inState(filter.state!, today)))
    .$if(filter.checkerId !== undefined, (query) => query.where("sampleItem.checkerId", "=", filter.checkerId!))
  const items = await matching
    .orderBy("sampleCheck.number", "desc")
    .orderBy("sampleItem.position")
    .limit(ITEMS_PAGE)
    .offset((page - 1) * ITEMS_PAGE)
    .execute()
  const { found } = await matching
    .clearSelect()
    .select((of) => of.fn.countAll<bigint>().as("found"))
    .executeTakeFirstOrThrow()
  return { items: items as SampleItemLine[], found: Number(found) }
}

export type SampleLine = {
  number: number
  subject: "claims" | "entries"
  method: "random" | "chosen"
  stratifyBy: "none" | "group" | "unit"
  seed: string
  reason: string
  drawnAt: Date
  drawnBy: string | null
  unitName: string
  items: number
  population: number
}

/** The draws of a round, newest first: how each was made, so that it can be repeated. */
export async function readDraws(db: Db, roundId: string): Promise<SampleLine[]> {
  const rows = await db
    .selectFrom("sampleCheck")
    .innerJoin("unit", "unit.id", "sampleCheck.unitId")
    .leftJoin("person", "person.id", "sampleCheck.drawnBy")
    .select(["sampleCheck.number", "subject", "method", "stratifyBy", "seed", "reason", "drawnAt"])
    .select(["unit.name as unitName", "person.name as drawnBy"])
    .select(sql<number>`jsonb_array_length(population)`.as("population"))
    .select((select) =>
      select
        .selectFrom("sampleItem")
        .whereRef("sampleItem.sampleCheckId", "=", "sampleCheck.id")
        .select(sql<number>`count(*)::int`.as("count"))
        .as("items"),
    )
    .where("roundId", "=", roundId)
    .orderBy("sampleCheck.number", "desc")
    .limit(100)
    .execute()
  return rows as unknown as SampleLine[]
}

/** What the checks of a round came to. One query. */
export async function readSampleSummary(db: Db, roundId: string): Promise<SampleSummary> {
  const { rows } = await sql<SampleSummary>`
    select count(distinct sample_check.id)::int as draws, count(sample_item.id)::int as items,
      count(sample_item.finding)::int as checked, count(sample_item.result)::int as concluded,
      count(*) filter (where result = 'holds')::int as holds, count(*) filter (where result = 'wrong')::int as wrong,
      count(*) filter (where result = 'notEnough')::int as not_enough, count(*) filter (where is_withdrawn)::int as withdrawn
    from sample_check left join sample_item on sample_item.sample_check_id = sample_check.id
    where sample_check.round_id = ${roundId}`.execute(db)
  return rows[0]!
}

export type SampleDocumentLine = {
  id: string
  sampleItemId: string
  side: "office" | "unit"
  title: string
  number: string | null
  issuedOn: Day | null
  storedFileId: string | null
}

export const readSampleDocuments = (db: Db, itemId: string): Promise<SampleDocumentLine[]> =>
  db
    .selectFrom("sampleDocument")
    .select(["id", "sampleItemId", "side", "title", "number", "issuedOn", "storedFileId"])
    .where("sampleItemId", "=", itemId)
    .orderBy("id")
    .execute() as Promise<SampleDocumentLine[]>

/** An item for who follows the checks, and for the unit once it is asked. @throws NotFound for anybody else */
export async function readSampleItem(ctx: Ctx & { actor: Actor }, itemId: string): Promise<SampleItemLine> {
  const row = isId(itemId) ? await itemLines(ctx.db).where("sampleItem.id", "=", itemId).executeTakeFirst() : undefined
  const { seat } = ctx.actor
  const isOwn = row !== undefined && row.unitId === seat.unitId && row.finding !== null
  const checks = row !== undefined && row.checkingUnitId === seat.unitId && seat.role === "head"
  if (!row || !(maySeeSamples(ctx.actor) || isOwn || checks)) throw new NotFound("sampleItem")
  return row as SampleItemLine
}

/** What a unit was asked or told about its results, newest first. */
export async function readItemsOfUnit(db: Db, unitId: string, limit: number): Promise<SampleItemLine[]> {
  const rows = await itemLines(db)
    .where("sampleItem.unitId", "=", unitId)
    .where("sampleItem.finding", "is not", null)
    .orderBy(sql`sample_item.result is not null`)
    .orderBy("sampleItem.foundOn", "desc")
    .orderBy("sampleItem.id")
    .limit(limit)
    .execute()
  return rows as SampleItemLine[]
}

export type SampleWork = { toCheck: number; toConclude: number; roundId: string; roundName: string }[]

/** What waits in a checking unit: items of one person to check, and items of the unit to conclude, by round. */
export async function readSampleWork(db: Db, unitId: string, personId: string, today: Day): Promise<SampleWork> {
  const { rows } = await sql<SampleWork[number]>`
    select round.id as round_id, round.document_name as round_name,
      count(*) filter (where finding is null and checker_id = ${personId})::int as to_check,
      count(*) filter (where ${inState("toConclude", today)})::int as to_conclude
    from sample_item
    join sample_check on sample_check.id = sample_item.sample_check_id
    join round on round.id = sample_check.round_id
    where sample_check.unit_id = ${unitId} and sample_item.result is null
    group by round.id order by round.due_on desc limit 10`.execute(db)
  return rows
}

/** Items that a unit is asked to explain and has not, the earliest day first. */
export const readItemsToExplain = async (db: Db, unitId: string, limit: number): Promise<SampleItemLine[]> =>
  (await itemLines(db)
    .where("sampleItem.unitId", "=", unitId)
    .where("sampleItem.finding", "in", ["wrong", "notEnough"])
    .where("sampleItem.result", "is", null)
    .where("sampleItem.explanation", "is", null)
    .orderBy("sampleItem.explainBy")
    .orderBy("sampleItem.id")
    .limit(limit)
    .execute()) as SampleItemLine[]

/** Everything that was drawn and found in a round, for its case file. */
export async function readSampleRecord(db: Db, roundId: string) {
  const draws = await db
    .selectFrom("sampleCheck")
    .selectAll()
    .where("roundId", "=", roundId)
    .orderBy("number")
    .execute()
  const items = await itemLines(db)
    .where("sampleCheck.roundId", "=", roundId)
    .orderBy("sampleCheck.number")
    .orderBy("sampleItem.position")
    .execute()
  return { draws, items: items as SampleItemLine[] }
}

/** Files that findings and explanations of a round rest on. */
export const readSampleFiles = (db: Db, roundId: string) =>
  db
    .selectFrom("sampleDocument")
    .innerJoin("sampleItem", "sampleItem.id", "sampleDocument.sampleItemId")
    .innerJoin("sampleCheck", "sampleCheck.id", "sampleItem.sampleCheckId")
    .innerJoin("storedFile", "storedFile.id", "sampleDocument.storedFileId")
    .select(["sampleDocument.id", "storedFile.sha256", "storedFile.name", "storedFile.size"])
    .where("sampleCheck.roundId", "=", roundId)
    .orderBy("sampleDocument.id")
    .execute()

/** @throws NotFound when the person may not see the item that it belongs to */
export async function readSampleFile(ctx: Ctx & { actor: Actor }, documentId: string) {
  const file = isId(documentId)
    ? await ctx.db
        .selectFrom("sampleDocument")
        .innerJoin("storedFile", "storedFile.id", "sampleDocument.storedFileId")
        .select(["sampleDocument.sampleItemId", "storedFile.sha256", "storedFile.name", "storedFile.mime"])
        .where("sampleDocument.id", "=", documentId)
        .executeTakeFirst()
    : undefined
  if (!file) throw new NotFound("sampleDocument")
  await readSampleItem(ctx, file.sampleItemId)
  return file
}
