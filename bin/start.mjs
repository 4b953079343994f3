// npm start: installs, builds, starts the database with the demonstration province, and prints the address.
import { ensureBuilt, ensureInstalled, runForeground } from "./prepare.mjs"

ensureInstalled()
ensureBuilt()
runForeground(["src/processes/cli.ts", "serve", "--demonstration-if-empty"])
