import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { type Head, PASSWORD, timesKept } from "../tests/crash/heads-with-reports.ts"
import { getPage, postForm, quantile, type Row, round2, signIn, timed } from "./client.ts"
import { sentOn } from "./desk-rows.ts"

export const STORM_UNITS = 80
const AT_ONCE = 8
const IDLE_SAVES = 60

type Entry = { id: string; version: number }
type Sender = Head & { cookie: string; entries: Entry[] }

/**
 * The last minutes before a deadline: eighty units, eight at a time, each by its own head with a session of its own, save every entry once
 * more and send the report. Compared with the same saving while nothing else runs. What was acknowledged must be there, once; else
 * this throws.
 */
export async function deadlineStorm(base: string, instance: OpenInstance, heads: readonly Head[]): Promise<Row[]> {
  const senders: Sender[] = []
  for (const head of heads)
    senders.push({
      ...head,
      cookie: await signIn(base, head.email, PASSWORD),
      entries: await entriesOf(instance, head.reportId),
    })
  const office = await signIn(base, "office@demo.test")
  const roundId = await roundOf(instance, senders[0]!.reportId)
  const withEntries = senders.filter((sender) => sender.entries.length > 0) // a unit without tasks reports general parts only
  const idle: number[] = []
  for (let time = 0; time < IDLE_SAVES; time++) {
    const sender = withEntries[time % withEntries.length]!
    idle.push(await timed(() => save(base, sender, sender.entries[0]!)))
  }
  const saves: number[] = []
  const sends: number[] = []
  const visible: number[] = []
  let acknowledged = 0
  const queue = [...senders]
  const worker = async () => {
    for (let sender = queue.shift(); sender; sender = queue.shift()) {
      for (const entry of sender.entries) saves.push(await timed(() => save(base, sender, entry)))
      const { version, obligation } = await reportOf(instance, sender.reportId)
      const form = { do: "send", seenVersion: String(version), requestId: crypto.randomUUID() }
      sends.push(await timed(() => postForm(base, `/bao-cao/${sender.reportId}/xem-truoc`, sender.cookie, form)))
      if (obligation !== "must") continue // the figures count those that must report
      const mine = ++acknowledged
      if (mine % 10 === 0) visible.push(await timed(() => untilCounted(base, roundId, office, mine)))
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const seconds = (performance.now() - began) / 1_000
  await assertNothingLost(instance, senders)
  const still = quantile(idle, 0.5)
  const row = (work: string, times: readonly number[]): Row => ({
    work,
    count: times.length,
    p50Ms: round2(quantile(times, 0.5)),
    p95Ms: round2(quantile(times, 0.95)),
    timesSlowerThanIdle: round2(quantile(times, 0.95) / still),
  })
  return [
    row("deadline-storm: save, idle", idle),
    { ...row("deadline-storm: save", saves), requestsPerSecond: Math.round((saves.length + sends.length) / seconds) },
    row("deadline-storm: send", sends),
    row("deadline-storm: visible", visible),
  ]
}

async function save(base: string, { reportId, cookie }: Sender, entry: Entry): Promise<void> {
  await postForm(base, `/bao-cao/${reportId}/muc/${entry.id}`, cookie, {
    answer: "progress",
    percentDone: "45",
    result: `Đã hoàn thành khảo sát tại cơ sở, lần lưu ${entry.version}`,
    doubtReason: "Điều chỉnh theo kết quả đã rà soát",
    consent: "consent",
    seenVersion: String(entry.version),
    requestId: crypto.randomUUID(),
  })
  entry.version++
}

/** The figures count at least the reports that were acknowledged when the asking began. */
async function untilCounted(base: string, roundId: string, office: string, least: number): Promise<void> {
  for (let again = 0; again < 50; again++)
    if (sentOn(await getPage(base, `/tong-hop/${roundId}/so-lieu?lan=${least}-${again}`, office)) >= least) return
  throw new Error("an acknowledged report is not counted")
}

/** Every report sent once, kept once, told once; every entry saved as often as it was acknowledged; the chain of the history whole. */
async function assertNothingLost(instance: OpenInstance, senders: readonly Sender[]): Promise<void> {
  const faults: string[] = []
  const kept = await timesKept(instance.db, senders)
  for (const { reportId, unitName, entries } of senders) {
    const report = kept.get(reportId)
    if (report?.status !== "submitted" || report.kept !== 1 || report.told !== 1)
      faults.push(`${unitName}: ${JSON.stringify(report)}`)
    const found = new Map((await entriesOf(instance, reportId)).map((entry) => [entry.id, entry.version]))
    for (const entry of entries)
      if (found.get(entry.id) !== entry.version)
        faults.push(`${unitName}: entry version ${found.get(entry.id)}, acknowledged ${entry.version}`)
  }
  const { fault } = await verifyHistory(instance.db)
  if (fault) faults.push(`history: ${JSON.stringify(fault)}`)
  if (faults.length > 0) throw new Error(`deadline-storm: ${faults.join("; ")}`)
}

const entriesOf = ({ db }: OpenInstance, reportId: string): Promise<Entry[]> =>
  db.selectFrom("entry").select(["id", "version"]).where("reportId", "=", reportId).orderBy("id").execute()

const reportOf = ({ db }: OpenInstance, reportId: string) =>
  db
    .selectFrom("report")
    .select(["roundId", "version", "obligation"])
    .where("id", "=", reportId)
    .executeTakeFirstOrThrow()

const roundOf = async (instance: OpenInstance, reportId: string) => (await reportOf(instance, reportId)).roundId
