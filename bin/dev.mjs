// npm run dev: the same program with Vite in front, which rebuilds pages as they are edited.
import { ensureInstalled, runForeground } from "./prepare.mjs"

ensureInstalled()
runForeground(["src/processes/dev.ts"], { NODE_ENV: "development" })
