import { readRound } from "#features/reporting/read-rounds.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { type Candidate, draw, populationHash, shareOut, typedSize } from "./draw.ts"
import { scopeOf } from "./permissions.ts"
import { readCheckers } from "./read-checkers.server.ts"
import { type PopulationLine, readPopulation } from "./read-population.server.ts"
import { type Stratification, type Subject, stratifications, subjects } from "./sample-check.ts"

export type DrawInput = {
  roundId: string
  subject: string
  stratifyBy: string
  /** "20" or "10 %". */
  size: string
  /** Drawn in public, or empty: the program draws one. */
  seed: string
  /** Chosen by hand instead, with a reason. */
  entryIds: readonly string[]
  reason: string
  checkerIds: readonly string[]
}

/** Draws a sample of a round by a seed that is recorded, or takes what was chosen by hand. What a draw is and that it is fair: draw.ts. */
export function drawSample(ctx: Ctx, input: DrawInput) {
  return inTransaction(ctx, async (tx) => {
    await tx.selectFrom("round").select("id").where("id", "=", input.roundId).forUpdate().execute()
    const round = await readRound(tx, input.roundId)
    const scope = scopeOf(ctx.actor, round)
    if (!scope) return refused("sample.mayNot")
    const subject = subjects.find((each) => each === input.subject)
    if (!subject) return refused("sample.noSubject", { field: "subject" })
    const people = await readCheckers(tx, ctx.actor.seat!.unitId, ctx.today)
    const checkerIds = input.checkerIds.filter((id) => people.some((each) => each.id === id))
    if (checkerIds.length === 0) return refused("sample.noChecker", { field: "checkers" })
    const population = await readPopulation(tx, round.id, { subject, scope })
    const drawn = sampleOf(population, input, () => ctx.newId())
    if (!drawn.ok) return drawn
    const sampleId = await saveSample(ctx, tx, { roundId: round.id, subject, population, checkerIds, ...drawn.value })
    return done({ sampleId, items: drawn.value.ids.length })
  })
}

type Drawn = { ids: string[]; method: "random" | "chosen"; seed: string; stratifyBy: Stratification; reason: string }

function sampleOf(population: readonly PopulationLine[], input: DrawInput, newId: () => string): Outcome<Drawn> {
  if (population.length === 0) return refused("sample.nothingToDraw")
  const reason = input.reason.trim()
  if (input.entryIds.length > 0) {
    if (reason === "") return refused("sample.reasonMissing", { field: "reason" })
    const ids = population.filter((each) => input.entryIds.includes(each.id)).map((each) => each.id)
    if (ids.length === 0) return refused("sample.nothingToDraw")
    return done({ ids, method: "chosen", seed: "", stratifyBy: "none", reason })
  }
  const stratifyBy = stratifications.find((each) => each === input.stratifyBy) ?? "none"
  const size = typedSize(input.size, population.length)
  if (size === undefined) return refused("sample.noSize", { field: "size" })
  if (size > population.length) return refused("sample.tooLarge", { field: "size", values: { all: population.length } })
  const seed = input.seed.trim() || newId().slice(-12) // the last digits of an identity are random
  if (seed.length > 60) return refused("form.tooLong", { field: "seed", values: { max: 60 } })
  return done({
    ids: draw(candidatesOf(population, stratifyBy), { seed, size }),
    method: "random",
    seed,
    stratifyBy,
    reason,
  })
}

const candidatesOf = (population: readonly PopulationLine[], by: Stratification): Candidate[] =>
  population.map(({ id, groupCode, unitId }) => ({
    id,
    stratum: by === "group" ? groupCode : by === "unit" ? unitId : "",
  }))

type ToSave = Drawn & {
  roundId: string
  subject: Subject
  population: readonly PopulationLine[]
  checkerIds: readonly string[]
}

async function saveSample(ctx: Ctx, tx: Tx, sample: ToSave): Promise<string> {
  const { roundId, subject, method, stratifyBy, seed, reason } = sample
  const candidates = candidatesOf(sample.population, stratifyBy).sort((a, b) => (a.id < b.id ? -1 : 1))
  const last = await tx
    .selectFrom("sampleCheck")
    .select((of) => of.fn.max("number").as("number"))
    .where("roundId", "=", roundId)
    .executeTakeFirst()
  const id = ctx.newId()
  const number = (last?.number ?? 0) + 1
  const facts = { roundId, number, subject, method, stratifyBy, seed, reason }
  const population = JSON.stringify(candidates.map((each) => [each.id, each.stratum]))
  const by = { unitId: ctx.actor.seat!.unitId, drawnAt: ctx.now, drawnBy: ctx.actor.personId }
  await tx
    .insertInto("sampleCheck")
    .values({ id, ...facts, ...by, population })
    .execute()
  await saveItems(ctx, tx, id, sample)
  recordEvent(tx, "sample.drawn", [id, roundId], {
    ...facts,
    size: sample.ids.length,
    population: candidates.length,
    populationSha256: populationHash(candidates),
  })
  return id
}

async function saveItems(ctx: Ctx, tx: Tx, sampleCheckId: string, { ids, population, checkerIds }: ToSave) {
  const lines = new Map(population.map((each) => [each.id, each]))
  const drawn = ids.map((id) => lines.get(id)!)
  const checkers = shareOut(drawn, checkerIds)
  const rows = drawn.map((line, index) => ({
    id: ctx.newId(),
    sampleCheckId,
    position: index + 1,
    entryId: line.id,
    claimId: line.claimId,
    taskId: line.taskId,
    unitId: line.unitId,
    confirmedOn: line.confirmedOn,
    confirmedBy: line.confirmedBy,
    checkerId: checkers.get(line.id) ?? null,
  }))
  for (let from = 0; from < rows.length; from += 1_000)
    await tx
      .insertInto("sampleItem")
      .values(rows.slice(from, from + 1_000))
      .execute()
}
