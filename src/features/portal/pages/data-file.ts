import { instanceContext } from "#access/instance.ts"
import { NotFound } from "#platform/errors.ts"
import { fieldDictionary } from "../field-dictionary.ts"
import { tasksCsv, tasksJson } from "../open-data.ts"
import { readPublication } from "../read-published.server.ts"
import type { Route } from "./+types/data-file"

/** The files of a publication; frozen with it, so that a cache may keep them for an hour. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { content } = await readPublication(context.get(instanceContext).db, params.plan, params.round)
  switch (params.file) {
    case "nhiem-vu.csv":
      return file("text/csv; charset=utf-8", tasksCsv(content))
    case "nhiem-vu.json":
      return file("application/json; charset=utf-8", JSON.stringify(tasksJson(content)))
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
    headers: { "Content-Type": type, "Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*" },
  })
