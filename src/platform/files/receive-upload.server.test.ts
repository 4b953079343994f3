import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { fileResponse } from "./file-response.server.ts"
import { type FileStore, MB } from "./file-store.ts"
import { localFileStore } from "./local-file-store.server.ts"
import { receiveBytes } from "./receive-bytes.server.ts"
import { receiveUpload } from "./receive-upload.server.ts"

let root: string
let store: FileStore
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tiendo-upload-"))
  store = localFileStore(root)
})
afterEach(() => rm(root, { recursive: true }))

const address = "http://tiendo.test/nop"
function post(parts: [string, string | File][]): Request {
  const form = new FormData()
  for (const [name, value] of parts) {
    if (typeof value === "string") form.append(name, value)
    else form.append(name, value)
  }
  return new Request(address, { method: "POST", body: form })
}
const pdf = (name: string, size = 100) => new File(["%PDF-1.7\n", new Uint8Array(size)], name)
const codeOf = async (outcome: Promise<{ ok: true } | { ok: false; refusal: { code: string } }>) => {
  const result = await outcome
  return result.ok ? "done" : result.refusal.code
}

/** A multipart body that is made while it is read. `read` says how many bytes were asked for. */
function streamed(megabytes: number, options: { cut?: boolean; contentLength?: number } = {}) {
  const read = { bytes: 0 }
  async function* body() {
    yield Buffer.from('--x\r\nContent-Disposition: form-data; name="tep"; filename="a.pdf"\r\n\r\n%PDF-1.7\n')
    for (let index = 0; index < megabytes; index += 1) {
      read.bytes += MB
      yield Buffer.alloc(MB, "a")
    }
    if (options.cut) throw new Error("connection lost")
    yield Buffer.from("\r\n--x--\r\n")
  }
  const headers: Record<string, string> = { "content-type": "multipart/form-data; boundary=x" }
  if (options.contentLength) headers["content-length"] = String(options.contentLength)
  const request = new Request(address, {
    method: "POST",
    headers,
    body: Readable.toWeb(Readable.from(body())) as never,
    duplex: "half",
  } as RequestInit)
  return { request, read }
}

describe("a form with files", () => {
  test("gives its fields and its stored files, with Vietnamese names as they were", async () => {
    const request = post([
      ["noiDung", "Đã hoàn thành"],
      ["don-vi", "1"],
      ["minhChung", pdf("Quyết định số 05.pdf")],
      ["don-vi", "2"],
    ])
    const outcome = await receiveUpload(request, store)
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    expect(outcome.value.fields).toEqual({ noiDung: "Đã hoàn thành", "don-vi": "2" })
    expect(outcome.value.entries.filter(([name]) => name === "don-vi").map(([, value]) => value)).toEqual(["1", "2"])
    expect(outcome.value.files).toMatchObject([
      { field: "minhChung", name: "Quyết định số 05.pdf", mime: "application/pdf" },
    ])
    expect(await store.has(outcome.value.files[0]!.sha256)).toBe(true)
  })

  test("an empty file input is no file", async () => {
    const outcome = await receiveUpload(post([["tep", new File([], "")]]), store)
    expect(outcome).toMatchObject({ ok: true, value: { files: [] } })
  })

  test("a plain form is read too", async () => {
    const request = new Request(address, { method: "POST", body: new URLSearchParams({ a: "Đ" }) })
    expect(await receiveUpload(request, store)).toMatchObject({ ok: true, value: { fields: { a: "Đ" } } })
  })

  test("a field cannot reach the prototype", async () => {
    const outcome = await receiveUpload(post([["__proto__", "x"]]), store)
    expect(outcome.ok && Object.getPrototypeOf(outcome.value.fields)).toBe(Object.prototype)
  })
})

