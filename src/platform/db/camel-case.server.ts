import { CamelCasePlugin, type PluginTransformResultArgs, type QueryResult, type UnknownRow } from "kysely"

/**
 * Column names are snake_case in SQL and camelCase in code; the contents of json columns are left alone. The names are translated once
 * for a result, not once for each of its rows.
 */
export class ColumnNames extends CamelCasePlugin {
  constructor() {
    super({ maintainNestedObjectKeys: true })
  }

  override async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const first = result.rows?.[0]
    if (!first) return result
    const names = Object.keys(first).map((column) => [column, this.camelCase(column)] as const)
    if (names.every(([column, name]) => column === name)) return result
    return { ...result, rows: result.rows.map((row) => renamed(row, names)) }
  }
}

function renamed(row: UnknownRow, names: readonly (readonly [string, string])[]): UnknownRow {
  const renamed: UnknownRow = {}
  for (const [column, name] of names) renamed[name] = row[column]
  return renamed
}
