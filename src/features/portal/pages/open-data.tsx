import { instanceContext } from "#access/instance.ts"
import { useLanguage, useRoundName, useSay } from "#ui/language.tsx"
import { Empty, PageHead, TableScroll } from "#ui/parts.tsx"
import { fieldDictionary } from "../field-dictionary.ts"
import { usePortalPath } from "../portal-parts.tsx"
import { readPublished } from "../read-published.server.ts"
import type { Route } from "./+types/open-data"

export async function loader({ context }: Route.LoaderArgs) {
  return { reports: await readPublished(context.get(instanceContext).db) }
}

/** The data files of every published report, and what each field means. */
export default function OpenData({ loaderData: { reports } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const path = usePortalPath()
  const fields = fieldDictionary(useLanguage())
  return (
    <>
      <PageHead title={say("portal.openData")} lead={say("portal.openDataLead")} />
      {reports.length === 0 ? (
        <Empty>{say("portal.empty")}</Empty>
      ) : (
        <ul className="plain-list">
          {reports.map((report) => {
            const base = `/du-lieu-mo/${report.planSlug}/${encodeURIComponent(report.roundCode)}`
            return (
              <li key={report.id}>
                <strong>{roundName(report.roundName)}</strong> · {report.planTitle}
                <br />
                <a href={`${base}/nhiem-vu.csv`}>CSV</a> · <a href={`${base}/nhiem-vu.json`}>JSON</a> ·{" "}
                <a href={`${base}/truong-du-lieu.json`}>{say("portal.dictionary")} (JSON)</a>
                {report.edition > 1 && (
                  <>
                    {" "}
                    · <a href={path("/dinh-chinh")}>{say("portal.corrected", { edition: report.edition })}</a>
                  </>
                )}
              </li>
            )
          })}
        </ul>
      )}
      <h2>{say("portal.dictionary")}</h2>
      <TableScroll label={say("portal.dictionary")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("portal.field")}</th>
              <th>{say("portal.type")}</th>
              <th>{say("portal.meaning")}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">
                  <code>{field.name}</code>
                </th>
                <td data-label={say("portal.type")}>{field.type}</td>
                <td data-label={say("portal.meaning")}>
                  {field.description}
                  {field.values && (
                    <ul>
                      {Object.entries(field.values).map(([value, meaning]) => (
                        <li key={value}>
                          <code>{value}</code>: {String(meaning)}
                        </li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}
