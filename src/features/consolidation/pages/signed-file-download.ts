import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { NotFound } from "#platform/errors.ts"
import { fileResponse } from "#platform/files/file-response.server.ts"
import { editionOf } from "../edition-address.server.ts"
import { readSignedFile } from "../keep-signed-file.server.ts"
import type { Route } from "./+types/signed-file-download"

/** The signed report, for whoever may see the consolidation. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const file = await readSignedFile(ctx, params.round, editionOf(params))
  if (!file) throw new NotFound("signedFile")
  return fileResponse(request, context.get(instanceContext).files, file)
}
