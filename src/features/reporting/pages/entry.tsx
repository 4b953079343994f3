import { pageOf } from "#access/page.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { NotFound } from "#platform/errors.ts"
import { Enhance } from "#ui/enhance.tsx"
import { ErrorSummary, PostForm, RadioField } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { answers, doubtsToExplain, entryFaults, isPastDeadline } from "../entry.ts"
import { entryAction } from "../entry-action.server.ts"
import { EntryFields, Previous } from "../entry-fields.tsx"
import { EvidencePart } from "../evidence-part.tsx"
import { noteWork } from "../note-work.server.ts"
import { mayWrite } from "../permissions.ts"
import { readAskedFields } from "../read-asked-fields.server.ts"
import { readBefore } from "../read-before.server.ts"
import { readEntries, readEntry } from "../read-entries.server.ts"
import { readOpenObstacles } from "../read-open-obstacles.server.ts"
import { readReport } from "../read-report.server.ts"
import { readReusable } from "../read-reusable-evidence.server.ts"
import { readTemplate } from "../read-template.server.ts"
import { canMove } from "../report.ts"
import { readCompleteness } from "../report-completeness.server.ts"
import { OverdueTag } from "../report-parts.tsx"
import type { Route } from "./+types/entry"

export const handle = { enhance: ["autosave"] }
export const action = entryAction

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  const entry = await readEntry(ctx.db, params.entry)
  if (entry.reportId !== report.id || !mayWrite(ctx.actor, report)) throw new NotFound("entry")
  if (canMove(report, "edit")) await noteWork(ctx, ctx.db, report)
  const all = await readEntries(ctx.db, report.id)
  const index = all.findIndex((each) => each.id === entry.id)
  const before = await readBefore(ctx.db, report.id)
  const previous = before.get(entry.assignmentId)
  const template = await readTemplate(ctx.db, report.templateId)
  const content = (await readCompleteness(ctx.db, report.id)).entries.find((each) => each.id === entry.id)
  return renderOnly({
    report: { id: report.id, roundName: report.roundName, unitName: report.unitName },
    entry,
    previous: previous ?? null,
    fields: (await readAskedFields(ctx.db, report, [entry], before)).get(entry.id) ?? [],
    asks: template.asks,
    isOverdue: isPastDeadline(entry, ctx.today),
    faults: entry.answer === null || !content ? [] : entryFaults(content),
    doubts: content ? doubtsToExplain(content) : [],
    reusable: canMove(report, "edit") ? await readReusable(ctx.db, report.unitId, entry.id) : [],
    reuseForm: pageOf(context).form,
    place: { index: index + 1, count: all.length, nextId: all[index + 1]?.id ?? null },
    obstacles: await readOpenObstacles(ctx.db, entry.taskId, report.unitId),
    mayRaise: report.unitId === ctx.actor.seat.unitId,
    isOpen: canMove(report, "edit"),
    form,
    evidenceForm: pageOf(context).form,
  })
}

