import { createHash, randomUUID } from "node:crypto"
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Readable } from "node:stream"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { detectType, textWatch } from "./detect-type.server.ts"
import { type FileStore, isSha256, MB, maxFileBytes, type StoredFile } from "./file-store.ts"

/**
 * A folder: `ab/abcdef…` holds the file whose SHA-256 is abcdef…, `incoming/` what is on its way. The last step of
 * putting is a rename, so that a reader or a power cut never meets half a file.
 */
export function localFileStore(root: string): FileStore {
  const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256)
  const incoming = () => join(root, "incoming", randomUUID())
  return {
    put: (content, options = {}) => put(content, options, incoming(), pathOf),
    async open(sha256) {
      const handle = isSha256(sha256) ? await openIfThere(pathOf(sha256)) : undefined
      if (!handle) return undefined
      const { size } = await handle.stat()
      return { size, stream: Readable.toWeb(handle.createReadStream()) as ReadableStream<Uint8Array> }
    },
    has: async (sha256) => isSha256(sha256) && (await statIfThere(pathOf(sha256))) !== undefined,
    putBefore: (instant) => putBefore(root, instant),
    removeIfPutBefore: (sha256, instant) => removeIfPutBefore(pathOf(sha256), incoming(), instant),
  }
}

async function put(
  content: AsyncIterable<Uint8Array>,
  options: { name?: string; maxBytes?: number },
  temporary: string,
  pathOf: (sha256: string) => string,
): Promise<Outcome<StoredFile>> {
  const { name = "", maxBytes = maxFileBytes } = options
  await mkdir(dirname(temporary), { recursive: true })
  try {
    const written = await writeSynced(content, temporary, maxBytes)
    if (written === "tooBig") return refused("files.tooBig", { values: { name, limitMb: Math.floor(maxBytes / MB) } })
    if (written.size === 0) return refused("files.empty", { values: { name } })
    const mime = await detectType(temporary, { isText: written.isText, name })
    if (!mime) return refused("files.typeNotAllowed", { values: { name } })
    await moveSynced(temporary, pathOf(written.sha256))
    return done({ sha256: written.sha256, size: written.size, mime })
  } finally {
    await rm(temporary, { force: true })
  }
}

async function writeSynced(content: AsyncIterable<Uint8Array>, path: string, maxBytes: number) {
  const hash = createHash("sha256")
  const text = textWatch()
  let size = 0
  const file = await open(path, "wx", 0o640)
  try {
    for await (const chunk of content) {
      size += chunk.length
      if (size > maxBytes) return "tooBig"
      hash.update(chunk)
      text.see(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest("hex"), size, isText: text.isText() }
}

/** The rename itself must survive a power cut: the folder is synced, and its parent when the folder is new. */
async function moveSynced(from: string, to: string): Promise<void> {
  const folder = dirname(to)
  const made = await mkdir(folder, { recursive: true })
  await rename(from, to)
  await syncFolder(folder)
  if (made) await syncFolder(dirname(folder))
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r")
  await folder.sync().finally(() => folder.close())
}

async function* putBefore(root: string, instant: Date): AsyncGenerator<string> {
  const there = await statIfThere(root)
  if (!there) return
  for await (const folder of await opendir(root)) {
    if (!folder.isDirectory() || !/^[0-9a-f]{2}$/.test(folder.name)) continue
    for await (const file of await opendir(join(root, folder.name))) {
      if (!isSha256(file.name)) continue
      const found = await statIfThere(join(root, folder.name, file.name))
      if (found && found.mtime < instant) yield file.name
    }
  }
}

/**
 * The file is moved aside before its age is read: a put between the look and the removal then makes a new file under
 * the name, which stays.
 */
async function removeIfPutBefore(path: string, aside: string, instant: Date): Promise<boolean> {
  await mkdir(dirname(aside), { recursive: true })
  try {
    await rename(path, aside)
  } catch (error) {
    if (isMissing(error)) return true
    throw error
  }
  if ((await stat(aside)).mtime < instant) {
    await rm(aside)
    return true
  }
  await rename(aside, path)
  return false
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT"

function orUndefined<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  return promise.catch((error) => {
    if (isMissing(error)) return undefined
    throw error
  })
}

const openIfThere = (path: string): Promise<FileHandle | undefined> => orUndefined(open(path, "r"))
const statIfThere = (path: string) => orUndefined(stat(path))
