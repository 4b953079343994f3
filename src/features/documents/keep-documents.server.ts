import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import {
  type DocumentInput,
  documentKinds,
  documentName,
  isSameDocument,
  type RelationInput,
  relationKinds,
} from "./document.ts"
import { findByReference, linkNamed, saveSearchEntry } from "./document-store.server.ts"
import { mayKeepDocuments } from "./permissions.ts"
import { registerDocument } from "./register-document.server.ts"

export type DocumentFacts = Omit<DocumentInput, "signer" | "relations" | "recipients"> & {
  externalRef: string | null
  note: string | null
}

function checked(ctx: Ctx, facts: DocumentFacts): Outcome<DocumentFacts> {
  if (!facts.title?.trim()) return refused("document.noTitle", { field: "title" })
  if (!documentKinds.some((kind) => kind === facts.kind)) return refused("document.noKind", { field: "kind" })
  if (facts.number && !facts.notation) return refused("document.noNotation", { field: "notation" })
  if (facts.issuedOn && facts.issuedOn > ctx.today) return refused("amendment.notIssuedYet", { field: "issuedOn" })
  return done(facts)
}

/** A document that probably is this one: same number and notation, and neither day nor issuer says otherwise. */
async function duplicateOf(tx: Tx, facts: DocumentFacts, id?: string) {
  return (await findByReference(tx, facts)).find((each) => each.id !== id && isSameDocument(each, facts))
}

/** Enters a document into the register. A probable duplicate is shown first; whoever keeps on enters it all the same. */
export function addDocument(ctx: Ctx, input: { facts: DocumentFacts; isKnownDuplicate: boolean }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayKeepDocuments(ctx.actor)) return refused("document.mayNotKeep")
    const facts = checked(ctx, input.facts)
    if (!facts.ok) return facts
    const duplicate = await duplicateOf(tx, facts.value)
    if (duplicate && !input.isKnownDuplicate)
      return refused("document.duplicate", {
        details: [
          {
            code: "document.duplicateOf",
            field: `/van-ban/${duplicate.id}`,
            values: { name: documentName(duplicate) },
          },
        ],
      })
    const { externalRef, note, ...named } = facts.value
    const id = await registerDocument(ctx, tx, { ...named, signer: null, relations: [], recipients: [] })
    await tx.updateTable("document").set({ externalRef, note }).where("id", "=", id).execute()
    recordEvent(tx, "document.registered", id, { name: documentName(named), issuedOn: named.issuedOn })
    return done({ documentId: id })
  })
}

type Seen = { documentId: string; seenVersion: number }

async function lockDocument(ctx: Ctx, tx: Tx, { documentId, seenVersion }: Seen) {
  if (!mayKeepDocuments(ctx.actor)) return refused("document.mayNotKeep")
  const found = await tx.selectFrom("document").selectAll().where("id", "=", documentId).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound("document")
  if (found.version !== seenVersion) throw new Stale("document")
  await tx
    .updateTable("document")
    .set((set) => ({ version: set("version", "+", 1) }))
    .where("id", "=", documentId)
    .execute()
  return done(found)
}

/** Corrects what the register says of a document. */
export function changeDocument(ctx: Ctx, input: Seen & { facts: DocumentFacts }) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockDocument(ctx, tx, input)
    if (!found.ok) return found
    const facts = checked(ctx, input.facts)
    if (!facts.ok) return facts
    const { title, ...rest } = facts.value
    await tx
      .updateTable("document")
      .set({ ...rest, title: title ?? "" })
      .where("id", "=", input.documentId)
      .execute()
    await saveSearchEntry(tx, input.documentId, facts.value)
    await linkNamed(tx, input.documentId, facts.value)
    const { kind, number, notation, issuer, issuedOn, title: before } = found.value
    recordEvent(tx, "document.changed", input.documentId, {
      ...facts.value,
      before: { kind, number, notation, issuer, issuedOn, title: before },
    })
    return done({ documentId: input.documentId })
  })
}

export type AddRelation = Seen & { relation: RelationInput }

