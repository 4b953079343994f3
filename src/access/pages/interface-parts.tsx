import type { ReactNode } from "react"
import { adminPage } from "#features/organisation/admin-page.server.ts"
import { OutcomeBar } from "#features/plans/outcome-parts.tsx"
import {
  DayField,
  ErrorSummary,
  type FormState,
  PostForm,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, number, PageHead, Paging, percent, TableScroll, Tag, type Tone } from "#ui/parts.tsx"
import { QrPicture } from "#ui/qr-picture.tsx"
import type { Route } from "./+types/interface-parts"

export const loader = ({ context }: Route.LoaderArgs) => ({ form: adminPage(context).form })

/** What a refused form looks like; nothing here is ever sent. */
const refusedState: FormState = {
  fields: { sampleName: "", sampleDay: "31/2/2026" },
  refusal: {
    code: "form.invalid",
    details: [
      { code: "organisation.nameMissing", field: "sampleName" },
      { code: "form.noDay", field: "sampleDay", values: { text: "31/2/2026" } },
    ],
  },
}
const totals = { all: 131, completedOnTime: 52, completedLate: 11, openInTime: 40, openOverdue: 17, untimed: 11 }

/** Every part of the interface with its name and when it is used, so that a new page is put together from what is there. */
export default function InterfaceParts({ loaderData: { form } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("nav.interface")} lead={say("interface.lead")} />
      <Headings />
      <Part name="button" code="<button>, .button">
        <p className="actions">
          <button type="button">{say("form.sample.save")}</button>
          <button type="button" className="secondary">
            {say("form.sample.other")}
          </button>
          <button type="button" className="danger">
            {say("form.sample.end")}
          </button>
          <button type="button" className="plain">
            {say("form.sample.plain")}
          </button>
          <a className="button" href="#button">
            {say("form.sample.link")}
          </a>
        </p>
      </Part>
      <Tags />
      <Part name="fields" code="PostForm, TextField, TextArea, SelectField, RadioField, DayField">
        <PostForm {...form}>
          <Fields />
        </PostForm>
      </Part>
      <Part name="errors" code="ErrorSummary">
        <ErrorSummary state={refusedState} />
        <PostForm {...form} state={refusedState}>
          <TextField name="sampleName" label={say("person.name")} />
          <DayField name="sampleDay" label={say("holiday.day")} hint={say("form.dayHint")} />
        </PostForm>
      </Part>
      <Messages />
      <Tables />
      <Cards />
      <Part name="outcomeBar" code="OutcomeBar">
        <OutcomeBar totals={totals} />
      </Part>
      <Part name="empty" code="Empty">
        <Empty>{say("interface.emptySample")}</Empty>
      </Part>
      <Part name="qr" code="QrPicture">
        <QrPicture text="https://example.test" label={say("interface.qrSample")} />
      </Part>
    </>
  )
}

type PartName =
  | "headings"
  | "button"
  | "tags"
  | "fields"
  | "errors"
  | "messages"
  | "table"
  | "paging"
  | "cards"
  | "figures"
  | "facts"
  | "disclosure"
  | "compare"
  | "outcomeBar"
  | "empty"
  | "qr"

function Part({ name, code, children }: { name: PartName; code: string; children: ReactNode }) {
  const say = useSay()
  return (
    <section id={name} aria-labelledby={`${name}-name`}>
      <h2 id={`${name}-name`}>{say(`interface.${name}`)}</h2>
      <p className="source">
        {say(`interface.${name}.when`)} <code>{code}</code>
      </p>
      {children}
      <hr />
    </section>
  )
}

function Headings() {
  const say = useSay()
  return (
    <Part name="headings" code="PageHead, h2, h3, .lead, small, .source">
      <h3>{say("interface.h3")}</h3>
      <p>{say("interface.text")}</p>
      <p className="lead">{say("interface.leadSample")}</p>
      <p>
        <small>{say("interface.small")}</small>
      </p>
    </Part>
  )
}

