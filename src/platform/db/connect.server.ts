import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import { ColumnNames } from "./camel-case.server.ts"
import type { DB } from "./schema.ts"

/** Calendar days stay ISO text (type 1082) and 8-byte integers become bigint, for this program's pools only. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === 1082) return (text: string) => text
    if (oid === 20) return (text: string) => BigInt(text)
    return pg.types.getTypeParser(oid, format as "text")
  },
} as pg.CustomTypesConfig

export type Pools = { pool: pg.Pool; db: Kysely<DB> }

/** @param max connections at most; every request uses one at a time */
export function connect(url: string, max = 12): Pools {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    options: "-c TimeZone=UTC",
    connectionTimeoutMillis: 5_000,
  })
  // a lost idle connection must not end the program; the next query opens a new one
  pool.on("error", (error) => {
    if (!pool.ending) console.error(`database connection lost: ${error.message}`)
  })
  // nor one that breaks while a query is being written to it: the query itself is refused, and its request answered with 503
  pool.on("connect", (client) => client.on("error", () => undefined))
  return { pool, db: kyselyOn(pool) }
}

export const kyselyOn = (pool: pg.Pool): Kysely<DB> =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new ColumnNames()] })
