import { type AllowedMime, allowedTypes } from "./file-store.ts"

/** Watches a stream for what text never holds, so that the whole file is judged and not only its beginning. */
export function textWatch(): { see(chunk: Uint8Array): void; isText(): boolean } {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let sound = true
  const check = (chunk?: Uint8Array) => {
    try {
      if (chunk?.includes(0)) sound = false
      else decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      sound = false
    }
  }
  return {
    see: (chunk) => {
      if (sound) check(chunk)
    },
    isText: () => {
      if (sound) check()
      return sound
    },
  }
}

/**
 * The type by content, or undefined when it is none that may be stored. UTF-8 text shows no type of its own: there
 * alone the name decides between .csv and .txt.
 * @param source a file's path, or its bytes
 */
export async function detectType(
  source: string | Uint8Array,
  options: { isText: boolean; name?: string },
): Promise<AllowedMime | undefined> {
  const { fileTypeFromBuffer, fileTypeFromFile } = await import("file-type")
  const found = await (typeof source === "string" ? fileTypeFromFile(source) : fileTypeFromBuffer(source))
  if (found) return found.mime in allowedTypes ? (found.mime as AllowedMime) : undefined
  if (!options.isText) return undefined
  return options.name?.toLowerCase().endsWith(".csv") ? "text/csv" : "text/plain"
}
