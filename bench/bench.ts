import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { load, median } from "./load.ts"
import { offline } from "./offline.ts"
import { BENCH_SLUG, prepareData } from "./prepare-data.ts"
import { LARGE_SLUG } from "./prepare-large-data.ts"
import { memoryMiB, startProgram } from "./server-process.ts"

const { values } = parseArgs({
  options: { json: { type: "boolean" }, only: { type: "string" }, rounds: { type: "string", default: "3" } },
})
const wanted = values.only?.split(",")
const wants = (work: string) => !wanted || wanted.includes(work)
const rounds = Number(values.rounds)
const folder = mkdtempSync(join(tmpdir(), "tiendo-bench-"))
const say = (line: string) => console.error(`▸ ${line}`)
type Row = {
  work: string
  requestsPerSecond?: number
  cpuMsPerRequest?: number
  p50Ms?: number
  p99Ms?: number
  timesSlowerThanBareNode?: number
  ms?: number
}

const onlineWorks = [
  "list-131",
  "list-131-fresh",
  "list-2000",
  "list-2000-fresh",
  "save-entry",
  "consolidated-quarter",
  "consolidated-quarter-fresh",
  "whole-version-2000",
  "compare-versions-2000",
  "consolidation-20-periods",
  "public-page",
]

try {
  console.log(await report())
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function report(): Promise<string> {
  const rows: Row[] = []
  const result: Record<string, unknown> = {}
  if (onlineWorks.some(wants)) Object.assign(result, await online(rows))
  for (const row of await offline(wants, rounds)) rows.push(row)
  const whole = { rows, ...result, load: loadavg()[0] }
  return values.json ? JSON.stringify(whole) : table(whole)
}

async function online(rows: Row[]) {
  say("preparing the demonstration and the plans to measure")
  const data = await prepareData(join(folder, "data"), wants)
  const env = {
    DATA_DIR: join(folder, "data"),
    PORT: "0",
    NODE_ENV: "production",
    NODE_COMPILE_CACHE: join(folder, "cache"),
  }
  const serve = ["src/processes/cli.ts", "serve"]
  await (await startProgram(serve, env)).stop() // fills the compile cache: the next start is a warm one
  const server = await startProgram(serve, env)
  const idle = memoryMiB(server.pid)
  const office = await signIn(server.base, "office@demo.test")
  const reporter = await signIn(server.base, "reporter@demo.test")
  const versions = data.entries.map((entry) => entry.version)
  const page = (path: string, cookie: string) => async () => {
    const answer = await fetch(server.base + path, { headers: { cookie } })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    await answer.text()
  }
  const save = async (client: number) => {
    const entry = data.entries[client]!
    const body = new URLSearchParams({
      answer: "progress",
      percentDone: "40",
      result: `Đã thực hiện ${versions[client]} việc`,
      seenVersion: String(versions[client]),
      requestId: crypto.randomUUID(),
    })
    const answer = await fetch(`${server.base}/bao-cao/${entry.reportId}/muc/${entry.id}`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { cookie: reporter, origin: server.base },
    })
    await answer.text()
    if (answer.status !== 303) throw new Error(`save: ${answer.status}`)
    versions[client]!++
  }
  /** The pages that are looked at; `-fresh` is the same page under an address that nobody asked for yet, so that nothing is remembered. */
  const list = `/ke-hoach/${BENCH_SLUG}/nhiem-vu?tat-ca=1`
  const large = `/ke-hoach/${LARGE_SLUG}`
  const quarter = `/tong-hop/${data.roundId}/so-lieu`
  let asked = 0
  const fresh = (path: string) => () => page(`${path}${path.includes("?") ? "&" : "?"}lan=${asked++}`, office)()
  const works: [string, string | null, (client: number) => Promise<void>][] = [
    ["list-131", list, page(list, office)],
    ["list-131-fresh", list, fresh(list)],
    ["list-2000", `${large}/nhiem-vu?trang=2`, page(`${large}/nhiem-vu?trang=2`, office)], // the second page of forty
    ["list-2000-fresh", `${large}/nhiem-vu?trang=2`, fresh(`${large}/nhiem-vu?trang=2`)],
    ["whole-version-2000", `${large}/phien-ban/5/toan-van`, fresh(`${large}/phien-ban/5/toan-van`)],
    ["compare-versions-2000", `${large}/so-sanh?tu=1&den=10`, fresh(`${large}/so-sanh?tu=1&den=10`)],
    ["save-entry", null, save],
    ["consolidated-quarter", quarter, page(quarter, office)],
    ["consolidated-quarter-fresh", quarter, fresh(quarter)],
    ["public-page", "/cong-khai/1139-qd-ubnd-2025", page("/cong-khai/1139-qd-ubnd-2025", "")],
  ]
  for (const [work, path, one] of works.filter(([work]) => wants(work))) {
    say(work)
    const bare = path
      ? await startBare(await (await fetch(server.base + path, { headers: { cookie: office } })).text())
      : undefined
    const ours: Awaited<ReturnType<typeof load>>[] = []
    const theirs: number[] = []
    for (let round = 0; round < rounds; round++) {
      ours.push(await load(server.pid, one))
      if (bare)
        theirs.push(
          (await load(bare.pid, async () => void (await (await fetch(bare.base)).text()), { seconds: 2 }))
            .cpuMsPerRequest,
        )
    }
    await bare?.stop()
    const cpu = median(ours.map((each) => each.cpuMsPerRequest))
    rows.push({
      work,
      requestsPerSecond: Math.round(median(ours.map((each) => each.requestsPerSecond))),
      cpuMsPerRequest: round2(cpu),
      p50Ms: round2(median(ours.map((each) => each.p50Ms))),
      p99Ms: round2(median(ours.map((each) => each.p99Ms))),
      ...(bare ? { timesSlowerThanBareNode: round2(cpu / median(theirs)) } : {}),
    })
  }
  if (data.lastOfTwenty && wants("consolidation-20-periods")) {
    say("consolidation-20-periods")
    const one = fresh(`/tong-hop/${data.lastOfTwenty}/so-lieu`) // live: nothing is remembered
    rows.push({ work: "consolidation-20-periods", ms: await medianMs(one, 3 * rounds) })
  }
  const loaded = memoryMiB(server.pid)
  await server.stop()
  return { memoryMiB: { idle, loaded }, startMs: Math.round(server.startMs) }
}

/** The whole time of one request after another, database included. */
async function medianMs(one: () => Promise<void>, times: number): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < times; time++) {
    const start = performance.now()
    await one()
    took.push(performance.now() - start)
  }
  return Math.round(median(took))
}

async function startBare(body: string) {
  const file = join(folder, "bare.html")
  writeFileSync(file, body)
  return startProgram(["bench/bare-server.ts", file], {})
}

async function signIn(base: string, email: string): Promise<string> {
  const answer = await fetch(`${base}/dang-nhap`, {
    method: "POST",
    body: new URLSearchParams({ email, password: "demo" }),
    redirect: "manual",
    headers: { origin: base },
  })
  if (answer.status !== 303) throw new Error(`sign-in ${email}: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ")
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}

function table(whole: { rows: Row[] } & Record<string, unknown>): string {
  const lines = whole.rows.map(
    (row) =>
      `${row.work.padEnd(26)} ${Object.entries(row)
        .filter(([key]) => key !== "work")
        .map(([key, value]) => `${key} ${value}`)
        .join("  ")}`,
  )
  const { rows: _, ...rest } = whole
  return [...lines, JSON.stringify(rest)].join("\n")
}
