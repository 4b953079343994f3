import { argon2, randomBytes, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

/** argon2id, 19 MiB, t = 2, p = 1: the first recommendation of the OWASP password storage cheat sheet. */
const MEMORY_KIB = 19_456
const PASSES = 2
const TAG_BYTES = 32
const AT_ONCE = 4

const derive = promisify(argon2)
let running = 0
const waiting: (() => void)[] = []

/** At most four at once: each takes 19 MiB, and a storm of sign-ins must not take the machine's memory. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  running++
  try {
    return await work()
  } finally {
    running--
    waiting.shift()?.()
  }
}

const tagOf = (password: string, nonce: Buffer): Promise<Buffer> =>
  inTurn(() =>
    derive("argon2id", {
      message: password.normalize("NFKC"),
      nonce,
      parallelism: 1,
      tagLength: TAG_BYTES,
      memory: MEMORY_KIB,
      passes: PASSES,
    }),
  ) as Promise<Buffer>

/** @returns "argon2id$<nonce>$<tag>", both base64url */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await tagOf(password, nonce)
  return `argon2id$${nonce.toString("base64url")}$${tag.toString("base64url")}`
}

export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [scheme, nonce, tag] = hash.split("$")
  if (scheme !== "argon2id" || !nonce || !tag) return false
  const expected = Buffer.from(tag, "base64url")
  const given = await tagOf(password, Buffer.from(nonce, "base64url"))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
