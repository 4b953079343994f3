import { pageOf } from "#access/page.server.ts"
import { readEntry } from "#features/reporting/read-entries.server.ts"
import { readTemplateOfRound } from "#features/reporting/read-template.server.ts"
import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import { EntryText } from "#features/reporting/report-parts.tsx"
import { formatDay } from "#shared/day.ts"
import { addWorkingDays } from "#shared/working-days.ts"
import { ErrorSummary } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { AssignForm, ConcludeForm, DocumentForm, ExplainForm, FindingForm } from "../item-forms.tsx"
import { mayCheckIn, mayExplain, maySeeSamples } from "../permissions.ts"
import { readCheckers } from "../read-checkers.server.ts"
import { readSampleDocuments, readSampleItem } from "../read-samples.server.ts"
import { EXPLAIN_WORKING_DAYS, isIndependent, itemState } from "../sample-check.ts"
import { sampleItemAction } from "../sample-item-action.server.ts"
import { FindingTag, ItemStateTag, SampleDocuments } from "../sample-parts.tsx"
import type { Route } from "./+types/sample-item"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const item = await readSampleItem(ctx, params.item)
  const state = itemState(item, ctx.today)
  const checks = mayCheckIn(ctx.actor, { unitId: item.checkingUnitId })
  const independent = isIndependent(item, ctx.actor.personId)
  const explains = mayExplain(ctx.actor, { reportingUnitId: item.unitId })
  const checkers = checks ? await readCheckers(ctx.db, item.checkingUnitId, ctx.today) : []
  return {
    item,
    state,
    seesRound: maySeeSamples(ctx.actor),
    entry: await readEntry(ctx.db, item.entryId),
    template: await readTemplateOfRound(ctx.db, item.roundId),
    documents: await readSampleDocuments(ctx.db, item.id),
    mayFind: checks && independent && state === "toCheck" && item.checkerId === ctx.actor.personId,
    mayAssign: checks && state !== "concluded",
    mayConclude: checks && independent && state === "toConclude",
    mayExplain:
      explains && !checks && (state === "explaining" || (state === "toConclude" && item.explanation === null)),
    mayAttach: state !== "concluded" && (checks || (explains && item.finding !== null)),
    isOwnConfirmation: checks && !independent,
    checkers: checkers.filter((each) => isIndependent(item, each.id)),
    explainBy: formatDay(addWorkingDays(ctx.today, EXPLAIN_WORKING_DAYS, await readCalendar(ctx.db))),
    form,
    otherForm: pageOf(context).form,
    documentForm: pageOf(context).form,
  }
}

export const action = sampleItemAction

/** One item of a sample: what was reported, what the check found, what the unit says, what stands in the end. */
export default function SampleItem({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { item, state, entry, template, documents, seesRound } = loaderData
  const list = seesRound ? `/tong-hop/${item.roundId}/kiem-tra-mau` : "/kiem-tra-mau"
  return (
    <>
      <PageHead
        crumbs={[{ to: list, label: `${say("sample.title")}: ${roundName(item.roundName)}` }]}
        title={`${item.taskCode}. ${item.taskTitle}`}
        lead={item.unitName}
      />
      <p>
        <ItemStateTag state={state} /> {item.result && <FindingTag finding={item.result} />}
      </p>
      <ErrorSummary state={actionData} />
      <Facts loaded={loaderData} />
      <section className="card" aria-labelledby="reported">
        <h2 id="reported">{say("sample.reported")}</h2>
        <EntryText entry={entry} template={template} />
      </section>
      {item.finding && <Found loaded={loaderData} />}
      {loaderData.isOwnConfirmation && state !== "concluded" && (
        <Message tone="info">
          <p>{say("refusal.sample.ownConfirmation")}</p>
        </Message>
      )}
      {loaderData.mayFind && <FindingForm loaded={loaderData} state={actionData} />}
      {loaderData.mayExplain && <ExplainForm loaded={loaderData} state={actionData} />}
      {loaderData.mayConclude && <ConcludeForm loaded={loaderData} state={actionData} />}
      {loaderData.mayAttach && <DocumentForm loaded={loaderData} state={actionData} />}
      {loaderData.mayAssign && <AssignForm loaded={loaderData} state={actionData} />}
      {!item.finding && documents.length > 0 && <SampleDocuments documents={documents} side="office" />}
      <p className="actions">
        <a href={`/ke-hoach/${item.planSlug}/nhiem-vu/${item.taskId}`}>{say("sample.openTask")}</a>
        <a href={`/bao-cao/${item.reportId}`}>{say("sample.openReport")}</a>
        {seesRound && <a href={`/lich-su/${item.id}`}>{say("plan.history")}</a>}
      </p>
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Facts({ loaded: { item } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <dl className="facts card">
      <dt>{say("sample.checker")}</dt>
      <dd>{item.checkerName ?? say("sample.noCheckerYet")}</dd>
      {item.confirmedOn && (
        <>
          <dt>{say("sample.confirmedOn")}</dt>
          <dd>
            <Days day={item.confirmedOn} />
          </dd>
        </>
      )}
      {item.explainBy && (
        <>
          <dt>{say("sample.explainBy")}</dt>
          <dd>
            <Days day={item.explainBy} />
          </dd>
        </>
      )}
    </dl>
  )
}

/** The finding, the unit's answer and the conclusion, in the order in which they came. */
function Found({ loaded: { item, documents } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <ol className="plain-list">
      <li className="card">
        <h2>{say("sample.findingTitle")}</h2>
        <p>
          <FindingTag finding={item.finding!} /> <Days day={item.foundOn} />
        </p>
        {item.findingReason && <p className="prose">{item.findingReason}</p>}
        <SampleDocuments documents={documents} side="office" />
      </li>
      {(item.explanation !== null || documents.some((each) => each.side === "unit")) && (
        <li className="card">
          <h2>{say("sample.explanationTitle")}</h2>
          {item.explanation !== null && (
            <p className="prose">
              <Days day={item.explainedOn} />: {item.explanation}
            </p>
          )}
          <SampleDocuments documents={documents} side="unit" />
        </li>
      )}
      {item.result && item.result !== "holds" && (
        <li className="card">
          <h2>{say("sample.resultTitle")}</h2>
          <p>
            <FindingTag finding={item.result} /> <Days day={item.concludedOn} />
          </p>
          <p className="prose">{item.resultReason}</p>
          {item.isWithdrawn && <p>{say("sample.wasWithdrawn")}</p>}
        </li>
      )}
    </ol>
  )
}
