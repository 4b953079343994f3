import { PassThrough } from "node:stream"
import { pageOf } from "#access/page.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { streamResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbookTo, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { folded } from "#shared/folded.ts"
import { maySeeConsolidation } from "../permissions.ts"
import { sentSheets } from "../sent-workbook.server.ts"
import type { Route } from "./+types/sent-workbook"

/** Everything that units sent, in Excel; sent while it is made, so that the browser shows at once how far it is. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const sheets = await sentSheets(ctx.db, round)
  const bytes = new PassThrough()
  writeWorkbookTo(bytes, sheets).catch(() => undefined) // the stream carries the fault, the download breaks off
  const name = `${folded(`toan bo ${round.documentName} ${round.planSlug}`).replaceAll(" ", "-")}.xlsx`
  return streamResponse({ name, mime: xlsxMime }, bytes)
}
