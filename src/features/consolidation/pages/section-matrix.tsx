import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { readSectionMatrix } from "#features/reporting/read-section-matrix.server.ts"
import { StatusTag } from "#features/reporting/report-parts.tsx"
import { type MatrixColumn, type PartCell, type PartState, partState } from "#features/reporting/section-matrix.ts"
import { NotFound } from "#platform/errors.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, TableScroll, type Tone } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/section-matrix"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
    const round = await readRound(ctx.db, params.round)
    if (round.kind === "request") throw new NotFound("round")
    const matrix = await readSectionMatrix(ctx.db, round.id)
    const isOnlyLacking = new URL(request.url).searchParams.has("con-thieu")
    const lacks = ({ cells }: (typeof matrix.lines)[number]) =>
      cells.some((cell) => cell && ["toMend", "partial", "empty"].includes(partState(cell)))
    return {
      round,
      columns: matrix.columns,
      total: matrix.lines.length,
      lacking: matrix.lines.filter(lacks).length,
      lines: isOnlyLacking ? matrix.lines.filter(lacks) : matrix.lines,
      isOnlyLacking,
    }
  })
}

/** Units × parts of the report: where the round is stuck, part by part. */
export default function SectionMatrix({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { round, columns, lines, total, lacking, isOnlyLacking } = loaderData
  const base = `/tong-hop/${round.id}`
  return (
    <RoundFrame round={round} current="">
      <p>
        <strong>{say("parts.finding", { lacking, all: total })}</strong> {say("parts.how")}
      </p>
      <p className="actions">
        <a href={base}>{say("parts.toUnits")}</a>
        {isOnlyLacking ? (
          <a href={`${base}/theo-muc`}>{say("parts.all")}</a>
        ) : (
          <a href={`${base}/theo-muc?con-thieu`}>{say("parts.onlyLacking")}</a>
        )}
      </p>
      {lines.length === 0 ? (
        <Empty>{say("parts.nothingLacks")}</Empty>
      ) : (
        <TableScroll label={say("parts.title")}>
          <table className="stack heat">
            <Head columns={columns} />
            <tbody>
              {lines.map((line) => (
                <tr key={line.reportId}>
                  <th scope="row">
                    {line.firstSubmittedAt ? (
                      <a href={`${base}/bao-cao/${line.reportId}`}>{line.unitName}</a>
                    ) : (
                      line.unitName
                    )}{" "}
                    <StatusTag status={line.status} />
                  </th>
                  {line.cells.map((cell, index) => (
                    <Cell key={columns[index]!.key} column={columns[index]!} cell={cell} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Legend columns={columns} />
    </RoundFrame>
  )
}

function Head({ columns }: { columns: readonly MatrixColumn[] }) {
  const say = useSay()
  return (
    <thead>
      <tr>
        <th scope="col">{say("unit.name")}</th>
        {columns.map((column) => (
          <th scope="col" key={column.key}>
            {column.code ? (
              <>
                <span className="visually-hidden">
                  {say("parts.group")} {column.code}: {column.title}
                </span>
                <span aria-hidden="true">
                  {say("parts.group")} {column.code}
                </span>
              </>
            ) : (
              column.title
            )}
            <br />
            <small>{say("parts.column", { full: column.full, owing: column.owing })}</small>
          </th>
        ))}
      </tr>
    </thead>
  )
}

const tones: Record<PartState, Tone> = {
  toMend: "bad",
  full: "good",
  partial: "warn",
  empty: "bad",
  optional: "calm",
}

/** Colour, a word or a count: never colour alone. */
function Cell({ column, cell }: { column: MatrixColumn; cell: PartCell | null }) {
  const say = useSay()
  const label = column.code ? `${say("parts.group")} ${column.code}` : column.title
  if (!cell)
    return (
      <td className="calm" data-label={label}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{say("parts.notAsked")}</span>
      </td>
    )
  const state = partState(cell)
  return (
    <td className={tones[state]} data-label={label}>
      {say(`parts.state.${state}`)}
      {column.code && (
        <>
          {" "}
          <small>
            {cell.answered}/{cell.owed}
          </small>
        </>
      )}
    </td>
  )
}

/** The groups by name: their codes stand in the columns. */
function Legend({ columns }: { columns: readonly MatrixColumn[] }) {
  const say = useSay()
  const groups = columns.filter((column) => column.code !== "")
  if (groups.length === 0) return null
  return (
    <details>
      <summary>{say("parts.legend")}</summary>
      <ul>
        {groups.map((group) => (
          <li key={group.key}>
            {say("parts.group")} {group.code}: {group.title}
          </li>
        ))}
      </ul>
    </details>
  )
}
