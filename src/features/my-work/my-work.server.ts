import { readAmendmentWork, readSubmissionsToDecide } from "#features/amendments/read-proposals.server.ts"
import { readPublications } from "#features/consolidation/read-consolidation.server.ts"
import { readWaitingCorrections } from "#features/consolidation/read-corrections.server.ts"
import {
  type HandOverLine,
  readReceivedHandOvers,
  readVacancies,
  readWaitingHandOvers,
} from "#features/hand-over/read-hand-overs.server.ts"
import { readObstacleWork } from "#features/obstacles/read-obstacles.server.ts"
import { readAwaitingClaims } from "#features/reporting/read-claims.server.ts"
import { countWaitingExtensions } from "#features/reporting/read-extensions.server.ts"
import { readMatrix } from "#features/reporting/read-matrix.server.ts"
import { readOpenReports } from "#features/reporting/read-report.server.ts"
import { readRounds } from "#features/reporting/read-rounds.server.ts"
import { readItemsToExplain, readSampleWork } from "#features/sample-checks/read-samples.server.ts"
import { readOpinionsToGive } from "#features/unit-plans/read-opinions.server.ts"
import { readPlansWithHead } from "#features/unit-plans/read-unit-plans.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import type { Actor } from "#shared/actor.ts"
import { addDays, type Day, daysBetween } from "#shared/day.ts"

/** One thing that waits for this person: what, by when, and the one next action. `word` names its sentence in messages/. */
export type WorkItem = {
  word: WorkWord
  to: string
  title: string
  dueOn: Day | null
  values?: Record<string, string | number>
}
export type WorkWord =
  | "fillReport"
  | "mendReport"
  | "sendReport"
  | "reviewReports"
  | "decideExtensions"
  | "confirmClaims"
  | "consolidate"
  | "checkConsolidation"
  | "decideCorrection"
  | "issueReport"
  | "receiveReport"
  | "decidePublication"
  | "proposePublication"
  | "openRound"
  | "approveUnitPlan"
  | "giveOpinion"
  | "sendProposal"
  | "reviewProposals"
  | "decideSubmission"
  | "explainSample"
  | "checkSample"
  | "concludeSample"
  | "nameSuccessor"
  | "readHandOver"
  | "fillVacancies"
  | "answerObstacle"
  | "judgeObstacle"
export type Waiting = { title: string; to: string; word: "withHead" | "submitted" | "withOffice" | "accepted" }
export type MyWork = { mine: WorkItem[]; waiting: Waiting[] }

/** The few things that are mine and due, in order; then what I wait for. */
export async function readMyWork(ctx: Ctx & { actor: Actor }): Promise<MyWork> {
  const { role, unitId } = ctx.actor.seat
  const parts: MyWork[] = []
  if (role === "reporter" || role === "head" || role === "planOffice" || role === "director")
    parts.push(await ofUnit(ctx, unitId))
  if (role === "planOffice" || role === "director") parts.push(await ofOffice(ctx, unitId))
  if (role === "confirmer") parts.push(await ofConfirmer(ctx, unitId))
  if (ctx.actor.seat.confirms && (role === "head" || role === "finance" || role === "homeAffairs"))
    parts.push({ mine: await ofClaims(ctx, unitId), waiting: [] })
  parts.push({ mine: await ofHandOvers(ctx), waiting: [] })
  parts.push({ mine: await ofObstacles(ctx), waiting: [] })
  if (role === "leadership") parts.push(await ofLeadership(ctx, unitId))
  const mine = parts.flatMap((part) => part.mine).sort((a, b) => ((a.dueOn ?? "9999") < (b.dueOn ?? "9999") ? -1 : 1))
  return { mine, waiting: parts.flatMap((part) => part.waiting) }
}

