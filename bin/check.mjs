// npm run check: types, lint, architecture, words. Under a minute.
import { ensureInstalled, runSync, say } from "./prepare.mjs"

ensureInstalled()
const steps = [
  ["Kiểu (types)", ["node_modules/@react-router/dev/bin.cjs", "typegen"]],
  ["Kiểu (types)", ["node_modules/typescript/bin/tsc", "--noEmit"]],
  ["Quy tắc viết (lint)", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
  ["Kiến trúc (architecture)", ["bin/check-architecture.mjs"]],
  ["Câu chữ (words)", ["bin/check-words.mjs"]],
]
for (const [name, args] of steps) {
  say(name)
  const done = runSync(args)
  if (done.status !== 0) process.exit(done.status ?? 1)
}
