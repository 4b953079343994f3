import { instanceContext } from "#access/instance.ts"
import { registeredAs } from "#features/consolidation/correction.ts"
import { editionOf } from "#features/consolidation/edition-address.server.ts"
import { NotFound } from "#platform/errors.ts"
import { fieldDictionary } from "../field-dictionary.ts"
import { defaultTerms, tasksCsv, tasksJson } from "../open-data.ts"
import { readEdition, readPublication } from "../read-published.server.ts"
import type { Route } from "./+types/data-file"

/**
 * The files of a publication, or of a version of it that was corrected since and says so. Frozen with it, so that a cache may keep them
 * for some minutes: a correction shows soon.
 */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = context.get(instanceContext)
  const edition = editionOf(params)
  const { content, replacedBy } =
    edition === undefined
      ? { ...(await readPublication(db, params.plan, params.round)), replacedBy: null }
      : await readEdition(db, params.plan, params.round, edition)
  const name = replacedBy && registeredAs(replacedBy)
  switch (params.file) {
    case "nhiem-vu.csv":
      return file("text/csv; charset=utf-8", tasksCsv(content, defaultTerms, name))
    case "nhiem-vu.json":
      return file("application/json; charset=utf-8", JSON.stringify(tasksJson(content, defaultTerms, name)))
    case "truong-du-lieu.json":
      return file(
        "application/json; charset=utf-8",
        JSON.stringify({ vi: fieldDictionary("vi"), en: fieldDictionary("en") }),
      )
    default:
      throw new NotFound("file")
  }
}

const file = (type: string, body: string): Response =>
  new Response(body, {
    headers: { "Content-Type": type, "Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*" },
  })
