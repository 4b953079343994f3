import { sql } from "kysely"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { getPage, postForm, quantile, type Row, signIn, timed } from "./client.ts"

/** Pages of the plan office over 131 tasks × 80 units × 20 periods, each asked for under addresses that nobody asked for yet. */
const pages: Record<string, string> = {
  "consolidation-20-periods": "so-lieu",
  "queue-20-periods": "hang-doi",
  "queue-unchanged-20-periods": "hang-doi/khong-doi",
  "draft-20-periods": "du-thao",
  "compare-20-periods": "so-sanh",
}
const VISIBLE = "visible-after-submission"
const EXPORT = "export-sent-10480"
export const deskRows = [...Object.keys(pages), VISIBLE, EXPORT]

type Desk = {
  base: string
  roundId: string
  times: number
  wants: (work: string) => boolean
  instance: OpenInstance
  headPassword: string
}

/**
 * Whole times in ms, database included. Before every request something is recorded, so that neither pages nor the lines of plans are
 * remembered from the request before.
 */
export async function measureDesk({ base, roundId, times, wants, instance, headPassword }: Desk): Promise<Row[]> {
  const office = await signIn(base, "office@demo.test")
  const rows: Row[] = []
  for (const [work, page] of Object.entries(pages).filter(([work]) => wants(work))) {
    const took: number[] = []
    for (let time = 0; time < times; time++) {
      await moveHead(base, office, roundId, time)
      took.push(await timed(() => getPage(base, `/tong-hop/${roundId}/${page}?lan=${time}`, office)))
    }
    rows.push({ work, ms: Math.round(quantile(took, 0.5)), p95Ms: Math.round(quantile(took, 0.95)) })
  }
  if (wants(EXPORT)) rows.push(await wholeDownload(base, `/tong-hop/${roundId}/toan-bo.xlsx`, office, times))
  if (wants(VISIBLE)) rows.push(await untilVisible({ base, roundId, times, instance, office, headPassword }))
  return rows
}

/** Everything that was sent, as a file: when its first bytes come, and when it is whole. */
async function wholeDownload(base: string, path: string, cookie: string, times: number): Promise<Row> {
  const firsts: number[] = []
  const wholes: number[] = []
  let bytes = 0
  for (let time = 0; time < times; time++) {
    const start = performance.now()
    const answer = await fetch(base + path, { headers: { cookie } })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    bytes = 0
    for await (const part of answer.body!) {
      if (bytes === 0) firsts.push(performance.now() - start)
      bytes += part.length
    }
    wholes.push(performance.now() - start)
  }
  return { work: EXPORT, ms: Math.round(quantile(wholes, 0.5)), firstByteMs: Math.round(quantile(firsts, 0.5)), bytes }
}

/** A remark on the draft: it is recorded, and changes no figure. */
const moveHead = (base: string, office: string, roundId: string, time: number) =>
  postForm(base, `/tong-hop/${roundId}/du-thao`, office, {
    do: "comment",
    key: "obstacles",
    comment: `Ghi chú ${time}`,
    requestId: crypto.randomUUID(),
  })

/**
 * A head sends a report; from the moment that the sending is acknowledged the office asks for the figures until they count it.
 * Between two sendings the report is taken back by hand, past the commands.
 */
async function untilVisible({
  base,
  roundId,
  times,
  instance,
  office,
  headPassword,
}: Omit<Desk, "wants"> & { office: string }): Promise<Row> {
  const head = await signIn(base, "head@demo.test", headPassword)
  const { db } = instance
  const report = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select("report.id")
    .where("report.roundId", "=", roundId)
    .where("unit.code", "=", "SVHTTDL")
    .executeTakeFirstOrThrow()
  const took: number[] = []
  for (let time = 0; time < times; time++) {
    await sql`update report set status = 'withHead', first_submitted_at = null, timeliness = null where id = ${report.id}`.execute(
      db,
    )
    const { version } = await db
      .selectFrom("report")
      .select("version")
      .where("id", "=", report.id)
      .executeTakeFirstOrThrow()
    await moveHead(base, office, roundId, time)
    const ask = async (again: number) =>
      sentOn(await getPage(base, `/tong-hop/${roundId}/so-lieu?thay=${time}-${again}`, office))
    const before = await ask(0)
    await postForm(base, `/bao-cao/${report.id}/xem-truoc`, head, {
      do: "send",
      seenVersion: String(version),
      requestId: crypto.randomUUID(),
    })
    took.push(
      await timed(async () => {
        for (let again = 1; (await ask(again)) !== before + 1; again++) if (again > 50) throw new Error("never visible")
      }),
    )
  }
  return { work: VISIBLE, ms: Math.round(quantile(took, 0.5)), p95Ms: Math.round(quantile(took, 0.95)) }
}

/** How many reports the page of figures counts as sent. */
export function sentOn(page: string): number {
  const found = /<dd>(\d+)\/\d+ <small>/.exec(page)
  if (!found) throw new Error("the page of figures shows no count of reports")
  return Number(found[1])
}