describe("refusals", () => {
  test("one file too big, among others: the field is named, the rest of the form is read", async () => {
    const request = post([
      ["lon", pdf("lớn.pdf", 3 * MB)],
      ["sau", "còn đây"],
      ["nho", pdf("nhỏ.pdf")],
    ])
    expect(await receiveUpload(request, store, { maxFileBytes: MB })).toEqual({
      ok: false,
      refusal: { code: "files.tooBig", field: "lon", values: { name: "lớn.pdf", limitMb: 1 } },
    })
  })

  test.each([
    [
      "too many files",
      () =>
        post([
          ["a", pdf("1.pdf")],
          ["b", pdf("2.pdf")],
          ["c", pdf("3.pdf")],
        ]),
      "files.tooMany",
    ],
    [
      "too many fields",
      () =>
        post([
          ["a", "1"],
          ["b", "2"],
          ["c", "3"],
        ]),
      "files.tooManyFields",
    ],
    ["a field too long", () => post([["a", "x".repeat(2000)]]), "files.fieldTooLong"],
    ["a file of another type", () => post([["a", new File(["GIF89a...."], "a.pdf")]]), "files.typeNotAllowed"],
    [
      "no form",
      () => new Request(address, { method: "POST", body: "{}", headers: { "content-type": "application/json" } }),
      "files.notAForm",
    ],
    [
      "no boundary",
      () => new Request(address, { method: "POST", body: "x", headers: { "content-type": "multipart/form-data" } }),
      "files.notAForm",
    ],
    [
      "a form cut off",
      () =>
        new Request(address, {
          method: "POST",
          body: '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n%PDF',
          headers: { "content-type": "multipart/form-data; boundary=x" },
        }),
      "files.cutOff",
    ],
    ["a lost connection", () => streamed(2, { cut: true }).request, "files.cutOff"],
  ])("%s", async (_what, request, code) => {
    const limits = { maxFiles: 2, maxFields: 2, maxFieldBytes: 1000 }
    expect(await codeOf(receiveUpload(request(), store, limits))).toBe(code)
  })

  test("a disk that fails is no refusal", async () => {
    const broken: FileStore = { ...store, put: () => Promise.reject(new Error("ENOSPC")) }
    await expect(receiveUpload(streamed(1).request, broken)).rejects.toThrow("ENOSPC")
  })
})

describe("bytes for an import", () => {
  test("one file in memory", async () => {
    const outcome = await receiveBytes(
      post([
        ["tep", pdf("a.pdf", 10)],
        ["loai", "ke-hoach"],
      ]),
    )
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    expect(outcome.value.files[0]).toMatchObject({ name: "a.pdf", mime: "application/pdf" })
    expect(outcome.value.files[0]!.bytes).toHaveLength(19)
  })

  test("200 MB announced: refused without reading", async () => {
    const { request, read } = streamed(200, { contentLength: 200 * MB })
    expect(await codeOf(receiveBytes(request))).toBe("files.formTooBig")
    expect(read.bytes).toBeLessThan(2 * MB)
  })

  test("200 MB unannounced: refused after little more than the limit", async () => {
    const { request, read } = streamed(200)
    expect(await codeOf(receiveBytes(request))).toMatch(/files\.(formTooBig|tooBig)/)
    expect(read.bytes).toBeLessThan(32 * MB)
  })
})

describe("download", () => {
  test("is an attachment of its type that a browser neither guesses at nor runs", async () => {
    const outcome = await receiveUpload(post([["a", pdf("Báo cáo.pdf")]]), store)
    const file = outcome.ok ? outcome.value.files[0]! : undefined!
    const response = await fileResponse(new Request(address), store, file)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": "109",
      "x-content-type-options": "nosniff",
      "content-disposition": `attachment; filename="Bao cao.pdf"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf`,
    })
    expect(response.headers.get("content-security-policy")).toContain("sandbox")
    expect((await response.bytes()).length).toBe(109)
    const again = new Request(address, { headers: { "if-none-match": response.headers.get("etag")! } })
    expect((await fileResponse(again, store, file)).status).toBe(304)
  })
})
