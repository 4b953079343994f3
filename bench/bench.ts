import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { joinDatabase } from "../src/platform/db/open-database.server.ts"
import { readSettings } from "../src/platform/settings.server.ts"
import { openInstance } from "../src/processes/open-instance.server.ts"
import { getPage, postForm, type Row, round2, signIn } from "./client.ts"
import { deadlineStorm } from "./deadline-storm.ts"
import { deskRows, measureDesk } from "./desk-rows.ts"
import { measurePaint, type PaintPage, paintRows } from "./first-paint.ts"
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
type Prepared = Awaited<ReturnType<typeof prepareData>>
const say = (line: string) => console.error(`▸ ${line}`)
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
  "public-page",
  "deadline-storm",
  ...deskRows,
  ...paintRows,
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
    await getPage(server.base, path, cookie)
  }
  const save = async (client: number) => {
    const entry = data.entries[client]!
    await postForm(server.base, `/bao-cao/${entry.reportId}/muc/${entry.id}`, reporter, {
      answer: "progress",
      percentDone: "40",
      result: `Đã thực hiện ${versions[client]} việc`,
      seenVersion: String(versions[client]),
      requestId: crypto.randomUUID(),
    })
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
  const loaded = memoryMiB(server.pid)
  if (paintRows.some(wants)) {
    say("first paints on a slow line")
    rows.push(...(await measurePaint(server.base, paintPages(data), 3 * rounds, wants)))
  }
  if (data.lastOfTwenty || data.heads.length > 0) rows.push(...(await beside(server.base, env, data)))
  await server.stop()
  return { memoryMiB: { idle, loaded }, startMs: Math.round(server.startMs) }
}

/** Rows that look into the database beside the running program: to prepare the next turn, or to see that nothing is lost. */
async function beside(base: string, env: Record<string, string>, data: Prepared): Promise<Row[]> {
  const read = readSettings({ DATA_DIR: env.DATA_DIR })
  if (!("settings" in read)) throw new Error(read.faults.join())
  const place = await joinDatabase(read.settings, () => undefined)
  const instance = await openInstance(read.settings, place)
  const rows: Row[] = []
  if (data.lastOfTwenty) {
    say("the desk over 20 periods")
    const roundId = data.lastOfTwenty
    rows.push(
      ...(await measureDesk({ base, roundId, times: 3 * rounds, wants, instance, headPassword: data.headPassword })),
    )
  }
  if (data.heads.length > 0) {
    say("deadline-storm")
    rows.push(...(await deadlineStorm(base, instance, data.heads)))
  }
  await instance.close()
  await place.close()
  return rows
}

function paintPages({ entries, headPassword }: Prepared): Record<(typeof paintRows)[number], PaintPage> {
  const { id, reportId } = entries[0]!
  return {
    "paint-entry": { path: `/bao-cao/${reportId}/muc/${id}`, email: "reporter@demo.test", password: "demo" },
    "paint-steps": {
      path: `/bao-cao/${reportId}/tung-viec`,
      email: "reporter@demo.test",
      password: "demo",
      ready: "[data-line]",
    },
    "paint-report": { path: `/bao-cao/${reportId}`, email: "reporter@demo.test", password: "demo" },
    "paint-board": { path: "/viec-cua-toi", email: "head@demo.test", password: headPassword },
  }
}

async function startBare(body: string) {
  const file = join(folder, "bare.html")
  writeFileSync(file, body)
  return startProgram(["bench/bare-server.ts", file], {})
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
