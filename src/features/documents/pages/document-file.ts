import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { fileResponse } from "#platform/files/file-response.server.ts"
import { readDocumentFile } from "../read-documents.server.ts"
import type { Route } from "./+types/document-file"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return fileResponse(request, context.get(instanceContext).files, await readDocumentFile(ctx.db, params.documentFile))
}
