// What every command of a fresh folder needs first: packages, the runtime, the build. Plain JavaScript for Node 18 and later.
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"

export const root = resolve(fileURLToPath(import.meta.url), "../..")
const STAMPS = join(root, "node_modules/.tiendo")

export const say = (line) => console.error(`▸ ${line}`)

/** npm ci when the lockfile is not the one that was installed; the stamp is written last. */
export function ensureInstalled() {
  const wanted = hashOf(["package-lock.json", "package.json"])
  if (readStamp("installed") === wanted) return
  say("Cài đặt thư viện (npm ci), lần đầu mất khoảng một phút…")
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const done = spawnSync(npm, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  })
  if (done.status !== 0) fail("npm ci không thành công; xem thông báo ở trên. (npm ci failed.)")
  writeStamp("installed", wanted)
}

/** The Node 24 of the packages; elsewhere the host's own, when it is new enough. */
export function runtime() {
  const packaged = join(root, "node_modules/.bin/node")
  if (existsSync(packaged) && spawnSync(packaged, ["--version"]).status === 0) return packaged
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath
  return fail(
    `Cần Node 24 trở lên trên ${process.platform}-${process.arch}; máy này có Node ${process.versions.node}. (Node 24 or later is needed here.)`,
  )
}

/** Builds pages and styles when a source file changed; the stamp is written last. */
export function ensureBuilt() {
  const wanted = hashOf([
    "src",
    "messages",
    "public",
    "vite.config.ts",
    "react-router.config.ts",
    "package-lock.json",
    "bin/build.mjs",
  ])
  if (readStamp("built") === wanted && existsSync(join(root, "build/server/index.js"))) return
  say("Dựng giao diện (build)…")
  if (runSync(["bin/build.mjs"]).status !== 0) fail("Dựng giao diện không thành công. (The build failed.)")
  writeStamp("built", wanted)
}

export const runSync = (args, options = {}) =>
  spawnSync(runtime(), args, {
    cwd: root,
    stdio: "inherit",
    ...options,
    env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`, ...options.env },
  })

/** Runs a program of ours in the foreground and ends as it ends; signals go on to it. */
export function runForeground(args, env = {}) {
  const cache = join(root, "node_modules/.tiendo/compiled")
  const child = spawn(runtime(), ["--max-semi-space-size=8", "--disable-warning=ExperimentalWarning", ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production", NODE_COMPILE_CACHE: cache, ...env },
  })
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal))
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

export function fail(sentence) {
  console.error(`✗ ${sentence}`)
  process.exit(1)
}

function hashOf(paths) {
  const hash = createHash("sha256")
  for (const path of paths.flatMap((each) => filesOf(join(root, each))))
    hash.update(relative(root, path)).update("\0").update(readFileSync(path))
  return hash.digest("hex")
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => (name.endsWith(".test.ts") ? [] : filesOf(join(path, name))))
}

const readStamp = (name) => (existsSync(join(STAMPS, name)) ? readFileSync(join(STAMPS, name), "utf8") : "")
function writeStamp(name, value) {
  mkdirSync(STAMPS, { recursive: true })
  rmSync(join(STAMPS, name), { force: true })
  writeFileSync(join(STAMPS, name), value)
}
