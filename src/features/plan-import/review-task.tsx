import type { ReactNode } from "react"
import { PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Tag } from "#ui/parts.tsx"
import type { ReviewGroup, ReviewTask } from "./held-plan.ts"
import type { Doubt, FieldPlace, FieldPlaces, ReviewField } from "./review-fields.ts"
import { DeadlineText, doubtLink, Missing, PlaceLink } from "./review-parts.tsx"

type ShownTask = ReviewTask & { anchor: string | null; fields: FieldPlaces }
type Page = {
  base: string
  version: number
  form: { requestId: string; owner: string }
  doubtCount: number
  doubtsHere: readonly number[]
}

export function ReviewGroupPart({
  group,
  ...page
}: { group: Omit<ReviewGroup, "tasks"> & { tasks: ShownTask[]; part: { from: number; count: number } } } & Page) {
  const say = useSay()
  const name = group.code ? `${group.code}. ${group.title}` : group.title
  const { from, count } = group.part
  const isWhole = group.tasks.length === count
  return (
    <section aria-labelledby={`nhom-${group.at}`}>
      <h2 id={`nhom-${group.at}`}>
        {name} {group.isChanged && <Tag tone="accent">{say("planImport.changed")}</Tag>}
      </h2>
      <p>
        {isWhole
          ? say("planImport.groupTasks", { count: group.tasks.filter((task) => !task.isDropped).length })
          : say("planImport.groupPart", { from: from + 1, to: from + group.tasks.length, count })}{" "}
        ·{" "}
        <a href={`${page.base}/nhom/${group.at}`}>
          {say("planImport.editGroup")}
          <span className="visually-hidden"> {name}</span>
        </a>
      </p>
      <ol className="plain-list review-tasks">
        {group.tasks.map((task) => (
          <TaskPart key={task.path} task={task} {...page} />
        ))}
      </ol>
    </section>
  )
}

function TaskPart({ task, ...page }: { task: ShownTask } & Page) {
  const say = useSay()
  const name = task.code ? `${task.code}. ${task.title}` : task.title
  return (
    <li id={`viec-${task.path}`} className={task.depth > 0 ? "part" : undefined}>
      <h3>{task.isDropped ? <del>{name}</del> : name}</h3>
      <p className="places">
        <PlaceLink place={task.source} anchor={task.anchor} />
        {(["code", "title"] as const).map(
          (field) =>
            task.fieldSources?.[field] && (
              <span key={field}>
                {say(`planImport.field.${field}`)}{" "}
                <FieldLink place={task.fields[field]} label={say(`planImport.field.${field}`)} />
              </span>
            ),
        )}
        {task.provisional && <Tag tone="calm">{say("planImport.provisional")}</Tag>}
        {task.isChanged && <Tag tone="accent">{say("planImport.changed")}</Tag>}
        {task.isDropped && <Tag tone="warn">{say("planImport.dropped")}</Tag>}
      </p>
      {(["code", "title"] as const).map((field) => (
        <Doubts key={field} place={task.fields[field]} task={task} page={page} />
      ))}
      {!task.isDropped && <TaskFacts task={task} page={page} />}
      <TaskActions task={task} name={name} {...page} />
    </li>
  )
}

function TaskFacts({ task, page }: { task: ShownTask; page: Page }) {
  const say = useSay()
  const list = (names: readonly string[]) => (names.length === 0 ? null : names.join("; "))
  const field = (name: ReviewField, label: string, children: ReactNode) => (
    <FieldFact label={label} place={task.fields[name]} task={task} page={page}>
      {children}
    </FieldFact>
  )
  return (
    <dl className="facts">
      {field("leads", say("task.lead"), list(task.leads) ?? <Missing />)}
      {task.coordinating.length > 0 && field("coordinating", say("task.coordinating"), list(task.coordinating))}
      {field("deadline", say("task.deadline"), <DeadlineText deadline={task.deadline} />)}
      {field("product", say("task.product"), task.product ?? <Missing />)}
    </dl>
  )
}

type FieldProps = { label: string; place: FieldPlace | undefined; task: ShownTask; page: Page; children: ReactNode }

function FieldFact({ label, place, task, page, children }: FieldProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {children} <FieldLink place={place} label={label} />
        <Doubts place={place} task={task} page={page} />
      </dd>
    </>
  )
}

/** Pressing it moves the source pane to the field's own place. */
function FieldLink({ place, label }: { place: FieldPlace | undefined; label: string }) {
  const say = useSay()
  if (!place?.anchor) return null
  return (
    <a className="place" href={`#${place.anchor}`} title={place.full}>
      <span className="visually-hidden">{say("planImport.placeOf", { field: label })} </span>
      {place.words}
    </a>
  )
}

/** What the reading doubts, where it doubts it; each leads to the next, and to where it is mended. */
function Doubts({ place, task, page }: { place: FieldPlace | undefined; task: ShownTask; page: Page }) {
  return place?.doubts.map((doubt) => <DoubtMark key={doubt.number} doubt={doubt} task={task} page={page} />)
}

function DoubtMark({ doubt, task, page }: { doubt: Doubt; task: ShownTask; page: Page }) {
  const say = useSay()
  const { number, message } = doubt
  return (
    <p className="doubt" id={`nghi-${number}`} tabIndex={-1}>
      <Tag tone="warn">{say("planImport.doubt", { number, count: page.doubtCount })}</Tag> {message}{" "}
      <a href={`${page.base}/viec/${task.path}`}>{say("planImport.mend")}</a>
      {number < page.doubtCount && (
        <>
          {" "}
          · <a href={doubtLink(number + 1, page.doubtsHere)}>{say("planImport.nextDoubt")}</a>
        </>
      )}
    </p>
  )
}

function TaskActions({ task, name, base, version, form }: { task: ShownTask; name: string } & Page) {
  const say = useSay()
  return (
    <div className="row">
      {!task.isDropped && (
        <a href={`${base}/viec/${task.path}`}>
          {say("planImport.editTask")}
          <span className="visually-hidden"> {name}</span>
        </a>
      )}
      <PostForm
        {...form}
        requestId={requestIdFor(form.requestId, task.path)}
        seenVersion={version}
        hidden={{ do: task.isDropped ? "restore" : "drop", path: task.path }}
      >
        <button type="submit" className="plain">
          {say(task.isDropped ? "planImport.restore" : "planImport.drop")}
          <span className="visually-hidden"> {name}</span>
        </button>
      </PostForm>
    </div>
  )
}

/** One request id for each form of the page: the last twelve digits tell them apart. */
function requestIdFor(requestId: string, path: string): string {
  const digits = path.split(".").reduce((sum, part) => sum * 1_000 + Number(part) + 1, 0)
  return requestId.slice(0, -12) + digits.toString(16).padStart(12, "0").slice(-12)
}
