import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { FilterChoice } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll } from "#ui/parts.tsx"
import { documentKinds, documentName } from "../document.ts"
import { mayKeepDocuments } from "../permissions.ts"
import { readDocuments } from "../read-documents.server.ts"
import type { Route } from "./+types/documents"

const PAGE_SIZE = 50

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const query = new URL(request.url).searchParams
  const filter = { text: query.get("tim") ?? "", kind: query.get("loai") ?? "", year: query.get("nam") ?? "" }
  return {
    ...(await readDocuments(ctx.db, filter, { page: pageNumber(request), pageSize: PAGE_SIZE })),
    filter,
    search: searchOf(request),
    mayKeep: mayKeepDocuments(ctx.actor),
  }
}

export default function Documents({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { lines, count, page, pages, filter, search, mayKeep } = loaderData
  return (
    <>
      <PageHead title={say("documents.title")} lead={say("documents.count", { count })} />
      {mayKeep && (
        <p className="actions">
          <a className="button" href="/van-ban/them">
            {say("documents.add")}
          </a>
        </p>
      )}
      <form className="filters row" method="get">
        <div className="field grow">
          <label htmlFor="tim">{say("documents.search")}</label>
          <input id="tim" name="tim" type="search" defaultValue={filter.text} />
        </div>
        <FilterChoice
          name="loai"
          label={say("document.kind")}
          value={filter.kind}
          options={documentKinds.map((kind) => ({ value: kind, label: say(`document.kind.${kind}`) }))}
        />
        <div className="field">
          <label htmlFor="nam">{say("documents.year")}</label>
          <input id="nam" name="nam" inputMode="numeric" size={6} defaultValue={filter.year} />
        </div>
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
      </form>
      {lines.length === 0 ? (
        <Empty>{say("documents.none")}</Empty>
      ) : (
        <TableScroll label={say("documents.title")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("documents.name")}</th>
                <th>{say("document.issuedOn")}</th>
                <th>{say("document.title")}</th>
                <th>{say("document.issuer")}</th>
                <th>{say("document.kind")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row">
                    <a href={`/van-ban/${line.id}`}>{line.number ? documentName(line) : say("documents.noNumber")}</a>
                  </th>
                  <td data-label={say("document.issuedOn")}>
                    <Days day={line.issuedOn} />
                  </td>
                  <td data-label={say("document.title")}>
                    {line.title} {line.files > 0 && <small>({say("documents.files", { count: line.files })})</small>}
                  </td>
                  <td data-label={say("document.issuer")}>{line.issuer ?? "–"}</td>
                  <td data-label={say("document.kind")}>{say(`document.kind.${line.kind}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}
