import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import type { DocumentKind, RelationKind } from "./document.ts"

export type DocumentLine = {
  id: string
  kind: DocumentKind
  number: string | null
  notation: string | null
  issuer: string | null
  issuedOn: Day | null
  title: string
  files: number
}
export type DocumentFilter = { text: string; kind: string; year: string }

/** The register, newest first, a page at a time, with how many there are. Two queries. */
export async function readDocuments(
  db: Db,
  filter: DocumentFilter,
  { page, pageSize }: { page: number; pageSize: number },
) {
  const words = folded(filter.text).split(" ").filter(Boolean)
  const year = /^\d{4}$/.test(filter.year) ? Number(filter.year) : null
  const found = db
    .selectFrom("document")
    .innerJoin("searchEntry", (join) =>
      join.onRef("searchEntry.subjectId", "=", "document.id").on("searchEntry.kind", "=", "document"),
    )
    .$if(filter.kind !== "", (query) => query.where("document.kind", "=", filter.kind))
    .$if(year !== null, (query) =>
      query.where("document.issuedOn", ">=", `${year}-01-01`).where("document.issuedOn", "<=", `${year}-12-31`),
    )
    .where((where) => where.and(words.map((word) => where("searchEntry.folded", "like", `%${word}%`))))
  const { count } = await found.select((select) => select.fn.countAll<number>().as("count")).executeTakeFirstOrThrow()
  const pages = Math.max(1, Math.ceil(Number(count) / pageSize))
  const at = Math.min(page, pages)
  const lines = await found
    .select(["document.id", "document.kind", "document.number", "document.notation"])
    .select(["document.issuer", "document.issuedOn", "document.title"])
    .select((select) =>
      select
        .selectFrom("documentFile")
        .whereRef("documentFile.documentId", "=", "document.id")
        .where("documentFile.removedAt", "is", null)
        .select((inner) => inner.fn.countAll<number>().as("files"))
        .as("files"),
    )
    .orderBy("document.issuedOn", (order) => order.desc().nullsLast())
    .orderBy("document.id", "desc")
    .limit(pageSize)
    .offset((at - 1) * pageSize)
    .execute()
  return {
    lines: lines.map((line) => ({ ...line, kind: line.kind as DocumentKind, files: Number(line.files) })),
    count: Number(count),
    page: at,
    pages,
  }
}

/** One document with its relations both ways, its files, and the plans it orders or changes. Six queries. @throws NotFound */
export async function readDocument(db: Db, id: string) {
  const document = await db.selectFrom("document").selectAll().where("id", "=", id).executeTakeFirst()
  if (!document) throw new NotFound("document")
  const relations = await db
    .selectFrom("documentRelation")
    .select(["position", "relation", "text", "number", "notation", "targetId"])
    .where("documentId", "=", id)
    .orderBy("position")
    .execute()
  const named = await db
    .selectFrom("documentRelation")
    .innerJoin("document", "document.id", "documentRelation.documentId")
    .select(["document.id", "document.number", "document.notation", "document.title", "documentRelation.relation"])
    .where("documentRelation.targetId", "=", id)
    .orderBy("document.issuedOn")
    .limit(200)
    .execute()
  const files = await db
    .selectFrom("documentFile")
    .innerJoin("storedFile", "storedFile.id", "documentFile.storedFileId")
    .select(["documentFile.id", "documentFile.title", "documentFile.attachedAt", "storedFile.name", "storedFile.size"])
    .where("documentFile.documentId", "=", id)
    .where("documentFile.removedAt", "is", null)
    .orderBy("documentFile.attachedAt")
    .limit(200)
    .execute()
  const plans = await db
    .selectFrom("planVersion")
    .innerJoin("plan", "plan.id", "planVersion.planId")
    .select(["plan.slug", "plan.title", "planVersion.number"])
    .where("planVersion.documentId", "=", id)
    .where("planVersion.state", "<>", "discarded")
    .where("plan.undoneOn", "is", null)
    .execute()
  return {
    ...document,
    kind: document.kind as DocumentKind,
    recipients: document.recipients as string[],
    signer: document.signer as { name?: string; position?: string } | null,
    relations: relations.map((each) => ({ ...each, relation: each.relation as RelationKind })),
    named: named.map((each) => ({ ...each, relation: each.relation as RelationKind })),
    files,
    plans,
  }
}

