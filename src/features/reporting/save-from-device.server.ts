import type { ActionFunctionArgs } from "react-router"
import { type ActionParts, formAction } from "#access/post.server.ts"
import { ctxContext, languageContext } from "#access/request-context.ts"
import type { Db } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import type { Refused } from "#shared/outcome.ts"
import { sayCode, speak } from "#ui/words.ts"
import type { DeviceAnswer } from "./device-answer.ts"
import { attachTyped, saveTyped } from "./entry-action.server.ts"
import { mayWrite } from "./permissions.ts"
import { readEntry } from "./read-entries.server.ts"
import { readReport } from "./read-report.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { fieldsFor } from "./report-template.ts"
import { saveSections } from "./save-entry.server.ts"
import { typedEntry } from "./typed-entry.ts"

const statuses = { saved: 200, changed: 409, refused: 422 } as const
const answerOf = (answer: DeviceAnswer): Response => Response.json(answer, { status: statuses[answer.state] })

/** What was typed waits under the name of who typed it: somebody else's session on the same device never sends it. */
const isOfAnother = (fields: Readonly<Record<string, string>>, { actor }: ActionParts["ctx"]): boolean =>
  fields.formOwner !== actor.personId
const ofAnother = () => new Response(null, { status: 403 })

/** The same saves as the buttons of the pages, answered as data, for a page that keeps what was typed until there is a line. */
export const saveEntryFromDevice = formAction(async ({ form, ctx, params, context }) => {
  if (isOfAnother(form.fields, ctx)) return ofAnother()
  const entryId = params.entry!
  try {
    const outcome = await saveTyped(ctx, entryId, form)
    if (!outcome.ok) return refusedAnswer(context, outcome)
    return answerOf({
      state: "saved",
      version: outcome.value.version,
      savedAt: ctx.now.toISOString(),
      evidenceCount: await countEvidence(ctx.db, entryId),
    })
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    return answerOf(await entryMeanwhile(ctx, params.report!, entryId))
  }
})

/** One general section; its form has the fields `body` and `isNone`. */
export const saveSectionFromDevice = formAction(async ({ form, ctx, params, context }) => {
  const { fields, seenVersion } = form
  if (isOfAnother(fields, ctx)) return ofAnother()
  const section = { key: params.section!, body: fields.body ?? "", isNone: fields.isNone === "1", seenVersion }
  try {
    const outcome = await saveSections(ctx, { reportId: params.report!, sections: [section] })
    if (!outcome.ok) return refusedAnswer(context, outcome)
    const version = outcome.value.versions[section.key] ?? 0
    return answerOf({ state: "saved", version, savedAt: ctx.now.toISOString() })
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    return answerOf(await sectionMeanwhile(ctx.db, params.report!, section.key))
  }
})

/** A proof that was attached without a line. */
export async function attachFromDevice(args: ActionFunctionArgs): Promise<Response> {
  const ctx = args.context.get(ctxContext)
  // the name of the owner stands in the address: the file is read only when it is theirs
  if (new URL(args.request.url).searchParams.get("cua") !== ctx.actor.personId) return ofAnother()
  const { outcome } = await attachTyped(args)
  if (!outcome.ok) return refusedAnswer(args.context, outcome)
  return answerOf({
    state: "saved",
    version: 0,
    savedAt: ctx.now.toISOString(),
    evidenceCount: await countEvidence(ctx.db, args.params.entry!),
  })
}

function refusedAnswer(context: ActionParts["context"], { refusal }: Refused): Response {
  const say = speak(context.get(languageContext))
  const words = (code: string, values?: Record<string, string | number>) => sayCode(say, "refusal", code, values)
  const all = [refusal, ...(refusal.details ?? [])]
  const details = all.map(({ code, field, values }) => ({ text: words(code, values), field: field ?? null }))
  return answerOf({ state: "refused", text: words(refusal.code, refusal.values), details })
}

async function entryMeanwhile(ctx: ActionParts["ctx"], reportId: string, entryId: string): Promise<DeviceAnswer> {
  const report = await readReport(ctx, reportId)
  const entry = await readEntry(ctx.db, entryId)
  if (entry.reportId !== report.id || !mayWrite(ctx.actor, report)) throw new NotFound("entry")
  const template = await readTemplate(ctx.db, report.templateId)
  return {
    state: "changed",
    version: entry.version,
    theirs: typedEntry(entry, fieldsFor(template, entry)),
    by: await nameOf(ctx.db, entry.editedBy),
    at: entry.editedAt?.toISOString() ?? null,
  }
}

async function sectionMeanwhile(db: Db, reportId: string, key: string): Promise<DeviceAnswer> {
  const row = await sectionRow(db, reportId, key)
  return {
    state: "changed",
    version: row?.version ?? 0,
    theirs: { body: row?.body ?? "", isNone: row?.isNone ? "1" : "" },
    by: await nameOf(db, row?.editedBy ?? null),
    at: row?.editedAt?.toISOString() ?? null,
  }
}

const sectionRow = (db: Db, reportId: string, key: string) =>
  db
    .selectFrom("reportSection")
    .select(["version", "body", "isNone", "editedBy", "editedAt"])
    .where("reportId", "=", reportId)
    .where("key", "=", key)
    .executeTakeFirst()

async function nameOf(db: Db, personId: string | null): Promise<string | null> {
  if (!personId) return null
  return (await db.selectFrom("person").select("name").where("id", "=", personId).executeTakeFirst())?.name ?? null
}

async function countEvidence(db: Db, entryId: string): Promise<number> {
  const { count } = await db
    .selectFrom("evidence")
    .select((select) => select.fn.countAll<string>().as("count"))
    .where("entryId", "=", entryId)
    .where("removedAt", "is", null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