/** Says how a document relates to another. One that the register holds is linked, any other is kept as it is named. */
export function relateDocument(ctx: Ctx, input: AddRelation) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockDocument(ctx, tx, input)
    if (!found.ok) return found
    const { relation, text, number, notation, issuedOn } = input.relation
    if (!relationKinds.some((kind) => kind === relation)) return refused("document.noRelation", { field: "relation" })
    if (!number || !notation) return refused("document.noNumber", { field: "number" })
    const target = (await findByReference(tx, { number, notation })).find((each) =>
      isSameDocument(each, { number, notation, issuedOn }),
    )
    if (target?.id === input.documentId) return refused("document.ofItself", { field: "number" })
    const last = await tx
      .selectFrom("documentRelation")
      .select((select) => select.fn.max("position").as("position"))
      .where("documentId", "=", input.documentId)
      .executeTakeFirst()
    await tx
      .insertInto("documentRelation")
      .values({
        documentId: input.documentId,
        position: (last?.position ?? -1) + 1,
        relation,
        text: text.trim() || documentName({ number, notation, title: null }),
        number,
        notation,
        issuedOn: issuedOn ?? target?.issuedOn ?? null,
        targetId: target?.id ?? null,
      })
      .execute()
    recordEvent(tx, "document.related", [input.documentId, ...(target ? [target.id] : [])], {
      relation,
      number,
      notation,
    })
    return done({ documentId: input.documentId })
  })
}

export function unrelateDocument(ctx: Ctx, input: Seen & { position: number }) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockDocument(ctx, tx, input)
    if (!found.ok) return found
    const gone = await tx
      .deleteFrom("documentRelation")
      .where("documentId", "=", input.documentId)
      .where("position", "=", input.position)
      .returning(["relation", "text"])
      .executeTakeFirst()
    if (!gone) throw new NotFound("relation")
    recordEvent(tx, "document.unrelated", input.documentId, gone)
    return done({ documentId: input.documentId })
  })
}

type UploadedFile = { sha256: string; size: number; mime: string; name: string }

/** Attaches a file, the signed scan as a rule. Nothing that is secret is taken (the only marking accepted: "Không mật"). */
export function attachFile(
  ctx: Ctx,
  input: { documentId: string; title: string; file: UploadedFile | undefined; isNotSecret: boolean },
) {
  return inTransaction(ctx, async (tx) => {
    if (!mayKeepDocuments(ctx.actor)) return refused("document.mayNotKeep")
    const found = await tx.selectFrom("document").select("id").where("id", "=", input.documentId).executeTakeFirst()
    if (!found) throw new NotFound("document")
    if (!input.file) return refused("document.noFile", { field: "file" })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const storedFileId = ctx.newId()
    await tx
      .insertInto("storedFile")
      .values({
        id: storedFileId,
        ...input.file,
        unitId: ctx.actor.seat?.unitId ?? null,
        uploadedBy: ctx.actor.personId!,
        uploadedAt: ctx.now,
      })
      .execute()
    const id = ctx.newId()
    const title = input.title.trim() || input.file.name
    await tx
      .insertInto("documentFile")
      .values({
        id,
        documentId: input.documentId,
        storedFileId,
        title,
        attachedAt: ctx.now,
        attachedBy: ctx.actor.personId,
      })
      .execute()
    recordEvent(tx, "document.fileAttached", [input.documentId, id], { title, sha256: input.file.sha256 })
    return done({ documentId: input.documentId })
  })
}

/** Takes a file off a document; the row and the stored file stay, for the history. */
export function detachFile(ctx: Ctx, input: { documentId: string; fileId: string }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayKeepDocuments(ctx.actor)) return refused("document.mayNotKeep")
    const gone = await tx
      .updateTable("documentFile")
      .set({ removedAt: ctx.now })
      .where("id", "=", input.fileId)
      .where("documentId", "=", input.documentId)
      .where("removedAt", "is", null)
      .returning("title")
      .executeTakeFirst()
    if (!gone) throw new NotFound("documentFile")
    recordEvent(tx, "document.fileDetached", [input.documentId, input.fileId], gone)
    return done({ documentId: input.documentId })
  })
}
