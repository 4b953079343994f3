import { pageNumber, searchOf } from "#access/page.server.ts"
import { roles } from "#shared/actor.ts"
import { isId } from "#shared/id.ts"
import { FilterChoice } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, number, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { peopleStates } from "../people-filter.ts"
import { PEOPLE_PAGE, type PersonLine, readPeople } from "../read-people.server.ts"
import { readUnitChoices } from "../read-units.server.ts"
import type { Route } from "./+types/people"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = adminPage(context)
  const query = new URL(request.url).searchParams
  const unitId = query.get("don-vi") ?? ""
  const filter = {
    text: query.get("tim") ?? "",
    role: query.get("vai-tro") ?? "",
    unitId: isId(unitId) ? unitId : "",
    state: query.get("tinh-trang") ?? "",
  }
  const page = pageNumber(request)
  const { people, found, all } = await readPeople(ctx, filter, page)
  return {
    people,
    found,
    all,
    page,
    pages: Math.max(1, Math.ceil(found / PEOPLE_PAGE)),
    filter,
    search: searchOf(request),
    units: (await readUnitChoices(ctx.db)).units,
  }
}

export default function People({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { people, found, all, page, pages, filter, search, units } = loaderData
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <>
      <PageHead
        title={say("people.title")}
        lead={
          isFiltered
            ? say("people.found", { found: number(found), all: number(all) })
            : say("people.count", { all: number(all) })
        }
      />
      <p className="actions">
        <a className="button" href="/quan-tri/nguoi-dung/them">
          {say("people.add")}
        </a>
        <a href="/ban-giao">{say("handOver.title")}</a>
        <a href="/don-vi-thieu-nguoi">{say("vacancies.title")}</a>
      </p>
      <form className="filters row" method="get">
        <div className="field grow">
          <label htmlFor="tim">{say("people.search")}</label>
          <input id="tim" name="tim" type="search" defaultValue={filter.text} />
        </div>
        <FilterChoice
          name="vai-tro"
          label={say("seat.role")}
          value={filter.role}
          options={roles.map((role) => ({ value: role, label: say(`role.${role}`) }))}
        />
        <FilterChoice
          name="don-vi"
          label={say("unit.name")}
          value={filter.unitId}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FilterChoice
          name="tinh-trang"
          label={say("task.state")}
          value={filter.state}
          options={peopleStates.map((state) => ({ value: state, label: say(`people.${state}`) }))}
        />
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
        {isFiltered && (
          <div className="field">
            <a href="/quan-tri/nguoi-dung">{say("tasks.clear")}</a>
          </div>
        )}
      </form>
      {people.length === 0 ? <Empty>{say("people.none")}</Empty> : <PeopleTable people={people} />}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

function PeopleTable({ people }: { people: PersonLine[] }) {
  const say = useSay()
  return (
    <TableScroll label={say("people.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("person.name")}</th>
            <th>{say("person.seatsToday")}</th>
            <th>{say("person.email")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <a href={`/quan-tri/nguoi-dung/${person.id}`}>{person.name}</a>
                {person.position && (
                  <>
                    <br />
                    <small>{person.position}</small>
                  </>
                )}
              </th>
              <td data-label={say("person.seatsToday")}>
                {person.seats.length === 0 && <span className="soft">{say("people.withoutSeat")}</span>}
                {person.seats.map((seat) => (
                  <div key={seat.id}>
                    {say(`role.${seat.role}`)}
                    {seat.isActing && ` (${say("role.acting")})`}, {seat.unitName}
                  </div>
                ))}
              </td>
              <td data-label={say("person.email")}>{person.email}</td>
              <td data-label={say("task.state")}>
                {person.endedOn ? (
                  <Tag tone="calm">
                    {say("person.endedOn")} <Days day={person.endedOn} />
                  </Tag>
                ) : person.hasAccount ? (
                  <Tag tone="good">{say("person.hasAccount")}</Tag>
                ) : (
                  <Tag tone="warn">{say("people.withoutAccount")}</Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
