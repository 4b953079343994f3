import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

const CLI = resolve(import.meta.dirname, "../../src/processes/cli.ts")

export type Program = {
  base: string
  environment: NodeJS.ProcessEnv
  /** Ends the program as a power cut would: no signal handler runs, the database server is left behind. */
  kill: () => Promise<void>
  /** Ends the database server under the running program. */
  killDatabase: () => void
  start: () => Promise<void>
  /** Runs another command of the program. @returns its exit code and what it wrote */
  command: (...args: string[]) => Promise<{ code: number; output: string }>
  isReady: () => Promise<boolean>
  end: () => Promise<void>
}

/** The real program in a data folder of its own, on a free port, its database writing to the disk as in earnest. */
export async function startProgram(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "tiendo-crash-"))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const environment = { ...process.env, NODE_ENV: "production", DATA_DIR: folder, PORT: String(port), PUBLIC_URL: base }
  let child: ChildProcess
  let said = ""
  const run = (...args: string[]) => spawn(process.execPath, [CLI, ...args], { env: environment })
  const program: Program = {
    base,
    environment,
    start: async () => {
      child = run("serve", "--demonstration-if-empty")
      said = ""
      child.stderr?.on("data", (data) => {
        said = (said + data).slice(-2_000)
      })
      child.stdout?.resume()
      await until(program.isReady)
    },
    kill: () => ended(child, "SIGKILL"),
    killDatabase: () => {
      const pid = Number(readFileSync(join(clusterBase(folder), "postgres/postmaster.pid"), "utf8").split("\n")[0])
      process.kill(pid, "SIGKILL")
    },
    command: (...args) => outputOf(run(...args)),
    isReady: async () => {
      if (child.exitCode !== null) throw new Error(`the program ended by itself: ${said}`)
      const answer = await fetch(`${base}/readyz`).catch(() => undefined)
      await answer?.body?.cancel()
      return answer?.status === 200
    },
    end: async () => {
      await ended(child, "SIGTERM")
      for (const each of [clusterBase(folder), folder]) rmSync(each, { recursive: true, force: true })
    },
  }
  await program.start()
  return program
}

/** The database stands elsewhere when its account cannot reach the data folder; a note in the folder says where. */
function clusterBase(folder: string): string {
  const note = join(folder, "cluster")
  return existsSync(note) ? readFileSync(note, "utf8").trim() : folder
}

/** Looks again until it is so; the test's own time limit is the end of patience. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((again) => setTimeout(again, 50))
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.once("exit", () => done())
    child.kill(signal)
  })
}

function outputOf(child: ChildProcess): Promise<{ code: number; output: string }> {
  let output = ""
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      output += data
    })
  return new Promise((done) => child.once("close", (code) => done({ code: code ?? -1, output })))
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once("error", fail)
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}
