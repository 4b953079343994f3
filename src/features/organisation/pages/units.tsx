import { folded } from "#shared/folded.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, number, PageHead, Tag } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { readUnits } from "../read-units.server.ts"
import { treeOf, type Unit, type UnitNode, withAncestors } from "../unit.ts"
import type { Route } from "./+types/units"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = adminPage(context)
  const query = new URL(request.url).searchParams
  const filter = { text: query.get("tim") ?? "", onlyUnconfirmed: query.has("chua-xac-nhan") }
  const units = await readUnits(ctx.db)
  const isOver = (unit: Unit) => unit.endedOn !== null && unit.endedOn <= ctx.today
  const active = units.filter((unit) => !isOver(unit))
  const wanted = folded(filter.text)
  const matches = (unit: Unit) =>
    (wanted === "" || folded([unit.name, unit.code ?? "", ...unit.aliases].join(" ")).includes(wanted)) &&
    (!filter.onlyUnconfirmed || !unit.isConfirmed)
  const found = active.filter(matches)
  return {
    tree: treeOf(withAncestors(active, matches)),
    ended: units.filter(isOver).filter(matches),
    count: {
      all: active.length,
      found: found.length,
      unconfirmed: active.filter((unit) => !unit.isConfirmed).length,
      ended: units.length - active.length,
    },
    filter,
    foundIds: filter.text || filter.onlyUnconfirmed ? found.map((unit) => unit.id) : [],
    imported: query.has("da-nhap")
      ? { added: query.get("them") ?? "0", changed: query.get("doi") ?? "0", ended: query.get("het") ?? "0" }
      : null,
  }
}

export default function Units({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { tree, ended, count, filter, foundIds, imported } = loaderData
  const isFiltered = filter.text !== "" || filter.onlyUnconfirmed
  const sentence = isFiltered
    ? say("units.found", { found: number(count.found), all: number(count.all) })
    : say("units.count", { all: number(count.all), unconfirmed: number(count.unconfirmed), ended: number(count.ended) })
  return (
    <>
      <PageHead title={say("units.title")} lead={sentence} />
      {imported && (
        <Message tone="good">
          <p>{say("unitImport.done", imported)}</p>
        </Message>
      )}
      <p className="actions">
        <a className="button" href="/quan-tri/don-vi/them">
          {say("units.add")}
        </a>
        <a className="button secondary" href="/quan-tri/don-vi/excel">
          {say("units.excel")}
        </a>
      </p>
      <form className="filters row" method="get">
        <div className="field grow">
          <label htmlFor="tim">{say("units.search")}</label>
          <input id="tim" name="tim" type="search" defaultValue={filter.text} />
        </div>
        <label className="choice field">
          <input type="checkbox" name="chua-xac-nhan" value="1" defaultChecked={filter.onlyUnconfirmed} />
          <span>{say("units.onlyUnconfirmed")}</span>
        </label>
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
        {isFiltered && (
          <div className="field">
            <a href="/quan-tri/don-vi">{say("tasks.clear")}</a>
          </div>
        )}
      </form>
      {tree.length === 0 ? (
        <Empty>{say(isFiltered ? "units.none" : "units.empty")}</Empty>
      ) : (
        <Tree nodes={tree} found={new Set(foundIds)} />
      )}
      {ended.length > 0 && <Ended units={ended} />}
    </>
  )
}

/** Each parent opens and closes; a search marks what it found among the parents that only lead there. */
function Tree({ nodes, found }: { nodes: UnitNode<Unit>[]; found: ReadonlySet<string> }) {
  const say = useSay()
  return (
    <ul className="tree">
      {nodes.map(({ unit, children }) => (
        <li key={unit.id}>
          <UnitLine unit={unit} isFound={found.has(unit.id)} />
          {children.length > 0 && (
            <details open>
              <summary>
                {say("units.below", { count: children.length })}
                <span className="visually-hidden"> {unit.name}</span>
              </summary>
              <Tree nodes={children} found={found} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function UnitLine({ unit, isFound }: { unit: Unit; isFound: boolean }) {
  const say = useSay()
  const name = <a href={`/quan-tri/don-vi/${unit.id}`}>{unit.name}</a>
  return (
    <>
      {isFound ? <strong>{name}</strong> : name} {unit.code && <small>{unit.code}</small>}{" "}
      {!unit.isConfirmed && <Tag tone="warn">{say("units.unconfirmed")}</Tag>}{" "}
      {unit.obligation === "invited" && <Tag tone="calm">{say("obligation.invited")}</Tag>}
    </>
  )
}

function Ended({ units }: { units: Unit[] }) {
  const say = useSay()
  return (
    <section aria-labelledby="ended">
      <h2 id="ended">{say("units.ended")}</h2>
      <ul className="plain-list">
        {units.map((unit) => (
          <li key={unit.id}>
            <a href={`/quan-tri/don-vi/${unit.id}`}>{unit.name}</a> {unit.code && <small>{unit.code}</small>}
            <br />
            <small>
              {say("unit.endedOn")} <Days day={unit.endedOn} />: {unit.endedReason}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
