import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { startEmbeddedServer } from "#platform/db/embedded-server.server.ts"

declare module "vitest" {
  export interface ProvidedContext {
    socketFolder: string
  }
}

/** One embedded server for the whole run, without the wait for the disk; each test file clones a template (test-database.ts). */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "tiendo-test-"))
  const server = await startEmbeddedServer(folder, { durable: false })
  project.provide("socketFolder", server.socketFolder)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
