#!/usr/bin/env node
// The command `tiendo`; it installs what is missing and hands over to src/processes/cli.ts on the packaged runtime.
import { ensureBuilt, ensureInstalled, runForeground } from "./prepare.mjs"

ensureInstalled()
const args = process.argv.slice(2)
if (args[0] === "serve") ensureBuilt()
runForeground(["src/processes/cli.ts", ...args])
