import { expect, test } from "vitest"
import { allowedTypes } from "#platform/files/file-store.ts"
import { previewKind } from "./evidence-preview.ts"

test.each([
  ["image/png", "picture", "picture"],
  ["image/jpeg", "picture", "picture"],
  ["image/webp", "picture", "picture"],
  ["application/pdf", "pdf", "pdf"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "turned", "none"],
  ["application/vnd.oasis.opendocument.spreadsheet", "turned", "none"],
  ["text/plain", "text", "text"],
  ["text/csv", "text", "text"],
  ["image/svg+xml", "none", "none"],
  ["text/html", "none", "none"],
  [null, "none", "none"],
])("%s: %s with LibreOffice, %s without", (mime, withOffice, without) => {
  expect(previewKind(mime, true)).toBe(withOffice)
  expect(previewKind(mime, false)).toBe(without)
})

test("whatever may be stored can be looked at", () => {
  for (const mime of Object.keys(allowedTypes)) expect(previewKind(mime, true), mime).not.toBe("none")
})
