import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, number, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { countsOf, dropUnitImport, dryRunUnits } from "../import-units.server.ts"
import { importUnitsNow } from "../manage-people.server.ts"
import type { ImportFault } from "../read-unit-sheet.ts"
import { readUnits } from "../read-units.server.ts"
import { changeInWords } from "../unit-change-words.ts"
import type { UnitChange } from "../unit-import.ts"
import type { Route } from "./+types/unit-import"

/** A page, not a download: the first of a long list show what kind it is. */
const SHOWN = 200

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const run = await dryRunUnits(ctx, params.upload)
  const names = Object.fromEntries(
    [...(await readUnits(ctx.db)), ...run.changes.map((each) => each.unit)].map(({ id, name }) => [id, name]),
  )
  const real = run.changes.filter((each) => each.outcome !== "unchanged")
  return {
    fileName: run.fileName,
    fingerprint: run.fingerprint,
    counts: countsOf(run),
    faults: run.faults.slice(0, SHOWN),
    faultCount: run.faults.length,
    changes: real.slice(0, SHOWN),
    changeCount: real.length,
    names,
    form,
    dropForm: adminPage(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params, context }) => {
  if (form.fields.do === "drop") {
    await dropUnitImport(ctx, params.upload!)
    return seeOther("/quan-tri/don-vi/excel")
  }
  const input = { heldImportId: params.upload!, fingerprint: form.fields.fingerprint ?? "" }
  const outcome = await importUnitsNow(ctx, context.get(instanceContext).accounts, input)
  return answerWith(
    outcome,
    (done) => `/quan-tri/don-vi?da-nhap=1&them=${done.added}&doi=${done.changed}&het=${done.ended}`,
  )
})

const outcomes = ["added", "changed", "ended", "unchanged", "untouched"] as const
const tones = { added: "good", changed: "accent", ended: "warn", unchanged: "calm" } as const

export default function UnitImport({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { fileName, fingerprint, counts, faults, faultCount, changes, changeCount, names, form, dropForm } = loaderData
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/quan-tri/don-vi", label: say("units.title") },
          { to: "/quan-tri/don-vi/excel", label: say("unitImport.title") },
        ]}
        title={say("unitImport.dryRun")}
        lead={say("unitImport.dryRunLead", { name: fileName })}
      />
      <ErrorSummary state={actionData} />
      {faultCount > 0 && <Faults faults={faults} count={faultCount} />}
      <dl className="figures">
        {outcomes.map((outcome) => (
          <div key={outcome}>
            <dt>{say(`unitImport.${outcome}`)}</dt>
            <dd>{number(counts[outcome])}</dd>
          </div>
        ))}
      </dl>
      {changes.length > 0 && <Changes changes={changes} names={names} more={changeCount - changes.length} />}
      {faultCount === 0 && changeCount === 0 && (
        <Message tone="info">
          <p>{say("unitImport.nothing")}</p>
        </Message>
      )}
      <div className="actions">
        {faultCount === 0 && changeCount > 0 && (
          <PostForm {...form} hidden={{ fingerprint }}>
            <button type="submit">{say("unitImport.confirm", { count: changeCount })}</button>
          </PostForm>
        )}
        <PostForm {...dropForm} hidden={{ do: "drop" }}>
          <button type="submit" className="secondary">
            {say(faultCount > 0 ? "unitImport.again" : "unitImport.drop")}
          </button>
        </PostForm>
      </div>
    </>
  )
}

function Faults({ faults, count }: { faults: ImportFault[]; count: number }) {
  const say = useSay()
  return (
    <section aria-labelledby="faults">
      <Message tone="bad">
        <h2 id="faults">{say("unitImport.faults", { count })}</h2>
        <p>{say("unitImport.faultsLead")}</p>
      </Message>
      <TableScroll label={say("unitImport.wrong")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("unitImport.cell")}</th>
              <th>{say("unitImport.wrong")}</th>
              <th>{say("unitImport.expected")}</th>
              <th>{say("unitImport.sheet")}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map((fault) => (
              <tr key={fault.address + fault.code}>
                <th scope="row">{fault.address}</th>
                <td data-label={say("unitImport.wrong")}>{say(`importFault.${fault.code}`, fault.values)}</td>
                <td data-label={say("unitImport.expected")}>
                  {say(`importFault.${fault.code}.expected`, fault.values)}
                </td>
                <td data-label={say("unitImport.sheet")}>{fault.sheet}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {count > faults.length && <p>{say("unitImport.moreFaults", { count: count - faults.length })}</p>}
    </section>
  )
}

function Changes({ changes, names, more }: { changes: UnitChange[]; names: Record<string, string>; more: number }) {
  const say = useSay()
  return (
    <>
      <TableScroll label={say("unitImport.details")}>
        <table className="stack">
          <thead>
            <tr>
              <th className="number">{say("unitImport.row")}</th>
              <th>{say("unit.name")}</th>
              <th>{say("unitImport.outcome")}</th>
              <th>{say("unitImport.details")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.row}>
                <td className="number" data-label={say("unitImport.row")}>
                  {change.row}
                </td>
                <th scope="row">{change.unit.name || "–"}</th>
                <td data-label={say("unitImport.outcome")}>
                  <Tag tone={tones[change.outcome]}>{say(`unitImport.${change.outcome}`)}</Tag>
                </td>
                <td data-label={say("unitImport.details")}>
                  {changeInWords(change, names, say).map(({ fact, before, after }) => (
                    <div key={fact}>
                      {fact}: {before && <del>{before}</del>} {after && <ins>{after}</ins>}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {more > 0 && <p>{say("unitImport.more", { count: more })}</p>}
    </>
  )
}
