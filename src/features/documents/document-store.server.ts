import { sql } from "kysely"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { folded } from "#shared/folded.ts"
import { type DocumentInput, documentName, isSameDocument, type RelationInput, referenceKey } from "./document.ts"

/** Documents of the register with this number and notation, whatever their issuer and day. */
export async function findByReference(tx: Tx, reference: { number: string | null; notation: string | null }) {
  const key = referenceKey(reference.number, reference.notation)
  if (key === "") return []
  return tx
    .selectFrom("document")
    .select(["id", "kind", "number", "notation", "issuer", "issuedOn", "title"])
    .where("referenceKey", "=", key)
    .orderBy("issuedOn", "desc")
    .limit(20)
    .execute()
}

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

export async function saveSearchEntry(
  tx: Tx,
  id: string,
  document: { number: string | null; notation: string | null; title: string | null; issuer: string | null },
): Promise<void> {
  const title = [documentName(document), document.title].filter(Boolean).join(" – ")
  const entry = { title, folded: folded(`${documentName(document)} ${document.title ?? ""} ${document.issuer ?? ""}`) }
  await tx
    .insertInto("searchEntry")
    .values({ kind: "document", subjectId: id, ...entry })
    .onConflict((conflict) => conflict.columns(["kind", "subjectId"]).doUpdateSet(entry))
    .execute()
}

/** Replaces what a document says of others; each is linked where the register holds it. */
export async function saveRelations(tx: Tx, id: string, relations: readonly RelationInput[]): Promise<void> {
  await tx.deleteFrom("documentRelation").where("documentId", "=", id).execute()
  if (relations.length === 0) return
  const rows = []
  for (const [position, { relation, text, number, notation, issuedOn }] of relations.entries()) {
    const target = (await findByReference(tx, { number, notation })).find(
      (each) => each.id !== id && isSameDocument(each, { number, notation, issuedOn }),
    )
    rows.push({
      documentId: id,
      position,
      relation,
      text: text ?? "",
      number,
      notation,
      issuedOn,
      targetId: target?.id ?? null,
    })
  }
  await tx.insertInto("documentRelation").values(rows).execute()
}

/** Relations of earlier documents that were waiting for this one. */
async function linkNamed(tx: Tx, id: string, document: DocumentInput): Promise<void> {
  const key = referenceKey(document.number, document.notation)
  if (key === "") return
  await sql`
    update document_relation set target_id = ${id}
    where target_id is null and document_id <> ${id}
      and lower(regexp_replace(coalesce(number, '') || '/' || coalesce(notation, ''), '\\s', '', 'g')) = ${key}
      and (issued_on is null or ${document.issuedOn}::date is null or issued_on = ${document.issuedOn}::date)`.execute(
    tx,
  )
}
