import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import pg from "pg"
import { isAlive } from "./instance-lock.server.ts"
import { canReach, copyPostgres, linkLibraries, packagedPostgres } from "./postgres-binaries.server.ts"

/** The account that owns the schema, and the account that the application works with (4-roles: docs/architecture.md). */
export const OWNER = "tiendo_owner"
export const APPLICATION = "tiendo_app"
const PORT = 5432
const SOCKET_PATH_LIMIT = 90

export type EmbeddedServer = {
  socketFolder: string
  /** PID of the server process at this moment, for tests that kill it. */
  pid: () => number | undefined
  stop: () => Promise<void>
}
type Options = { durable?: boolean; onRestart?: (reason: string) => void }
type User = { uid: number; gid: number } | undefined

/**
 * Starts PostgreSQL on a unix socket inside the data folder, without a network port. Works as an ordinary user and as root
 * (PostgreSQL refuses uid 0, so it then runs as `nobody`). A server that dies is started again with back-off.
 */
export async function startEmbeddedServer(dataFolder: string, options: Options = {}): Promise<EmbeddedServer> {
  const place = choosePlace(resolve(dataFolder))
  initialise(place)
  await stopOrphan(place.cluster)
  let child = await startProcess(place, options)
  let stopping = false
  const watch = () =>
    child.once("exit", async (code, signal) => {
      if (stopping) return
      options.onRestart?.(`PostgreSQL ended (${signal ?? code})`)
      for (let wait = 100; !stopping; wait = Math.min(wait * 2, 5_000)) {
        try {
          child = await startProcess(place, options)
          if (stopping) child.kill("SIGINT")
          else watch()
          return
        } catch (error) {
          options.onRestart?.(String(error))
          await pause(wait)
        }
      }
    })
  watch()
  return {
    socketFolder: place.socket,
    pid: () => child.pid,
    stop: async () => {
      stopping = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((done) => child.once("exit", done))
      child.kill("SIGINT")
      await ended
    },
  }
}

export const embeddedUrl = (socketFolder: string, user: string, database: string) =>
  `postgresql://${user}@/${database}?host=${encodeURIComponent(socketFolder)}&port=${PORT}`

type Place = { native: string; cluster: string; socket: string; user: User }

/** As root the cluster moves to /var/lib/tiendo when `nobody` cannot walk down to the data folder (a 0700 parent such as /root). */
function choosePlace(dataFolder: string): Place {
  mkdirSync(dataFolder, { recursive: true })
  const native = packagedPostgres()
  const user = process.getuid?.() === 0 ? unprivileged() : undefined
  const hash = createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)
  const reachable = !user || (canReach(dataFolder, user) && canReach(native, user))
  const base = reachable ? dataFolder : join("/var/lib/tiendo", hash)
  mkdirSync(base, { recursive: true, mode: 0o755 })
  if (!reachable) writeFileSync(join(dataFolder, "cluster"), `${base}\n`)
  const usable = reachable ? native : copyPostgres(native, base)
  linkLibraries(usable)
  const inside = join(base, "run")
  const socket = `${inside}/.s.PGSQL.${PORT}`.length <= SOCKET_PATH_LIMIT ? inside : join("/tmp", `tiendo-${hash}`)
  for (const folder of [socket]) {
    mkdirSync(folder, { recursive: true })
    if (user) chownSync(folder, user.uid, user.gid)
    chmodSync(folder, 0o700)
  }
  return { native: usable, cluster: join(base, "postgres"), socket, user }
}

function unprivileged(): User {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((each) => each.startsWith("nobody:"))
  const [, , uid, gid] = (line ?? "nobody:x:65534:65534").split(":")
  return { uid: Number(uid), gid: Number(gid) }
}

function initialise({ native, cluster, user }: Place): void {
  if (existsSync(join(cluster, "PG_VERSION"))) {
    assertVersion(native, cluster)
    return
  }
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  if (user) chownSync(cluster, user.uid, user.gid)
  const args = ["-D", cluster, "-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"]
  const made = spawnSync(join(native, "bin/initdb"), args, { ...user, encoding: "utf8", cwd: "/" })
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr.trim()}`)
}

function assertVersion(native: string, cluster: string): void {
  const has = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim()
  const version = spawnSync(join(native, "bin/postgres"), ["--version"], { encoding: "utf8" }).stdout
  const wants = /(\d+)/.exec(version)?.[1]
  if (has === wants) return
  throw new Error(
    `Dữ liệu thuộc PostgreSQL ${has}, chương trình kèm PostgreSQL ${wants}. Hãy sao lưu bằng phiên bản cũ (tiendo backup) rồi khôi phục (tiendo restore). ` +
      `(The data folder belongs to PostgreSQL ${has}; this version brings ${wants}: back up with the old version, restore with this one.)`,
  )
}

/** A server that outlived its killed parent is asked to stop; PostgreSQL's own lock file names it. */
async function stopOrphan(cluster: string): Promise<void> {
  const file = join(cluster, "postmaster.pid")
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, "utf8").split("\n")[0])
  if (!pid || !isAlive(pid) || !isPostgres(pid, cluster)) return
  process.kill(pid, "SIGINT")
  for (let waited = 0; isAlive(pid) && waited < 15_000; waited += 50) await pause(50)
}

function isPostgres(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(cluster)
  } catch {
    return true
  }
}

async function startProcess(place: Place, options: Options): Promise<ChildProcess> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await startOnce(place, options)
    } catch (error) {
      // after kill -9 the kernel may still hold the shared memory of the dead server for some moments
      if (attempt >= 100 || !/pre-existing shared memory|is being used by|starting up/.test(String(error))) throw error
      await pause(100)
    }
  }
}

function startOnce({ native, cluster, socket, user }: Place, options: Options): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: socket,
    unix_socket_permissions: "0700",
    timezone: "UTC",
    jit: "off",
    max_connections: "60",
    shared_buffers: "64MB",
    ...(options.durable === false ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const child = spawn(join(native, "bin/postgres"), ["-D", cluster, "-p", String(PORT), ...flags], {
    ...user,
    cwd: "/",
    detached: true, // Ctrl+C in a terminal must reach the program, which stops the database after its own work
    stdio: ["ignore", "ignore", "pipe"],
  })
  let log = ""
  child.stderr?.on("data", (data) => {
    log = (log + data).slice(-4_000)
  })
  return new Promise((done, fail) => {
    const onEnd = (what: unknown) => fail(new Error(`PostgreSQL: ${what} ${log.trim()}`))
    child.once("error", onEnd)
    child.once("exit", onEnd)
    waitUntilReady(socket, () => child.exitCode === null && child.signalCode === null).then(() => {
      child.off("exit", onEnd)
      done(child)
    }, onEnd)
  })
}

async function waitUntilReady(socket: string, isRunning: () => boolean): Promise<void> {
  let last: unknown
  for (let waited = 0; waited < 60_000 && isRunning(); waited += 15) {
    const client = new pg.Client({ host: socket, port: PORT, user: OWNER, database: "postgres" })
    try {
      await client.connect()
      await client.query("select 1")
      return
    } catch (error) {
      last = error
      await pause(15)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  throw last ?? new Error("not ready")
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
