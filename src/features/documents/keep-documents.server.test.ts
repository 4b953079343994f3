import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { addDocument, changeDocument, type DocumentFacts, detachFile, relateDocument } from "./keep-documents.server.ts"
import { readChain, readDocument, readDocuments } from "./read-documents.server.ts"

let t: TestInstance
let office: Actor
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
})
afterAll(() => t?.close())

const facts = (number: string, more: Partial<DocumentFacts> = {}): DocumentFacts => ({
  kind: "decision",
  number,
  notation: "QĐ-UBND",
  issuer: "Ủy ban nhân dân tỉnh Cao Bằng",
  place: null,
  issuedOn: "2026-03-02",
  effectiveOn: "2026-03-02",
  title: `Văn bản ${number}`,
  externalRef: null,
  note: null,
  ...more,
})
const add = (number: string, more: Partial<DocumentFacts> = {}, isKnownDuplicate = false, as = office) =>
  addDocument(t.ctxAs(as), { facts: facts(number, more), isKnownDuplicate })
const idOf = async (number: string, notation: string) =>
  (
    await t.db
      .selectFrom("document")
      .select("id")
      .where("number", "=", number)
      .where("notation", "=", notation)
      .executeTakeFirstOrThrow()
  ).id
const search = { page: 1, pageSize: 50 }

describe("the register of documents", () => {
  test("the decision stands in a chain up to the Politburo's resolution, through the documents it names", async () => {
    const decision = await idOf("1139", "QĐ-UBND")
    const { nodes, links } = await readChain(t.db, decision)
    const names = nodes.map((node) => node.name)
    expect(names).toEqual(expect.arrayContaining(["57-NQ/TW", "71/NQ-CP", "29-CTr/TU", "1139/QĐ-UBND"]))
    const top = await idOf("57", "NQ/TW")
    expect(links.some((link) => link.to === top)).toBe(true)
    const fromTop = await readChain(t.db, top)
    expect(
      fromTop.nodes.map((node) => node.id),
      "the chain reads from above too",
    ).toContain(decision)
    expect((await readDocument(t.db, top)).named.map((each) => each.id)).toContain(decision)
  })

  test("a document named before it was registered is linked when it comes", async () => {
    const first = await add("501")
    if (!first.ok) throw new Error()
    const { documentId } = first.value
    const relation = { relation: "supersedes", text: "", number: "400", notation: "QĐ-UBND", issuedOn: null }
    expect(await relateDocument(t.ctxAs(office), { documentId, seenVersion: 1, relation })).toMatchObject({ ok: true })
    expect((await readDocument(t.db, documentId)).relations[0]!.targetId).toBeNull()
    const old = await add("400", { issuedOn: "2024-05-06" })
    if (!old.ok) throw new Error()
    expect((await readDocument(t.db, documentId)).relations[0]!.targetId).toBe(old.value.documentId)
    expect(
      await relateDocument(t.ctxAs(office), {
        documentId,
        seenVersion: 2,
        relation: { ...relation, number: "501" },
      }),
    ).toMatchObject({ refusal: { code: "document.ofItself" } })
  })

  test("a probable duplicate is shown first; another day or issuer is another document", async () => {
    await add("600")
    expect(await add("600")).toMatchObject({ refusal: { code: "document.duplicate" } })
    expect(await add("600", { issuer: "Ủy ban nhân dân xã Hòa An" })).toMatchObject({ ok: true })
    expect(await add("600", { issuedOn: "2025-03-02" })).toMatchObject({ ok: true })
    expect((await readDocuments(t.db, { text: "600 qd", kind: "", year: "2026" }, search)).count).toBe(2)
    expect((await readDocuments(t.db, { text: "600 qd", kind: "", year: "" }, search)).count).toBe(3)
  })

  test("faults stand beside their field; only those who keep the register change it", async () => {
    expect(await add("700", { title: " " })).toMatchObject({ refusal: { field: "title" } })
    expect(await add("700", { notation: null })).toMatchObject({ refusal: { field: "notation" } })
    expect(await add("700", { issuedOn: "2027-01-01" })).toMatchObject({ refusal: { field: "issuedOn" } })
    expect(await add("700", {}, false, await t.actor("SYT", "head"))).toMatchObject({
      refusal: { code: "document.mayNotKeep" },
    })
    const made = await add("700")
    if (!made.ok) throw new Error()
    const { documentId } = made.value
    const change = changeDocument(t.ctxAs(office), { documentId, seenVersion: 1, facts: facts("701") })
    expect(await change).toMatchObject({ ok: true })
    await expect(changeDocument(t.ctxAs(office), { documentId, seenVersion: 1, facts: facts("702") })).rejects.toThrow()
    expect((await readDocuments(t.db, { text: "701/QĐ", kind: "decision", year: "" }, search)).lines[0]!.id).toBe(
      documentId,
    )
    await expect(detachFile(t.ctxAs(office), { documentId, fileId: documentId })).rejects.toThrow()
  })
})