async function ofUnit({ db, actor }: Ctx & { actor: Actor }, unitId: string): Promise<MyWork> {
  const isHead = actor.seat.role === "head" || actor.seat.role === "director"
  const reports = await readOpenReports(db, unitId)
  const mine: WorkItem[] = []
  const waiting: Waiting[] = []
  for (const report of reports) {
    const item = {
      to: `/bao-cao/${report.id}`,
      title: `${report.documentName}: ${report.unitName}`,
      dueOn: report.dueOn,
    }
    if (report.status === "returned") mine.push({ ...item, word: "mendReport" })
    else if (report.status === "withHead" && isHead)
      mine.push({ ...item, word: "sendReport", to: `${item.to}/xem-truoc` })
    else if (report.status === "withHead") waiting.push({ ...item, word: "withHead" })
    else if (report.status === "notStarted" || report.status === "drafting") mine.push({ ...item, word: "fillReport" })
    else if (report.status === "submitted") waiting.push({ ...item, word: "submitted" })
  }
  for (const plan of await readPlansWithHead(db, unitId)) {
    const to = `/ke-hoach-don-vi/${plan.id}`
    const values = { year: plan.year }
    if (isHead) mine.push({ word: "approveUnitPlan", to, title: "", dueOn: null, values })
  }
  for (const opinion of await readOpinionsToGive(db, unitId, 10)) {
    const values = { code: opinion.code }
    mine.push({
      word: "giveOpinion",
      to: `/y-kien/${opinion.id}`,
      title: opinion.title,
      dueOn: opinion.answerBy,
      values,
    })
  }
  for (const item of await readItemsToExplain(db, unitId, 10))
    mine.push({
      word: "explainSample",
      to: `/kiem-tra-mau/${item.id}`,
      title: `${item.taskCode}. ${item.taskTitle}`,
      dueOn: item.explainBy,
    })
  if (isHead)
    for (const proposal of (await readAmendmentWork(db, unitId)).withHead)
      mine.push({ word: "sendProposal", to: `/de-nghi/${proposal.id}`, title: proposal.title, dueOn: null })
  return { mine, waiting }
}

async function ofOffice(ctx: Ctx & { actor: Actor }, unitId: string): Promise<MyWork> {
  const { db, actor } = ctx
  const mine: WorkItem[] = await ofSamples(ctx, unitId)
  const waiting: Waiting[] = []
  const isDirector = actor.seat.role === "director"
  const rounds = (await readRounds(db)).filter((each) => each.planOfficeUnitId === unitId).slice(0, 4)
  const extensions = await countWaitingExtensions(
    db,
    rounds.map((round) => round.id),
  )
  const toDecide = await readWaitingCorrections(
    db,
    rounds.map((round) => round.id),
  )
  for (const round of rounds) {
    const to = `/tong-hop/${round.id}`
    const asked = extensions.get(round.id)
    if (asked)
      mine.push({
        word: "decideExtensions",
        to: `${to}/gia-han`,
        title: round.documentName,
        dueOn: round.dueOn,
        values: { count: asked },
      })
    const item = { title: round.documentName, dueOn: round.officeDueOn }
    const status = round.consolidationStatus
    if (status === null || status === "drafting") {
      const toReview = (await readMatrix(db, round.id)).filter(
        (line) => line.status === "submitted" && line.unitId !== unitId,
      ).length
      if (toReview > 0) mine.push({ ...item, word: "reviewReports", to, values: { count: toReview } })
      if (round.kind === "calendar") mine.push({ ...item, word: "consolidate", to: `${to}/du-thao` })
    } else if (status === "withHead") {
      if (isDirector) mine.push({ ...item, word: "checkConsolidation", to: `${to}/ban-hanh` })
      else waiting.push({ title: round.documentName, to: `${to}/ban-hanh`, word: "withHead" })
    } else if (isDirector && toDecide.has(round.id))
      mine.push({ ...item, word: "decideCorrection", to: `${to}/dinh-chinh` })
    else if (status === "frozen") mine.push({ ...item, word: "issueReport", to: `${to}/ban-hanh` })
  }
  mine.push(...(await ofClaims(ctx, unitId)))
  const { toReview } = await readAmendmentWork(db, unitId)
  for (const [slug, proposals] of Map.groupBy(toReview, (each) => each.slug))
    mine.push({
      word: "reviewProposals",
      to: `/ke-hoach/${slug}/de-nghi?tinh-trang=sent`,
      title: proposals[0]!.title,
      dueOn: null,
      values: { count: proposals.length },
    })
  return { mine, waiting }
}

/** So long a hand-over stands on the start page of who received it. */
const RECEIVED_DAYS = 14

/** What was left without a successor, what this person received, and units that have nobody. */
async function ofHandOvers({ db, actor, today }: Ctx & { actor: Actor }): Promise<WorkItem[]> {
  const { role, unitId } = actor.seat
  const leads = role === "head" || role === "director"
  const waiting = leads ? await readWaitingHandOvers(db, unitId) : []
  const received = await readReceivedHandOvers(db, actor.personId, addDays(today, -RECEIVED_DAYS))
  const vacancies = role === "planOffice" || role === "administrator" ? await readVacancies(db, today) : []
  const item = (word: WorkWord, handOver: HandOverLine): WorkItem => ({
    word,
    to: `/ban-giao/${handOver.id}`,
    title: handOver.fromName,
    dueOn: null,
    values: { count: handOver.items },
  })
  return [
    ...waiting.map((each) => item("nameSuccessor", each)),
    ...received.map((each) => item("readHandOver", each)),
    ...(vacancies.length > 0
      ? [
          {
            word: "fillVacancies" as const,
            to: "/don-vi-thieu-nguoi",
            title: "",
            dueOn: null,
            values: { count: vacancies.length },
          },
        ]
      : []),
  ]
}

