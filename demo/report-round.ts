import type { PlannedRound } from "#features/reporting/calendar.ts"
import { addEvidence } from "#features/reporting/evidence.server.ts"
import type { FieldValues } from "#features/reporting/field-value.ts"
import { acceptReport, handToHead, returnReport } from "#features/reporting/move-report.server.ts"
import { type EntryBefore, readBefore } from "#features/reporting/read-before.server.ts"
import { type EntryLine, readEntries } from "#features/reporting/read-entries.server.ts"
import { saveEntry, saveSections } from "#features/reporting/save-entry.server.ts"
import { submitReport } from "#features/reporting/submit-report.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import type { Actor } from "#shared/actor.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import type { At } from "./load-rounds.ts"
import { illustrative } from "./province.ts"

export type RoundWork = {
  at: At
  organisation: Organisation
  instance: OpenInstance
  roundId: string
  round: PlannedRound
  turn: number
  isPresent: boolean
}
type Fate = "silent" | "drafting" | "withHead" | "submitted" | "returned" | "accepted"

/** How far each unit's report goes; in the present round every state occurs, in the finished ones nearly all were accepted. */
function fateOf(index: number, unitCode: string, { isPresent, turn }: RoundWork): Fate {
  if (!isPresent) return (index + turn * 7) % 26 === 5 ? "silent" : "accepted"
  if (unitCode === "SVHTTDL") return "drafting"
  return (
    [
      "accepted",
      "submitted",
      "silent",
      "drafting",
      "withHead",
      "silent",
      "submitted",
      "returned",
      "silent",
      "drafting",
    ] as const
  )[index % 10]!
}

/** Units report a week before the due day; a few are late. */
const sendsOn = (index: number, { round, isPresent, turn }: RoundWork): Day =>
  addDays(round.dueOn, !isPresent && (index + turn) % 17 === 3 ? 2 : -((index % 7) + 1))

export async function reportRound(work: RoundWork): Promise<void> {
  const codes = new Map(Object.entries(work.organisation.unitIds).map(([code, id]) => [id, code]))
  const reports = await work.instance.db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.unitId", "unit.kind"])
    .where("report.roundId", "=", work.roundId)
    .orderBy("unit.position")
    .execute()
  for (const [index, report] of reports.entries()) {
    const code = codes.get(report.unitId)!
    const fate = fateOf(index, code, work)
    if (fate === "silent") continue
    const planned = sendsOn(index, work)
    const { today } = work.at(planned, 8, work.organisation.actor(code, "reporter"))
    await reportUnit(work, { reportId: report.id, code, index, fate, day: planned < today ? planned : today })
  }
}

type UnitWork = { reportId: string; code: string; index: number; fate: Fate; day: Day }

async function reportUnit(work: RoundWork, unit: UnitWork): Promise<void> {
  const { at, organisation, instance } = work
  const reporter = at(unit.day, 9, organisation.actor(unit.code, "reporter"))
  const entries = await readEntries(instance.db, unit.reportId)
  const writes = unit.fate === "drafting" ? entries.slice(0, Math.ceil(entries.length / 2)) : entries
  for (const [index, entry] of writes.entries()) await fillEntry(work, unit, entry, index)
  await writeSections(work, unit, writes.length)
  if (unit.fate === "drafting") return
  if (unit.fate === "withHead") {
    must(
      await handToHead(reporter, { reportId: unit.reportId, seenVersion: await versionOf(instance, unit.reportId) }),
      `${unit.code} to head`,
    )
    return
  }
  const headRole = unit.code === "SKHCN" ? "director" : "head"
  must(
    await submitReport(at(unit.day, 15, organisation.actor(unit.code, headRole)), {
      reportId: unit.reportId,
      seenVersion: await versionOf(instance, unit.reportId),
    }),
    `${unit.code} submits`,
  )
  if (unit.fate === "accepted" || unit.fate === "returned") await review(work, unit, entries)
}

async function review(
  { at, organisation, instance }: RoundWork,
  unit: UnitWork,
  entries: readonly EntryLine[],
): Promise<void> {
  const [officeCode, role] =
    unit.code === "SKHCN" ? (["VPUBND", "confirmer"] as const) : (["SKHCN", "planOffice"] as const)
  const ctx = at(addDays(unit.day, 1), 10, organisation.actor(officeCode, role))
  const seen = { reportId: unit.reportId, seenVersion: await versionOf(instance, unit.reportId) }
  if (unit.fate === "accepted") must(await acceptReport(ctx, seen), `${unit.code} accepted`)
  else {
    const first = entries[0]
    const reason = "Đề nghị bổ sung số liệu cụ thể và văn bản minh chứng cho kết quả đã nêu."
    must(
      await returnReport(ctx, {
        ...seen,
        reason: first ? "" : reason,
        entryReasons: first ? { [first.id]: reason } : {},
      }),
      `${unit.code} returned`,
    )
  }
}

