import { buffer } from "node:stream/consumers"
import { readPlanById } from "#features/plans/read-plan.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { FileStore } from "#platform/files/file-store.ts"
import { dayAt } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { type DocumentKind, versionFor } from "./document-template.ts"
import { mayKeepTemplates } from "./permissions.ts"
import { readDocumentTemplate, readKindVersions } from "./read-document-templates.server.ts"

/** The name of the parameter with which the plan office tries a version that is not in force. */
export const TRIAL = "mau"

/**
 * The Word template of a document, or undefined for the layout of the program.
 * @param fixedAt the instant at which its content was fixed (frozen, sent); null for a draft
 * @param request may name a version to be tried, for the plan office alone
 */
export async function templateFor(
  ctx: Ctx,
  files: FileStore,
  document: { planId: string; kind: DocumentKind; fixedAt: Date | null },
  request?: Request,
): Promise<Uint8Array | undefined> {
  const tried = request && new URL(request.url).searchParams.get(TRIAL)
  const template = tried ? await triedTemplate(ctx, document, tried) : await templateInForce(ctx, document)
  return template && templateBytes(files, template)
}

/** The file of a version; undefined for one that says: back to the layout of the program. */
export async function templateBytes(
  files: FileStore,
  { sha256 }: { sha256: string | null },
): Promise<Uint8Array | undefined> {
  if (!sha256) return undefined
  const content = await files.open(sha256)
  if (!content) throw new Error(`file ${sha256} is claimed but missing from the store`)
  return buffer(content.stream)
}

async function templateInForce(ctx: Ctx, { planId, kind, fixedAt }: Parameters<typeof templateFor>[2]) {
  const at = fixedAt ?? ctx.now
  return versionFor(await readKindVersions(ctx.db, planId, kind), { at, on: dayAt(at, ctx.timeZone) })
}

async function triedTemplate(ctx: Ctx, { planId, kind }: { planId: string; kind: DocumentKind }, templateId: string) {
  if (!isId(templateId) || !mayKeepTemplates(ctx.actor, await readPlanById(ctx.db, planId)))
    throw new NotFound("documentTemplate")
  const template = await readDocumentTemplate(ctx, planId, templateId)
  if (template.kind !== kind) throw new NotFound("documentTemplate")
  return template
}
