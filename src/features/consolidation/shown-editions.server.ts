import type { Db } from "#platform/context.server.ts"
import { type EditionDifferences, editionDifferences } from "./edition-differences.ts"
import type { ShownEdition } from "./edition-parts.tsx"
import { readSnapshotOf } from "./read-consolidation.server.ts"
import { type CorrectionLine, type EditionLine, readCorrections, readEditions } from "./read-corrections.server.ts"

/** The versions of a round as pages show them, and what was asked for and refused. */
export async function readShownEditions(
  db: Db,
  roundId: string,
): Promise<{ editions: ShownEdition[]; corrections: CorrectionLine[] }> {
  const lines = await readEditions(db, roundId)
  const corrections = await readCorrections(db, roundId)
  return { editions: lines.map((line) => shownEdition(line, lines, corrections)), corrections }
}

function shownEdition(
  line: EditionLine,
  lines: readonly EditionLine[],
  corrections: readonly CorrectionLine[],
): ShownEdition {
  const { id, edition, isCurrent, status, number, notation, issuedOn, publicationState } = line
  const later = lines.find((each) => each.correctsId === id && (each.status === "issued" || each.status === "received"))
  return {
    ...{ id, edition, isCurrent, status, number, notation, issuedOn, publicationState },
    correctedBy: later?.edition ?? null,
    correction: corrections.find((each) => each.openedId === id) ?? null,
  }
}

/** What a frozen version says differently from the one it corrects; undefined for a first version and for a draft. */
export async function readDifferences(
  db: Db,
  version: { id: string; correctsId: string | null },
): Promise<EditionDifferences | undefined> {
  if (!version.correctsId) return undefined
  const [before, after] = [await readSnapshotOf(db, version.correctsId), await readSnapshotOf(db, version.id)]
  return before && after && editionDifferences(before, after)
}
