import { createHash } from "node:crypto"

/** What can be drawn, and the part of the whole that it belongs to. */
export type Candidate = { id: string; stratum: string }

/** Where a candidate stands in a draw: anybody with the seed and the list can work it out again (`sha256sum` of "seed|id"). */
export const drawKey = (seed: string, id: string): string => createHash("sha256").update(`${seed}|${id}`).digest("hex")

/**
 * A random sample that the seed alone decides: the order of the candidates does not matter, nobody is drawn twice, and each stratum gives
 * its share of the sample, rounded down or up. @param size at most as many as there are candidates
 * @returns the identities in the order in which they were drawn
 */
export function draw(candidates: readonly Candidate[], { seed, size }: { seed: string; size: number }): string[] {
  const keyed = [...new Map(candidates.map((each) => [each.id, each])).values()]
    .map((each) => ({ ...each, key: drawKey(seed, each.id) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const strata = Map.groupBy(keyed, (each) => each.stratum)
  const shares = allocate(
    [...strata].map(([stratum, members]) => ({ stratum, members: members.length, key: drawKey(seed, stratum) })),
    Math.min(Math.max(0, size), keyed.length),
  )
  return [...strata]
    .flatMap(([stratum, members]) => members.slice(0, shares.get(stratum)))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((each) => each.id)
}

/** Shares by the largest remainder; strata with equal remainders are taken in the order that the seed gives them. */
function allocate(strata: readonly { stratum: string; members: number; key: string }[], size: number) {
  const all = strata.reduce((sum, each) => sum + each.members, 0)
  const exact = strata.map((each) => ({ ...each, whole: Math.floor((size * each.members) / all) }))
  let left = size - exact.reduce((sum, each) => sum + each.whole, 0)
  const byRemainder = [...exact].sort(
    (a, b) => ((size * b.members) % all) - ((size * a.members) % all) || (a.key < b.key ? -1 : 1),
  )
  const shares = new Map(exact.map((each) => [each.stratum, each.whole]))
  for (const { stratum, members, whole } of byRemainder) {
    if (left === 0) break
    if (whole === members) continue
    shares.set(stratum, whole + 1)
    left--
  }
  return shares
}

/** "20" or "10 %" of a whole, rounded up; undefined when it is neither, or none. */
export function typedSize(text: string, all: number): number | undefined {
  const typed = /^\s*(\d{1,5})\s*(%?)\s*$/.exec(text)
  if (!typed) return undefined
  const value = Number(typed[1])
  const size = typed[2] ? Math.ceil((Math.min(value, 100) * all) / 100) : value
  return size > 0 ? size : undefined
}

/** The hash of what was drawn from, recorded with the draw: who repeats it knows that the list is the same. */
export const populationHash = (population: readonly Candidate[]): string =>
  createHash("sha256")
    .update(population.map(({ id, stratum }) => `${id} ${stratum}\n`).join(""))
    .digest("hex")

/** Items in turn to the people who check; never to the one who confirmed it. Null: nobody of them may. */
export function shareOut(
  items: readonly { id: string; confirmedBy: string | null }[],
  checkerIds: readonly string[],
): Map<string, string | null> {
  const load = new Map(checkerIds.map((id) => [id, 0]))
  const shared = new Map<string, string | null>()
  for (const item of items) {
    const [checker] = [...load].filter(([id]) => id !== item.confirmedBy).sort((a, b) => a[1] - b[1])
    if (checker) load.set(checker[0], checker[1] + 1)
    shared.set(item.id, checker?.[0] ?? null)
  }
  return shared
}
