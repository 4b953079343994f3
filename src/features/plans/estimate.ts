import { type Actor, actsFor, type SystemActor } from "#shared/actor.ts"
import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"
import { formatVnd, parseVnd } from "#shared/vnd.ts"
import { mayEditPlan } from "./permissions.ts"

export const fundingSources = ["stateBudget", "enterprise", "socialised", "other"] as const
export type FundingSource = (typeof fundingSources)[number]

/** A thousand times the province's yearly budget would not fit: whoever types it has typed zeros too many. */
export const MOST_VND = 1_000_000_000_000_000n
const LONGEST_BASIS = 2_000

export type TypedEstimate = { unitId: string; source: string; amount: string; basis: string }
export type EstimateFacts = { unitId: string; source: FundingSource; amountVnd: bigint; basis: string }

/** What makes an estimate: a unit that works on the task, a source, and whole đồng. @param unitIds leads and coordinating units */
export function checkEstimate(typed: TypedEstimate, unitIds: ReadonlySet<string>): Outcome<EstimateFacts> {
  const faults: RefusalDetail[] = []
  const source = fundingSources.find((each) => each === typed.source)
  if (!unitIds.has(typed.unitId)) faults.push({ code: "estimate.notItsUnit", field: "unit" })
  if (!source) faults.push({ code: "estimate.noSource", field: "source" })
  const amountVnd = parseVnd(typed.amount)
  if (amountVnd === undefined || amountVnd === 0n)
    faults.push({ code: "estimate.noAmount", field: "amount", values: { text: typed.amount.trim() } })
  else if (amountVnd > MOST_VND)
    faults.push({ code: "estimate.tooMuch", field: "amount", values: { most: formatVnd(MOST_VND) } })
  const basis = typed.basis.trim()
  if (basis.length > LONGEST_BASIS)
    faults.push({ code: "estimate.longBasis", field: "basis", values: { most: LONGEST_BASIS } })
  if (faults.length > 0 || !source || amountVnd === undefined) return refused("form.invalid", { details: faults })
  return done({ unitId: typed.unitId, source, amountVnd, basis })
}

type Who = Actor | SystemActor
/** The plan office enters any estimate of its plan; a unit its own. */
export const mayEnterEstimate = (actor: Who, plan: { planOfficeUnitId: string }, unitId: string): boolean =>
  mayEditPlan(actor, plan) || actsFor(actor, unitId, "reporter", "head")
