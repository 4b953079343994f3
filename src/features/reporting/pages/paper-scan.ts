import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { fileResponse } from "#platform/files/file-response.server.ts"
import { readPaperScan } from "../read-report.server.ts"
import type { Route } from "./+types/paper-scan"

/** The signed scan of a report that was entered on behalf, for whoever may see the report. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return fileResponse(request, context.get(instanceContext).files, await readPaperScan(ctx, params.report))
}
