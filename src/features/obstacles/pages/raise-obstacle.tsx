import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm, RadioField, SelectField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead } from "#ui/parts.tsx"
import { isClosed, kinds } from "../obstacle.ts"
import { Guidance } from "../obstacle-parts.tsx"
import { checkTyped, raiseObstacle } from "../raise-obstacle.server.ts"
import { type GuidanceLine, readAlikeGuidance } from "../read-guidance.server.ts"
import { readEntryToRaise, readOwnOpen, readRaisableTasks, readTaskToRaiseOn } from "../read-raising.server.ts"
import { readRoute } from "../read-route.server.ts"
import { readUsualUnits } from "../read-usual-units.server.ts"
import type { Route } from "./+types/raise-obstacle"

const MOST_TASKS = 500
const MOST_ALIKE = 5

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const query = new URL(request.url).searchParams
  const entry = await readEntryToRaise(ctx, query.get("muc"))
  const taskId = entry?.taskId ?? query.get("viec")
  if (!taskId) return { tasks: await readRaisableTasks(ctx, MOST_TASKS), chosen: null, form }
  const chosen = await readTaskToRaiseOn(ctx, taskId)
  const route = await readRoute(ctx.db, chosen.task.planId, ctx.today)
  return {
    tasks: [],
    chosen: {
      ...chosen,
      entry: entry ?? null,
      own: await readOwnOpen(ctx, chosen.task.id),
      usual: await readUsualUnits(ctx.db, ctx.today),
      alike: await readAlikeGuidance(
        ctx.db,
        { taskId: chosen.task.id, kind: "", text: entry?.obstacle ?? "" },
        MOST_ALIKE,
      ),
      days: route.levels[0]!.days,
    },
    form,
  }
}

export const action = formAction<{ alike: GuidanceLine[] }>(async ({ form: { fields }, ctx }) => {
  const typed = {
    kind: fields.kind ?? "",
    description: fields.description ?? "",
    tried: fields.tried ?? "",
    proposal: fields.proposal ?? "",
  }
  const taskId = fields.taskId ?? ""
  if (fields.do !== "send") {
    const checked = checkTyped(typed)
    if (!checked.ok) return checked
    const asked = { taskId, kind: checked.value.kind, text: checked.value.description }
    return { shown: { alike: await readAlikeGuidance(ctx.db, asked, MOST_ALIKE) } }
  }
  const outcome = await raiseObstacle(ctx, {
    taskId,
    entryId: fields.entryId || null,
    ...typed,
    competentUnitId: fields.competentUnitId ?? "",
    isInternal: fields.isInternal === "1",
  })
  return answerWith(outcome, ({ obstacleId }) => `/vuong-mac/${obstacleId}`)
})

