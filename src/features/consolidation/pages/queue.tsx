import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { checkEntry, finishCheck } from "#features/reporting/check-entries.server.ts"
import { isPastDeadline } from "#features/reporting/entry.ts"
import { doubtsOf, isUnchanged, type ReportToCheck } from "#features/reporting/entry-check.ts"
import { mayReview } from "#features/reporting/permissions.ts"
import { readBefore } from "#features/reporting/read-before.server.ts"
import { quietReports, readFinishedReport, readReportsToCheck } from "#features/reporting/read-checks.server.ts"
import { readEntry, readSections } from "#features/reporting/read-entries.server.ts"
import { type Round, readRound } from "#features/reporting/read-rounds.server.ts"
import { readTemplateOfRound } from "#features/reporting/read-template.server.ts"
import { fieldsFor } from "#features/reporting/report-template.ts"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { Enhance } from "#ui/enhance.tsx"
import { ErrorSummary } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { checkQueue, queueFilter, queueSearch } from "../check-queue.ts"
import { maySeeConsolidation } from "../permissions.ts"
import { CheckedEntry, JustFinished, NothingLeft, QueueFilters, ReportProgress } from "../queue-parts.tsx"
import { RoundFrame } from "../round-frame.tsx"
import { VerdictForms } from "../verdict-forms.tsx"
import type { Route } from "./+types/queue"

export const handle = { enhance: ["queue-keys"] }

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const reports = await readReportsToCheck(ctx.db, round)
  const mine = reports.filter((report) => mayReview(ctx.actor, { ...round, unitId: report.unitId }))
  const query = new URL(request.url).searchParams
  const filter = queueFilter(query)
  const entries = mine.flatMap((report) => report.entries)
  const queue = checkQueue(entries, filter, query.get("muc"))
  const current = queue.current && (await readCurrent(ctx, round, queue.current.entryId))
  const report = mine.find((each) => each.reportId === queue.current?.reportId)
  return {
    round,
    filter,
    search: queueSearch(filter),
    groups: [...new Map(entries.map((entry) => [entry.groupCode, entry.groupTitle]))],
    counts: {
      reports: mine.length,
      all: entries.length,
      matching: queue.matching.length,
      left: queue.left,
      quiet: quietReports(mine).length,
      withoutEntries: mine.filter((each) => each.entries.length === 0).length,
    },
    bare: mine.find((each) => each.entries.length === 0)?.reportId ?? null,
    item: queue.current
      ? {
          ...queue.current,
          doubts: doubtsOf(queue.current.facts),
          isUnchanged: isUnchanged(queue.current.facts),
          differs: queue.current.facts.before?.differs ?? null,
        }
      : null,
    current: current ?? null,
    finished: await readFinishedReport(ctx.db, round.id, query.get("vua-xong")),
    sections: report?.hasNewSections ? await readSections(ctx.db, report.reportId) : [],
    report: report ? progressOf(report) : null,
    next: queue.next?.entryId ?? null,
    nextReport: queue.nextReport?.entryId ?? null,
    form,
    otherForm: pageOf(context).form,
    thirdForm: pageOf(context).form,
  }
}

async function readCurrent({ db, today }: Ctx, round: Round, entryId: string) {
  const entry = await readEntry(db, entryId)
  return {
    entry,
    before: (await readBefore(db, entry.reportId)).get(entry.assignmentId) ?? null,
    fields: fieldsFor(await readTemplateOfRound(db, round.id), entry),
    isOverdue: isPastDeadline(entry, today),
  }
}

const progressOf = ({ entries, hasAnswers: _, ...report }: ReportToCheck) => ({
  ...report,
  entries: entries.map(({ entryId, taskCode, check }) => ({ entryId, taskCode, verdict: check?.verdict ?? null })),
})

export const action = formAction(async ({ form, ctx, params, request }) => {
  const { fields, seenVersion } = form
  const { reportId = "", entryId = "", reason = "" } = fields
  // whatever order the posts come in, the next entry is asked of the queue again
  const query = new URL(request.url).searchParams
  query.delete("muc")
  query.delete("vua-xong")
  if (fields.next) query.set("muc", fields.next)
  const to = () => queueAddress({ id: params.round! }, query.toString())
  if (fields.do === "finish")
    return answerWith(await finishCheck(ctx, { reportId, seenVersion }), () => {
      query.set("vua-xong", reportId)
      return to()
    })
  const verdict = (["good", "return", "none"] as const).find((each) => each === fields.do)
  if (!verdict) throw new NotFound("action")
  return answerWith(await checkEntry(ctx, { entryId, seenVersion, verdict, reason }), to)
})

const queueAddress = (round: Pick<Round, "id">, search: string) =>
  `/tong-hop/${round.id}/hang-doi${search ? `?${search}` : ""}`

/** One entry after the other, with what the unit said before beside it; every key has its button, and works without scripts. */
export default function CheckQueue({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, filter, search, groups, counts, item, current, report, sections, next, nextReport, bare } = loaderData
  const { form, otherForm, thirdForm, finished } = loaderData
  const address = queueAddress(round, search)
  return (
    <RoundFrame round={round} current="/hang-doi">
      <ErrorSummary state={actionData} />
      {finished && <JustFinished report={finished} round={round} />}
      <p>
        {say("queue.count", counts)}{" "}
        {counts.quiet > 0 && (
          <a href={`/tong-hop/${round.id}/hang-doi/khong-doi`}>{say("queue.quietLink", { count: counts.quiet })}</a>
        )}
      </p>
      <QueueFilters filter={filter} groups={groups} address={queueAddress(round, "")} />
      {item && current && report ? (
        <div className="queue">
          <CheckedEntry item={item} current={current} round={round} />
          <div>
            <VerdictForms
              item={item}
              next={next}
              nextReport={nextReport}
              address={address}
              forms={[form, otherForm, thirdForm]}
              state={actionData}
              report={report}
            />
            <ReportProgress
              report={report}
              sections={sections}
              current={item.entryId}
              address={address}
              round={round}
            />
          </div>
        </div>
      ) : (
        <NothingLeft counts={counts} isFiltered={search !== ""} bare={bare} round={round} />
      )}
      <Enhance name="queue-keys" />
    </RoundFrame>
  )
}
