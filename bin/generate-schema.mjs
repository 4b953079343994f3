// Writes src/platform/db/schema.ts from the migrations: npm run generate:schema
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const { startEmbeddedServer, embeddedUrl, OWNER } = await import("../src/platform/db/embedded-server.server.ts")
const { migrate } = await import("../src/platform/db/migrate.server.ts")
const folder = mkdtempSync(join(tmpdir(), "tiendo-schema-"))
const server = await startEmbeddedServer(folder, { durable: false })
try {
  const url = embeddedUrl(server.socketFolder, OWNER, "postgres")
  await migrate(url, OWNER, [])
  const args = [
    "--dialect",
    "postgres",
    "--url",
    url,
    "--camel-case",
    "--date-parser",
    "string",
    "--out-file",
    "src/platform/db/schema.ts",
  ]
  const more = [
    "--type-mapping",
    '{"int8":"bigint"}',
    "--exclude-pattern",
    "{pgboss.*,auth.*,migration}",
    "--include-pattern",
    "{public.*,history.*}",
  ]
  const made = spawnSync("node_modules/.bin/kysely-codegen", [...args, ...more], { stdio: "inherit" })
  process.exitCode = made.status ?? 1
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