const tones: readonly Tone[] = ["good", "accent", "warn", "bad", "calm"]
function Tags() {
  const say = useSay()
  return (
    <Part name="tags" code="Tag">
      <p className="actions">
        {tones.map((tone) => (
          <Tag key={tone} tone={tone}>
            {say(`interface.tone.${tone as "good"}`)}
          </Tag>
        ))}
      </p>
    </Part>
  )
}

function Fields() {
  const say = useSay()
  const options = (["must", "invited"] as const).map((value) => ({ value, label: say(`obligation.${value}`) }))
  return (
    <>
      <TextField name="text" label={say("person.position")} hint={say("person.positionHint")} />
      <TextArea name="area" label={say("unit.note")} />
      <SelectField name="select" label={say("unit.obligation")} options={options} />
      <RadioField
        name="radio"
        label={say("unit.obligation")}
        hint={say("unit.obligationHint")}
        initial="must"
        options={options}
      />
      <DayField name="day" label={say("holiday.day")} hint={say("form.dayHint")} />
      <label className="choice field">
        <input type="checkbox" name="box" /> <span>{say("seat.acting")}</span>
      </label>
    </>
  )
}

function Messages() {
  const say = useSay()
  return (
    <Part name="messages" code="Message">
      {(["good", "info", "warn", "bad"] as const).map((tone) => (
        <Message key={tone} tone={tone} title={say(`interface.message.${tone}`)}>
          <p>{say(`interface.message.${tone}.text`)}</p>
        </Message>
      ))}
    </Part>
  )
}

function Tables() {
  const say = useSay()
  const rows = [
    { name: say("interface.row1"), day: "2026-12-09", count: 1234 },
    { name: say("interface.row2"), day: null, count: 7 },
  ]
  return (
    <>
      <Part name="table" code="TableScroll, table.stack, td[data-label], Days, number()">
        <TableScroll label={say("units.title")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("unit.name")}</th>
                <th>{say("holiday.day")}</th>
                <th className="number">{say("figures.all")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <th scope="row">{row.name}</th>
                  <td data-label={say("holiday.day")}>
                    <Days day={row.day} />
                  </td>
                  <td className="number" data-label={say("figures.all")}>
                    {number(row.count)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </Part>
      <Part name="paging" code="Paging">
        <Paging page={2} pages={5} search="" />
      </Part>
    </>
  )
}

function Cards() {
  const say = useSay()
  return (
    <>
      <Part name="cards" code=".card, ul.cards">
        <ul className="cards">
          {[1, 2].map((each) => (
            <li key={each} className="card">
              <h3>{say("interface.cardTitle", { n: each })}</h3>
              <p>{say("interface.cardText")}</p>
            </li>
          ))}
        </ul>
      </Part>
      <Part name="figures" code="dl.figures, percent()">
        <dl className="figures">
          <div>
            <dt>{say("figures.all")}</dt>
            <dd>{number(totals.all)}</dd>
          </div>
          <div>
            <dt>{say("outcome.completedOnTime")}</dt>
            <dd>
              {percent(totals.completedOnTime / totals.all)}
              <small>{say("interface.denominator", { part: totals.completedOnTime, all: totals.all })}</small>
            </dd>
          </div>
        </dl>
      </Part>
      <Part name="facts" code="dl.facts">
        <dl className="facts">
          <dt>{say("unit.name")}</dt>
          <dd>{say("interface.row1")}</dd>
          <dt>{say("seat.from")}</dt>
          <dd>
            <Days day="2026-07-01" />
          </dd>
        </dl>
      </Part>
      <Part name="disclosure" code="details, summary">
        <details>
          <summary>{say("history.show")}</summary>
          <p>{say("interface.text")}</p>
        </details>
      </Part>
      <Part name="compare" code="del, ins">
        <p>
          <del>{say("interface.before")}</del> <ins>{say("interface.after")}</ins>
        </p>
      </Part>
    </>
  )
}