export default function EntryPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { report, entry, previous, place, isOpen, isOverdue, form, faults, doubts, fields, asks } = loaderData
  const isStale = actionData?.refusal?.code === "stale"
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/bao-cao", label: say("nav.reports") },
          { to: `/bao-cao/${report.id}`, label: `${say("report.title")} ${roundName(report.roundName)}` },
        ]}
        title={`${entry.taskCode}. ${entry.taskTitle}`}
        lead={`${say("entry.place", { n: place.index, all: place.count })} · ${entry.groupTitle}`}
      />
      <dl className="facts">
        <dt>{say("task.deadline")}</dt>
        <dd>
          {entry.deadlineText ?? say("tasks.noDeadline")} {isOverdue && <OverdueTag />}
        </dd>
        <dt>{say("task.product")}</dt>
        <dd>{entry.taskProduct ?? "–"}</dd>
      </dl>
      {entry.returnReason && (
        <Message tone="bad" title={say("report.toMend")}>
          <p>{entry.returnReason}</p>
        </Message>
      )}
      <ErrorSummary state={actionData} />
      {isStale && (
        <Message tone="warn" title={say("stale.title")}>
          <p>{say("stale.text")}</p>
          {(["result", "product", "obstacle", "proposal", "nextStep"] as const).map(
            (field) =>
              actionData?.fields[field] !== entry[field] && (
                <p key={field} className="prose">
                  <strong>
                    {say(`entry.${field}`)}, {say("stale.theirs")}:
                  </strong>{" "}
                  {entry[field] || say("stale.empty")}
                </p>
              ),
          )}
        </Message>
      )}
      {!isOpen && <Message tone="info">{<p>{say("refusal.report.locked")}</p>}</Message>}
      <PostForm
        {...form}
        seenVersion={entry.version}
        state={actionData}
        id="entry"
        autosave={isOpen ? `/bao-cao/${report.id}/muc/${entry.id}/tu-luu` : undefined}
      >
        <RadioField
          name="answer"
          label={say("entry.answer")}
          initial={entry.answer}
          options={answers
            .filter((answer) => (answer !== "claim" || entry.isClaimant) && (answer !== "nothingChanged" || previous))
            .map((answer) => ({ value: answer, label: say(`answer.${answer}`) }))}
        />
        {previous && <Previous previous={previous} fields={fields} />}
        <EntryFields entry={entry} fields={fields} asks={asks} doubts={doubts} />
        <p
          className="saved"
          id="saved"
          role="status"
          data-saving={say("entry.saving")}
          data-saved={say("entry.savedAt")}
          data-failed={say("entry.saveFailed")}
          data-stale={say("entry.saveStale")}
        >
          {entry.editedAt &&
            say("entry.lastSaved", {
              at: new Date(entry.editedAt).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }),
            })}
        </p>
        {isOpen && (
          <p className="actions">
            {place.nextId && (
              <button type="submit" name="then" value={place.nextId}>
                {say("entry.saveAndNext")}
              </button>
            )}
            <button type="submit" name="then" value="report" className={place.nextId ? "secondary" : undefined}>
              {say("entry.saveAndBack")}
            </button>
            {loaderData.mayRaise && (
              <button type="submit" name="then" value="obstacle" className="secondary">
                {say("entry.sendObstacle")}
              </button>
            )}
          </p>
        )}
        {isOpen && loaderData.mayRaise && <p className="hint">{say("entry.obstacleHint")}</p>}
      </PostForm>
      {loaderData.obstacles.length > 0 && (
        <section className="card" aria-labelledby="open-obstacles">
          <h2 id="open-obstacles">{say("entry.openObstacles")}</h2>
          <ul>
            {loaderData.obstacles.map((each) => (
              <li key={each.id}>
                <a href={`/vuong-mac/${each.id}`}>{say("obstacle.numbered", { number: each.number })}</a>:{" "}
                {each.description.slice(0, 200)}{" "}
                <small>
                  {sayCode(say, "obstacle.level", each.level)}
                  {each.status === "open" && each.answerBy && (
                    <>
                      , {say("obstacle.answerBy")} <Days day={each.answerBy} />
                    </>
                  )}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {faults.length > 0 && (
        <Message tone="info" title={say("entry.stillMissing")}>
          <ul>
            {faults.map((fault) => (
              <li key={fault.code}>
                <a href={`#${fault.field}`}>
                  {sayCode(say, "refusal", fault.code, { ...fault.values, task: entry.taskCode })}
                </a>
              </li>
            ))}
          </ul>
        </Message>
      )}
      <EvidencePart
        entry={entry}
        isOpen={isOpen}
        reusable={loaderData.reusable}
        form={form}
        forms={{ attach: loaderData.evidenceForm, reuse: loaderData.reuseForm }}
        state={actionData}
      />
      <Enhance name="autosave" />
    </>
  )
}
