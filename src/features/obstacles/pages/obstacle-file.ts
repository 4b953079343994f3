import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { fileResponse } from "#platform/files/file-response.server.ts"
import { readObstacleFile } from "../read-obstacle.server.ts"
import type { Route } from "./+types/obstacle-file"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return fileResponse(request, context.get(instanceContext).files, await readObstacleFile(ctx, params.document))
}
