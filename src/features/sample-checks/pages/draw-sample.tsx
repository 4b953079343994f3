import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, type FormState, PostForm, RadioField, TextArea, TextField } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { CandidateTable } from "../candidate-table.tsx"
import { drawSample } from "../draw-sample.server.ts"
import { scopeOf } from "../permissions.ts"
import { readCheckers } from "../read-checkers.server.ts"
import { readPopulation } from "../read-population.server.ts"
import { subjects } from "../sample-check.ts"
import type { Route } from "./+types/draw-sample"

/** As many as one page can show to choose from; filters narrow the rest. */
const CHOICES = 200

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const round = await readRound(ctx.db, params.round)
  const scope = scopeOf(ctx.actor, round)
  if (!scope || round.kind !== "calendar") throw new NotFound("sample")
  const query = new URL(request.url).searchParams
  const subject = subjects.find((each) => each === query.get("doi-tuong")) ?? "claims"
  const isByHand = query.get("cach") === "chon"
  const all = await readPopulation(ctx.db, round.id, { subject, scope })
  const filter = { unitId: query.get("don-vi") ?? "", group: query.get("nhom") ?? "" }
  const matching = all.filter(
    (each) => (!filter.unitId || each.unitId === filter.unitId) && (!filter.group || each.groupCode === filter.group),
  )
  return {
    round: { id: round.id, name: round.documentName },
    scope,
    subject,
    isByHand,
    all: all.length,
    matching: matching.length,
    filter,
    units: isByHand
      ? [...new Map(all.map((each) => [each.unitId, each.unitName]))].map(([id, name]) => ({ id, name }))
      : [],
    groups: isByHand ? [...new Set(all.map((each) => each.groupCode))] : [],
    choices: isByHand ? matching.slice(0, CHOICES) : [],
    checkers: await readCheckers(ctx.db, ctx.actor.seat.unitId, ctx.today),
    form,
  }
}

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const ticked = (prefix: string) =>
    Object.keys(fields).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
  const entryIds = ticked("entry-")
  const isByHand = fields.method === "chosen"
  const outcome = await drawSample(ctx, {
    roundId: params.round!,
    subject: fields.subject ?? "",
    stratifyBy: fields.stratifyBy ?? "none",
    size: isByHand && entryIds.length === 0 ? "" : (fields.size ?? ""),
    seed: fields.seed ?? "",
    entryIds: isByHand ? entryIds : [],
    reason: fields.reason ?? "",
    checkerIds: ticked("checker-"),
  })
  return answerWith(outcome, () => `/tong-hop/${params.round}/kiem-tra-mau`)
})

/** Draws a sample at random, or lets the office choose; who checks is named at once. */
export default function DrawSample({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { round, scope, subject, isByHand, all, checkers, form } = loaderData
  const base = `/tong-hop/${round.id}/kiem-tra-mau`
  const to = (what: string, how: boolean) => `${base}/rut?doi-tuong=${what}${how ? "&cach=chon" : ""}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/tong-hop", label: say("nav.consolidation") },
          { to: base, label: `${say("sample.title")}: ${roundName(round.name)}` },
        ]}
        title={say("sample.drawTitle")}
        lead={say(`sample.scope.${scope}`)}
      />
      <ErrorSummary state={actionData} />
      <nav className="tabs" aria-label={say("sample.what")}>
        <ul>
          {subjects.flatMap((each) =>
            [false, true].map((how) => (
              <li key={`${each}${how}`}>
                <a href={to(each, how)} aria-current={each === subject && how === isByHand ? "page" : undefined}>
                  {say(`sample.subject.${each}`)}, {say(how ? "sample.byHand" : "sample.atRandom")}
                </a>
              </li>
            )),
          )}
        </ul>
      </nav>
      {all === 0 ? (
        <Empty>{say(`sample.none.${subject}`)}</Empty>
      ) : (
        <>
          {isByHand && <CandidateFilter loaded={loaderData} />}
          <PostForm
            {...form}
            state={actionData}
            hidden={{ subject, method: isByHand ? "chosen" : "random" }}
            className="card"
          >
            <p>{say(`sample.population.${subject}`, { count: all })}</p>
            {isByHand ? <ByHand loaded={loaderData} state={actionData} /> : <AtRandom />}
            <Checkers checkers={checkers} state={actionData} />
            <p className="actions">
              <button type="submit">{say(isByHand ? "sample.takeChosen" : "sample.draw")}</button>
              <a href={base}>{say("form.cancel")}</a>
            </p>
          </PostForm>
        </>
      )}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function AtRandom() {
  const say = useSay()
  return (
    <>
      <TextField name="size" label={say("sample.size")} hint={say("sample.sizeHint")} initial="10 %" />
      <RadioField
        name="stratifyBy"
        label={say("sample.stratify")}
        hint={say("sample.stratifyHint")}
        initial="none"
        options={(["none", "group", "unit"] as const).map((value) => ({
          value,
          label: say(`sample.stratify.${value}`),
        }))}
      />
      <TextField
        name="seed"
        label={`${say("sample.seed")} (${say("form.optional")})`}
        hint={say("sample.seedHint")}
        maxLength={60}
      />
      <TextArea name="reason" label={`${say("sample.note")} (${say("form.optional")})`} rows={2} />
    </>
  )
}

function ByHand({ loaded, state }: { loaded: Loaded; state: FormState | undefined }) {
  const say = useSay()
  const { choices, matching } = loaded
  return (
    <>
      <CandidateTable choices={choices} state={state} />
      {matching > choices.length && (
        <p className="hint">{say("sample.moreThanShown", { shown: choices.length, all: matching })}</p>
      )}
      <TextArea name="reason" label={say("sample.chosenReason")} rows={2} />
    </>
  )
}

function CandidateFilter({ loaded }: { loaded: Loaded }) {
  const say = useSay()
  const { subject, filter, units, groups } = loaded
  return (
    <form method="get" className="row card">
      <input type="hidden" name="doi-tuong" value={subject} />
      <input type="hidden" name="cach" value="chon" />
      <div className="field grow">
        <label htmlFor="don-vi">{say("unit.name")}</label>
        <select id="don-vi" name="don-vi" defaultValue={filter.unitId}>
          <option value="">{say("tasks.any")}</option>
          {units.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field grow">
        <label htmlFor="nhom">{say("plan.group")}</label>
        <select id="nhom" name="nhom" defaultValue={filter.group}>
          <option value="">{say("tasks.any")}</option>
          {groups.map((group) => (
            <option key={group}>{group}</option>
          ))}
        </select>
      </div>
      <button type="submit" className="secondary">
        {say("tasks.filter")}
      </button>
    </form>
  )
}

function Checkers({ checkers, state }: { checkers: Loaded["checkers"]; state: FormState | undefined }) {
  const say = useSay()
  return (
    <fieldset id="checkers">
      <legend>{say("sample.checkers")}</legend>
      <p className="hint">{say("sample.checkersHint")}</p>
      {checkers.map((person) => (
        <label key={person.id} className="choice">
          <input
            type="checkbox"
            name={`checker-${person.id}`}
            value="1"
            defaultChecked={state ? state.fields[`checker-${person.id}`] === "1" : checkers.length === 1}
          />{" "}
          <span>{person.name}</span>
        </label>
      ))}
    </fieldset>
  )
}
