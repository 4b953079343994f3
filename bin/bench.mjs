// npm run bench [-- --json] [-- --only NAME,…]: measures the rows of docs/performance.md.
import { ensureBuilt, ensureInstalled, runForeground } from "./prepare.mjs"

ensureInstalled()
ensureBuilt()
runForeground(["bench/bench.ts", ...process.argv.slice(2)])
