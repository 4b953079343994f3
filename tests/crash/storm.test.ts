import { afterAll, beforeAll, expect, test } from "vitest"
import { newId } from "#platform/context.server.ts"
import { joinDatabase } from "#platform/db/open-database.server.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import { readSettings } from "#platform/settings.server.ts"
import { type OpenInstance, openInstance } from "../../src/processes/open-instance.server.ts"
import { type Head, PASSWORD, prepareHeads, timesKept } from "./heads-with-reports.ts"
import { type Program, startProgram, until } from "./running-program.ts"

/**
 * The evening before the deadline: eighty units send their reports, eight at a time. In the middle the program is killed, later its
 * database is. Clients send the same form again until it is acknowledged. What was acknowledged is there, once.
 */
const UNITS = 80
const AT_ONCE = 8
/** A client that waits longer for an answer takes it that none will come. */
const PATIENCE_MS = 8_000

let program: Program
let instance: OpenInstance
let heads: (Head & { cookie: string; requestId: string })[]

beforeAll(async () => {
  program = await startProgram()
  const read = readSettings(program.environment)
  if (!("settings" in read)) throw new Error(read.faults.join())
  instance = await openInstance(read.settings, await joinDatabase(read.settings, () => undefined))
  const prepared = await prepareHeads(instance, UNITS)
  heads = await inTurns(prepared, async (head) => ({ ...head, cookie: await signIn(head), requestId: newId() }))
}, 80_000)
afterAll(async () => {
  await instance?.close()
  await program?.end()
}, 20_000)

test("a killed program and a killed database lose no acknowledged report and double none", async () => {
  expect(heads).toHaveLength(UNITS)
  const half = Math.floor(heads.length / 2)
  const first = storm(heads.slice(0, half))
  await first.isUnderWay()
  await program.kill()
  await program.start()
  await first.done

  const second = storm(heads.slice(half))
  await second.isUnderWay()
  program.killDatabase()
  await second.done

  expect(first.sentAgain + second.sentAgain).toBeGreaterThan(0)
  expect([...first.acknowledged, ...second.acknowledged].sort()).toEqual(heads.map((head) => head.reportId).sort())
  expect(await timesKept(instance.db, heads)).toEqual(
    new Map(heads.map((head) => [head.reportId, { status: "submitted", kept: 1, told: 1 }])),
  )
  const history = await verifyHistory(instance.db)
  expect(history.fault).toBeUndefined()
  const verified = await program.command("verify")
  expect(verified.code, verified.output).toBe(0)
}, 60_000)

/** Every head sends the form, and sends it again whenever no answer came or the answer was "not now". */
function storm(senders: typeof heads) {
  const state = {
    acknowledged: [] as string[],
    sentAgain: 0,
    done: Promise.resolve(),
    /** Some are through, most are not; a fault ends the wait. */
    isUnderWay: () => Promise.race([state.done, until(async () => state.acknowledged.length >= 10)]),
  }
  state.done = inTurns(senders, async (head) => {
    for (let attempt = 0; ; attempt++) {
      if (attempt > 0) {
        state.sentAgain++
        await until(program.isReady)
      }
      const status = await send(head)
      if (status === undefined || status === 503) continue
      if (status !== 303) throw new Error(`${head.unitName}: answered ${status}`)
      state.acknowledged.push(head.reportId)
      return
    }
  }).then(() => undefined)
  return state
}

/** @returns the status, or undefined when the connection broke */
async function send({ reportId, version, cookie, requestId }: (typeof heads)[number]): Promise<number | undefined> {
  const body = new URLSearchParams({ do: "send", requestId, seenVersion: String(version) })
  try {
    const answer = await post(`/bao-cao/${reportId}/xem-truoc`, body, { cookie })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return undefined
  }
}

const post = (path: string, body: URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(program.base + path, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { origin: program.base, ...headers },
  })

async function signIn({ email }: Head): Promise<string> {
  const answer = await post("/dang-nhap", new URLSearchParams({ email, password: PASSWORD }))
  await answer.body?.cancel()
  if (answer.status !== 303) throw new Error(`${email} cannot sign in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ")
}

/** The same work for each, no more than so many at once. */
async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const queue = [...items.entries()]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}