/** As many obstacles as the start page names one by one; the list has them all. */
const OBSTACLES = 10

/** Obstacles that this seat's unit is to answer, with their day, and answers that it is to judge. */
async function ofObstacles(ctx: Ctx & { actor: Actor }): Promise<WorkItem[]> {
  const { toAnswer, toJudge } = await readObstacleWork(ctx, OBSTACLES)
  return [
    ...toAnswer.map(
      (each): WorkItem => ({
        word: "answerObstacle",
        to: `/vuong-mac/${each.id}`,
        title: each.description.slice(0, 160),
        dueOn: each.answerBy,
        values: { number: each.number, unit: each.unitName },
      }),
    ),
    ...toJudge.map(
      (each): WorkItem => ({
        word: "judgeObstacle",
        to: `/vuong-mac/${each.id}`,
        title: each.description.slice(0, 160),
        dueOn: null,
        values: { number: each.number },
      }),
    ),
  ]
}

/** Claims of completion that this unit confirms. */
async function ofClaims({ db, today }: Ctx, unitId: string): Promise<WorkItem[]> {
  const claims = await readAwaitingClaims(db, unitId, today)
  const values = { count: claims.length }
  return claims[0]
    ? [{ word: "confirmClaims", to: "/tong-hop/xac-nhan", title: "", dueOn: claims[0].decideBy, values }]
    : []
}

/** Samples: what this person checks, and what the unit can conclude. */
async function ofSamples({ db, actor, today }: Ctx & { actor: Actor }, unitId: string): Promise<WorkItem[]> {
  const work = await readSampleWork(db, unitId, actor.personId, today)
  return work.flatMap(({ roundId, roundName, toCheck, toConclude }): WorkItem[] => {
    const item = { title: roundName, dueOn: null }
    const to = `/tong-hop/${roundId}/kiem-tra-mau`
    return [
      ...(toCheck > 0
        ? [{ ...item, word: "checkSample" as const, to: `${to}?cua-toi=1`, values: { count: toCheck } }]
        : []),
      ...(toConclude > 0
        ? [
            {
              ...item,
              word: "concludeSample" as const,
              to: `${to}?tinh-trang=toConclude`,
              values: { count: toConclude },
            },
          ]
        : []),
    ]
  })
}

async function ofConfirmer(ctx: Ctx & { actor: Actor }, unitId: string): Promise<MyWork> {
  const { db } = ctx
  const mine: WorkItem[] = await ofSamples(ctx, unitId)
  mine.push(...(await ofClaims(ctx, unitId)))
  for (const round of (await readRounds(db)).filter((each) => each.confirmerUnitId === unitId).slice(0, 4)) {
    const own = (await readMatrix(db, round.id)).find(
      (line) => line.unitId === round.planOfficeUnitId && line.status === "submitted",
    )
    if (own)
      mine.push({
        word: "reviewReports",
        to: `/tong-hop/${round.id}/bao-cao/${own.reportId}`,
        title: round.documentName,
        dueOn: round.officeDueOn,
        values: { count: 1 },
      })
  }
  return { mine, waiting: [] }
}

async function ofLeadership({ db }: Ctx, unitId: string): Promise<MyWork> {
  const submissions = await readSubmissionsToDecide(db, unitId)
  const rounds = (await readRounds(db)).filter((round) => round.consolidationStatus === "issued")
  const proposed = (await readPublications(db)).filter((publication) => publication.state === "proposed")
  return {
    mine: [
      ...rounds.map(
        (round): WorkItem => ({
          word: "receiveReport",
          to: `/tong-hop/${round.id}/ban-hanh`,
          title: round.documentName,
          dueOn: null,
        }),
      ),
      ...submissions.map(
        (each): WorkItem => ({ word: "decideSubmission", to: `/to-trinh/${each.id}`, title: each.title, dueOn: null }),
      ),
      ...proposed.map(
        (each): WorkItem => ({ word: "decidePublication", to: "/cong-bo", title: each.roundName, dueOn: null }),
      ),
    ],
    waiting: [],
  }
}

/** How near a due day is, for the tag beside it. */
export const nearness = (dueOn: Day, today: Day): "late" | "soon" | "calm" => {
  const days = daysBetween(today, dueOn)
  return days < 0 ? "late" : days <= 7 ? "soon" : "calm"
}
