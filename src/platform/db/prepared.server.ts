import type { Compilable, CompiledQuery } from "kysely"
import type { Db } from "../context.server.ts"

/** Stands for a value while the text of a query is made. */
class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** What a prepared query is given, by name. */
export type Values<Given extends object> = <Name extends keyof Given & string>(name: Name) => Given[Name]

/**
 * A query whose SQL text is made once for the process instead of for each request; making the text of a long query costs more processor
 * time than asking it. Only values may differ between calls, never the shape of the query; a list goes in as one array
 * (`= any(...)`), not as `in`.
 * @param build writes the query; `value("name")` is what the caller gives under that name
 */
export function prepared<Given extends object, Row>(
  build: (db: Db, value: Values<Given>) => Compilable<Row>,
): (db: Db, values: Given) => Promise<Row[]> {
  let made: CompiledQuery<Row> | undefined
  return async (db, values) => {
    made ??= build(db, ((name: string) => new Place(name)) as never).compile()
    const parameters = made.parameters.map((each) => (each instanceof Place ? values[each.name as keyof Given] : each))
    return (await db.executeQuery<Row>({ ...made, parameters })).rows
  }
}
