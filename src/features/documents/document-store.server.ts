import { sql } from "kysely"
import type { Tx } from "#platform/context.server.ts"
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
export async function linkNamed(
  tx: Tx,
  id: string,
  document: Pick<DocumentInput, "number" | "notation" | "issuedOn">,
): Promise<void> {
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
