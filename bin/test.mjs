// npm test [rules|commands|journeys|crash]: installs what the tests need, then runs everything: check, rules, commands, journeys, crash.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { ensureBuilt, ensureInstalled, fail, root, runSync, say } from "./prepare.mjs"

const rings = ["rules", "commands", "journeys", "crash"]
const only = process.argv[2]
if (only && !rings.includes(only)) fail(`npm run test:… knows ${rings.join(", ")}, not ${only}`)

ensureInstalled()
const wanted = only ? [only] : rings
if (wanted.includes("journeys") || wanted.includes("crash")) ensureBuilt()
if (wanted.includes("journeys")) ensureChromium()
const started = Date.now()
if (!only && runSync(["bin/check.mjs"]).status !== 0) fail("npm run check")
say(`Kiểm thử: ${wanted.join(", ")}`)
const results = join(root, "node_modules/.tiendo/results.json")
rmSync(results, { force: true })
const run = runSync([
  "node_modules/vitest/vitest.mjs",
  "run",
  ...wanted.flatMap((ring) => ["--project", ring]),
  "--reporter=default",
  "--reporter=json",
  `--outputFile=${results}`,
  ...process.argv.slice(3),
])
say(`${Math.round((Date.now() - started) / 1000)} s`)
if (existsSync(results)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, "utf8"))
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`)
}
process.exit(run.status ?? 1)

/** Debian's Chromium, installed when it is missing and this machine may. */
function ensureChromium() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  if (places.some((place) => place && existsSync(place))) return
  const mayInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0
  if (!mayInstall)
    fail(
      "Kiểm thử cần Chromium: cài gói chromium hoặc đặt CHROMIUM. (Tests need Chromium: install it or set CHROMIUM.)",
    )
  say("Cài Chromium từ gói của Debian…")
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" })
  const done = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  })
  if (done.status !== 0) fail("apt-get install chromium")
}
