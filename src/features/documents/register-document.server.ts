import { sql } from "kysely"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { type DocumentInput, isSameDocument } from "./document.ts"
import { findByReference, linkNamed, saveRelations, saveSearchEntry } from "./document-store.server.ts"

/**
 * Puts a document into the register, or finds it there: one that a plan, a version and a report name is one row. Its relations are
 * linked to the documents they name, and the relations that named it before are linked to it.
 */
export async function registerDocument(ctx: Ctx, tx: Tx, document: DocumentInput): Promise<string> {
  const known = (await findByReference(tx, document)).find(
    (each) => document.issuedOn !== null && isSameDocument(each, document) && each.issuedOn === document.issuedOn,
  )
  if (known) {
    await fillGaps(tx, known.id, document)
    return known.id
  }
  const id = ctx.newId()
  await tx
    .insertInto("document")
    .values({
      id,
      kind: document.kind,
      number: document.number,
      notation: document.notation,
      issuer: document.issuer,
      place: document.place,
      issuedOn: document.issuedOn,
      effectiveOn: document.effectiveOn,
      title: document.title ?? "",
      signer: document.signer && JSON.stringify(document.signer),
      recipients: JSON.stringify(document.recipients),
      registeredAt: ctx.now,
      registeredBy: ctx.actor.personId,
    })
    .execute()
  await saveSearchEntry(tx, id, document)
  await saveRelations(tx, id, document.relations)
  await linkNamed(tx, id, document)
  return id
}

/** What the register did not know yet of a document that comes a second time. */
async function fillGaps(tx: Tx, id: string, document: DocumentInput): Promise<void> {
  await sql`
    update document set
      effective_on = coalesce(effective_on, ${document.effectiveOn}), place = coalesce(place, ${document.place}),
      issuer = coalesce(issuer, ${document.issuer}),
      signer = coalesce(signer, ${document.signer && JSON.stringify(document.signer)}::jsonb),
      recipients = case when recipients = '[]'::jsonb then ${JSON.stringify(document.recipients)}::jsonb else recipients end,
      title = case when title = '' then ${document.title ?? ""} else title end
    where id = ${id}`.execute(tx)
  const own = await tx.selectFrom("documentRelation").select("position").where("documentId", "=", id).limit(1).execute()
  if (own.length === 0) await saveRelations(tx, id, document.relations)
}
