import { mkdtemp, readdir, rm, utimes } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { text } from "node:stream/consumers"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { sampleReport } from "../../../tests/support/sample-report.ts"
import { docxMime, renderDocx } from "../official-documents/render-docx.server.ts"
import { type FileStore, MB } from "./file-store.ts"
import { localFileStore } from "./local-file-store.server.ts"
import { sweepOrphans } from "./sweep-orphans.server.ts"

let root: string
let store: FileStore
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tiendo-files-"))
  store = localFileStore(root)
})
afterEach(() => rm(root, { recursive: true }))

const put = (content: string | Uint8Array, name = "a.txt") => store.put(Readable.from([Buffer.from(content)]), { name })
const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256)
const age = (sha256: string, day: string) => utimes(pathOf(sha256), new Date(day), new Date(day))

async function putText(content: string): Promise<string> {
  const outcome = await put(content)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.sha256
}

test("what was put can be read, under the hash of its content", async () => {
  const sha256 = await putText("Tiến Độ")
  expect(sha256).toBe("559b839dbd0744e3b37a20e563cd63568126b0ef2bfa938e9f1ce59e741011a8")
  expect(await store.has(sha256)).toBe(true)
  const content = await store.open(sha256)
  expect(content!.size).toBe(Buffer.byteLength("Tiến Độ"))
  expect(await text(content!.stream)).toBe("Tiến Độ")
  expect(await readdir(join(root, "incoming"))).toEqual([])
})

test("the same content is one file", async () => {
  expect(await putText("x")).toBe(await putText("x"))
})

test("an unknown hash, or a path instead of one, opens nothing", async () => {
  expect(await store.open("0".repeat(64))).toBeUndefined()
  expect(await store.open("../../etc/passwd")).toBeUndefined()
  expect(await store.has("../../etc/passwd")).toBe(false)
})

describe("refusals", () => {
  test("a stream is not read past the limit", async () => {
    let chunks = 0
    async function* endless() {
      while (true) {
        chunks += 1
        yield new Uint8Array(MB)
      }
    }
    const outcome = await store.put(endless(), { name: "lớn.pdf" })
    expect(outcome).toEqual({ ok: false, refusal: { code: "files.tooBig", values: { name: "lớn.pdf", limitMb: 25 } } })
    expect(chunks).toBe(26)
    expect(await readdir(join(root, "incoming"))).toEqual([])
  })

  test.each([
    ["empty", "", "a.txt", "files.empty"],
    ["a program called .pdf", "MZ\u0000\u0000", "a.pdf", "files.typeNotAllowed"],
    ["an archive", "PK\u0005\u0006".padEnd(22, "\u0000"), "a.docx", "files.typeNotAllowed"],
    ["a GIF", "GIF89a....", "a.png", "files.typeNotAllowed"],
    [
      "text with a broken byte far in",
      Buffer.concat([Buffer.alloc(MB, "a"), Buffer.from([0xff])]),
      "a.txt",
      "files.typeNotAllowed",
    ],
    ["an SVG", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "a.txt", "files.typeNotAllowed"],
  ])("%s", async (_what, content, name, code) => {
    expect(await put(content, name)).toMatchObject({ ok: false, refusal: { code } })
  })
})

test("the type comes from the content; only text asks the name", async () => {
  const typeOf = async (content: string | Uint8Array, name: string) => {
    const outcome = await put(content, name)
    return outcome.ok ? outcome.value.mime : outcome.refusal.code
  }
  expect(await typeOf("%PDF-1.7\n", "anh.png")).toBe("application/pdf")
  expect(await typeOf(await renderDocx(sampleReport(1)), "bao-cao.zip")).toBe(docxMime)
  expect(await typeOf("a;b\n1;2", "số liệu.CSV")).toBe("text/csv")
  expect(await typeOf("a;b\n1;2", "số liệu.pdf")).toBe("text/plain")
})

describe("sweeping", () => {
  test("removes old files that nothing claims, and nothing else", async () => {
    const [old, claimed, fresh] = [await putText("old"), await putText("claimed"), await putText("fresh")]
    await age(old, "2026-09-01")
    await age(claimed, "2026-09-01")
    const removed = await sweepOrphans(store, async () => new Set([claimed]), new Date("2026-09-08"))
    expect(removed).toBe(1)
    expect([await store.has(old), await store.has(claimed), await store.has(fresh)]).toEqual([false, true, true])
  })

  test("a file put again while the sweep asks about it stays", async () => {
    const sha256 = await putText("again")
    await age(sha256, "2026-09-01")
    const removed = await sweepOrphans(
      store,
      async () => {
        await putText("again")
        return new Set()
      },
      new Date("2026-09-08"),
    )
    expect(removed).toBe(0)
    expect(await store.has(sha256)).toBe(true)
  })

  test("an empty or missing folder is nothing to sweep", async () => {
    expect(await sweepOrphans(localFileStore(join(root, "none")), async () => new Set(), new Date())).toBe(0)
  })
})