/** Two to five minutes for each task, shorter from round to round: the time that the work on a report seems to take. */
function paced({ at, instance, turn }: RoundWork, unit: UnitWork, actor: Actor, entry: number): Ctx {
  const ctx = at(unit.day, 8, actor)
  const seconds = Math.round((entry + 1) * (130 + ((unit.index * 53) % 150)) * (1 - turn * 0.12))
  const now = new Date(Math.min(ctx.now.getTime() + seconds * 1000, instance.clock().getTime()))
  return { ...ctx, now }
}

const sentences = illustrative()
const pick = (list: readonly string[], index: number) => list[index % list.length]!

async function fillEntry(work: RoundWork, unit: UnitWork, entry: EntryLine, index: number): Promise<void> {
  const { organisation, instance, turn } = work
  const ctx = paced(work, unit, organisation.actor(unit.code, "reporter"), index)
  const seed = unit.index * 3 + index * 5 + turn
  const isClaim = entry.isClaimant && entry.taskProduct !== null && (seed % 7 === 2 || (turn === 0 && seed % 5 === 1))
  const before = (await readBefore(instance.db, unit.reportId)).get(entry.assignmentId)
  const keeps = !isClaim && before !== undefined && seed % 6 === 4
  if (isClaim) must(await addEvidence(ctx, evidenceOf(unit, entry, seed)), "evidence")
  const answer = isClaim ? "claim" : keeps ? "nothingChanged" : "progress"
  const percentDone = answer === "progress" ? Math.min(95, 20 + turn * 22 + (seed % 5) * 8) : null
  const result = keeps ? "" : pick(sentences.results, seed).replace("{n}", String((seed % 11) + 2))
  const isLower = percentDone !== null && before?.percentDone != null && percentDone < before.percentDone
  const isCopied = answer === "progress" && before?.answer === "progress" && before.result === result
  must(
    await saveEntry(ctx, {
      entryId: entry.id,
      seenVersion: entry.version,
      content: {
        answer,
        percentDone,
        result,
        product: isClaim ? entry.taskProduct! : "",
        obstacle: !keeps && seed % 9 === 0 ? pick(sentences.obstacles, seed) : "",
        proposal: !keeps && seed % 13 === 0 ? pick(sentences.proposals, seed) : "",
        nextStep: isClaim || keeps ? "" : pick(sentences.nextSteps, seed),
        missingReason: "",
        doubtReason: isLower ? sentences.lowerReason : isCopied ? sentences.copiedReason : "",
        consent: null,
        objection: "",
      },
      fieldValues: figuresOf(seed, turn, work.isPresent, before),
    }),
    "entry",
  )
}

/** Some units have no figure yet, some report an estimate and give the final figure the next time, as it happens. */
function figuresOf(seed: number, turn: number, isPresent: boolean, before: EntryBefore | undefined): FieldValues {
  if (seed % 8 === 3) return {}
  const issued = (seed % 6) + turn
  const wasEstimated = before?.fieldValues["van-ban"]?.state === "estimated"
  const state =
    issued === 0
      ? "none"
      : isPresent && seed % 4 === 1
        ? "estimated"
        : turn === 0 && seed % 5 === 2
          ? "estimated"
          : "actual"
  return {
    "van-ban": {
      state,
      value: issued === 0 ? "" : String(issued),
      reason: "",
      final: wasEstimated ? String(Number(before?.fieldValues["van-ban"]?.value ?? 0) + 1) : "",
    },
    "so-hoa": { state: "actual", value: String(Math.min(100, 35 + turn * 15 + (seed % 12))), reason: "", final: "" },
  }
}

const evidenceOf = (unit: UnitWork, entry: EntryLine, seed: number) => ({
  entryId: entry.id,
  title: `${entry.taskProduct} (minh họa)`,
  number: `${(seed % 380) + 20}/QĐ-${/^\d/.test(unit.code) ? "UBND" : unit.code}`,
  issuedOn: formatDay(addDays(unit.day, -(seed % 4) - 1)),
  isNotSecret: true,
})

async function writeSections(work: RoundWork, unit: UnitWork, entries: number): Promise<void> {
  const { organisation, turn } = work
  const ctx = paced(work, unit, organisation.actor(unit.code, "reporter"), entries)
  const parts = {
    direction: sentences.direction.replace("{n}", String((unit.index % 4) + 1)),
    priorities: unit.index % 3 === turn % 3 ? sentences.priorities : "",
  }
  const sections = Object.entries(parts).map(([key, body]) => ({ key, body, isNone: false, seenVersion: 0 }))
  must(await saveSections(ctx, { reportId: unit.reportId, sections }), "sections")
}

export async function versionOf(instance: OpenInstance, reportId: string): Promise<number> {
  return (await instance.db.selectFrom("report").select("version").where("id", "=", reportId).executeTakeFirstOrThrow())
    .version
}
