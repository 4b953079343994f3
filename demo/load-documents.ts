import { addDocument, relateDocument } from "#features/documents/keep-documents.server.ts"
import { contextAt } from "#platform/context.server.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"

/** The documents that Decision 1139 rests on, as its own text names them. */
const superiors = [
  {
    kind: "resolution",
    number: "57",
    notation: "NQ/TW",
    issuer: "Bộ Chính trị",
    issuedOn: "2024-12-22",
    title: "Về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
    carriesOut: null,
  },
  {
    kind: "programme",
    number: "29",
    notation: "CTr/TU",
    issuer: "Ban Thường vụ Tỉnh ủy Cao Bằng",
    issuedOn: "2025-02-23",
    title: "Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW",
    carriesOut: { number: "57", notation: "NQ/TW" },
  },
  {
    kind: "resolution",
    number: "71",
    notation: "NQ-CP",
    issuer: "Chính phủ",
    issuedOn: "2025-04-01",
    title: "Sửa đổi, bổ sung, cập nhật Chương trình hành động của Chính phủ thực hiện Nghị quyết số 57-NQ/TW",
    carriesOut: { number: "57", notation: "NQ/TW" },
  },
] as const

export async function loadDocuments(instance: OpenInstance, organisation: Organisation): Promise<void> {
  const base = { db: instance.db, timeZone: instance.settings.timeZone, enqueue: instance.enqueue }
  const ctx = contextAt(instance.clock(), { ...base, actor: organisation.actor("SKHCN", "planOffice") })
  for (const { carriesOut, ...named } of superiors) {
    const facts = { ...named, place: null, effectiveOn: named.issuedOn, externalRef: null, note: null }
    const { documentId } = must(await addDocument(ctx, { facts, isKnownDuplicate: false }), named.title)
    if (carriesOut)
      must(
        await relateDocument(ctx, {
          documentId,
          seenVersion: 1,
          relation: { relation: "carriesOut", text: "", issuedOn: null, ...carriesOut },
        }),
        named.title,
      )
  }
}