/** A file of a document, for whoever may read the register. @throws NotFound */
export async function readDocumentFile(db: Db, fileId: string) {
  const file = await db
    .selectFrom("documentFile")
    .innerJoin("storedFile", "storedFile.id", "documentFile.storedFileId")
    .select(["storedFile.sha256", "storedFile.name", "storedFile.mime"])
    .where("documentFile.id", "=", fileId)
    .executeTakeFirst()
  if (!file) throw new NotFound("documentFile")
  return file
}

/** As far as a chain is followed, and as many documents as a picture can hold. */
const FURTHEST = 6
const MOST = 40

export type ChainNode = {
  id: string
  /** Null: named by another, not in the register. */
  documentId: string | null
  name: string
  kind: string | null
  issuedOn: Day | null
  title: string
}
export type ChainLink = { from: string; to: string; relation: RelationKind }

/**
 * The documents that one rests on and those that rest on it, as far as the register knows, with those that are only named. `from` names
 * `to`: the higher document is `to`. Two queries.
 */
export async function readChain(db: Db, documentId: string): Promise<{ nodes: ChainNode[]; links: ChainLink[] }> {
  const ids = await sql<{ id: string }>`
    with recursive upward as (
      select ${documentId}::uuid as id, 0 as far
      union
      select relation.target_id, upward.far + 1 from upward
      join document_relation relation on relation.document_id = upward.id
      where relation.target_id is not null and upward.far < ${FURTHEST}
    ), downward as (
      select ${documentId}::uuid as id, 0 as far
      union
      select relation.document_id, downward.far + 1 from downward
      join document_relation relation on relation.target_id = downward.id
      where downward.far < ${FURTHEST}
    )
    select id from (select id, min(far) as far from (select * from upward union select * from downward) every_one group by id) near
    order by far, id limit ${MOST}`.execute(db)
  const known = ids.rows.map((row) => row.id)
  const { rows } = await sql<
    ChainNode & { relation: RelationKind | null; targetId: string | null; named: string | null; position: number }
  >`
    select document.id, document.id as document_id, document.kind, document.issued_on, document.title,
      coalesce(document.number || case when document.notation ~* '/T[ƯUW]' then '-' else '/' end || document.notation, document.title) as name,
      relation.relation, relation.target_id, relation.position,
      coalesce(relation.number || '/' || relation.notation, left(relation.text, 60)) as named
    from document
    left join document_relation relation on relation.document_id = document.id and relation.relation <> 'proposedBy'
    where document.id = any (${known}::uuid[])
    order by document.issued_on nulls last, document.id, relation.position`.execute(db)
  const nodes = new Map<string, ChainNode>()
  const links: ChainLink[] = []
  for (const { id, documentId: own, name, kind, issuedOn, title } of rows)
    nodes.set(id, { id, documentId: own, name, kind, issuedOn, title })
  for (const row of rows) {
    if (!row.relation) continue
    const to = row.targetId && nodes.has(row.targetId) ? row.targetId : `named:${row.named}`
    if (!nodes.has(to)) {
      if (row.targetId || nodes.size >= MOST || row.id !== documentId) continue
      nodes.set(to, { id: to, documentId: null, name: row.named ?? "", kind: null, issuedOn: null, title: "" })
    }
    if (to !== row.id && !links.some((link) => link.from === row.id && link.to === to))
      links.push({ from: row.id, to, relation: row.relation })
  }
  return { nodes: [...nodes.values()], links }
}