/** A unit says what stops a task: which task, then what it is; what others asked before stands beside it before it is sent. */
export default function RaiseObstacle({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { chosen, tasks } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/vuong-mac", label: say("obstacle.title") }]}
        title={say("obstacle.raise")}
        lead={chosen ? `${chosen.task.code}. ${chosen.task.title}` : say("obstacle.chooseTask")}
      />
      <ErrorSummary state={actionData} />
      {chosen ? <Raising loaded={{ ...loaderData, chosen }} state={actionData} /> : <Tasks tasks={tasks} />}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]
type Chosen = NonNullable<Loaded["chosen"]>
type State = Route.ComponentProps["actionData"]

function Tasks({ tasks }: { tasks: Loaded["tasks"] }) {
  const say = useSay()
  if (tasks.length === 0) return <Empty>{say("obstacle.noTask")}</Empty>
  return (
    <form method="get" className="card">
      <div className="field">
        <label htmlFor="viec">{say("obstacle.task")}</label>
        <select id="viec" name="viec">
          {tasks.map((task) => (
            <option key={task.id} value={task.id}>
              {task.code}. {task.title.slice(0, 120)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">{say("obstacle.next")}</button>
    </form>
  )
}

function Raising({ loaded, state }: { loaded: Loaded & { chosen: Chosen }; state: State }) {
  const say = useSay()
  const { chosen, form } = loaded
  const isChecked = state?.beside !== undefined
  const alike = state?.beside?.alike ?? chosen.alike
  return (
    <>
      {chosen.own.length > 0 && (
        <Message tone="info" title={say("obstacle.alreadyOpen")}>
          <ul>
            {chosen.own.map((each) => (
              <li key={each.id}>
                <a href={`/vuong-mac/${each.id}`}>{say("obstacle.numbered", { number: each.number })}</a>:{" "}
                {each.description.slice(0, 160)}{" "}
                {!isClosed(each.status) && each.answerBy && (
                  <small>
                    ({say("obstacle.answerBy")} <Days day={each.answerBy} />)
                  </small>
                )}
              </li>
            ))}
          </ul>
        </Message>
      )}
      {alike.length > 0 && (
        <section aria-labelledby="alike">
          <h2 id="alike">{say("guidance.others", { count: alike.length })}</h2>
          {alike.map((line) => (
            <Guidance key={line.id} line={line} />
          ))}
        </section>
      )}
      {isChecked && (
        <Message tone="good" title={say("obstacle.check")}>
          <p>{say(alike.length > 0 ? "obstacle.checkAlike" : "obstacle.checkNone", { days: chosen.days ?? "" })}</p>
        </Message>
      )}
      <Fields chosen={chosen} form={form} state={state} isChecked={isChecked} />
    </>
  )
}

function Fields({
  chosen,
  form,
  state,
  isChecked,
}: {
  chosen: Chosen
  form: Loaded["form"]
  state: State
  isChecked: boolean
}) {
  const say = useSay()
  const { task, near, others, entry, usual } = chosen
  const usually = usual.find((each) => each.kind === state?.fields.kind)
  const choice = (unit: { id: string; name: string }) => ({ value: unit.id, label: unit.name })
  return (
    <PostForm
      {...form}
      state={state}
      hidden={{ taskId: task.id, ...(entry ? { entryId: entry.id } : {}) }}
      className="card"
    >
      {entry && <p className="soft">{say("obstacle.fromEntry")}</p>}
      <RadioField
        name="kind"
        label={say("obstacle.kind")}
        options={kinds.map((value) => ({ value, label: say(`obstacle.kind.${value}`) }))}
      />
      <TextArea
        name="description"
        label={say("obstacle.description")}
        hint={say("obstacle.descriptionHint")}
        initial={entry?.obstacle ?? ""}
        rows={5}
      />
      <TextArea name="tried" label={say("obstacle.tried")} rows={3} />
      <TextArea name="proposal" label={say("obstacle.proposal")} initial={entry?.proposal ?? ""} rows={3} />
      <SelectField
        name="competentUnitId"
        label={say("obstacle.to")}
        hint={
          usually && usually.unitId !== state?.fields.competentUnitId
            ? say("obstacle.usually", { unit: usually.unitName })
            : say("obstacle.toHint", { days: chosen.days ?? "" })
        }
        initial={near[0]?.id ?? null}
        options={[...near, ...others].map(choice)}
      />
      <label className="choice">
        <input type="checkbox" name="isInternal" value="1" defaultChecked={state?.fields.isInternal === "1"} />{" "}
        <span>{say("obstacle.isInternal")}</span>
      </label>
      <p className="hint">{say("obstacle.documentsLater")}</p>
      <p className="actions">
        {isChecked && (
          <button type="submit" name="do" value="send">
            {say("obstacle.send")}
          </button>
        )}
        <button type="submit" name="do" value="check" className={isChecked ? "secondary" : undefined}>
          {say(isChecked ? "obstacle.checkAgain" : "obstacle.next")}
        </button>
      </p>
    </PostForm>
  )
}
