import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { streamResponse } from "#platform/files/file-response.server.ts"
import { zipBytes } from "#platform/files/write-zip.server.ts"
import { folded } from "#shared/folded.ts"
import { caseFile } from "../case-file.server.ts"
import { mayTakeCaseFile } from "../permissions.ts"
import type { Route } from "./+types/case-file"

/** Seven hours: the archive names its instants in the time of Vietnam. */
const INDOCHINA_MS = 7 * 3_600_000

/** Everything of one round as one archive with a manifest, made while it is sent. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const round = await readRound(ctx.db, params.round)
  if (!mayTakeCaseFile(ctx.actor, round)) throw new NotFound("caseFile")
  const name = `${folded(`ho so ${round.documentName} ${round.planSlug}`).replaceAll(" ", "-")}.zip`
  const parts = caseFile(ctx, round, context.get(instanceContext).files)
  const at = new Date(ctx.now.getTime() + INDOCHINA_MS)
  return streamResponse({ name, mime: "application/zip" }, zipBytes(parts, at))
}
