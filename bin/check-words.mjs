// Every sentence stands in both languages with the same places, every key that code names exists, and no key is left unused.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const read = (name) => JSON.parse(readFileSync(`messages/${name}.json`, "utf8"))
const languages = { vi: read("vi"), en: read("en") }
const faults = []
const places = (text) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(" ")
for (const key of new Set([...Object.keys(languages.vi), ...Object.keys(languages.en)])) {
  const { vi, en } = { vi: languages.vi[key], en: languages.en[key] }
  if (vi === undefined || en === undefined) faults.push(`${key}: missing in ${vi === undefined ? "vi" : "en"}`)
  else if (vi.trim() === "" || en.trim() === "") faults.push(`${key}: empty`)
  else if (places(vi) !== places(en)) faults.push(`${key}: places differ (${places(vi)} / ${places(en)})`)
}

const source = readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes(".test."))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
  .join("\n")
for (const [, code] of source.matchAll(/refused\(\s*"([\w.]+)"/g))
  if (!(`refusal.${code}` in languages.vi)) faults.push(`refusal.${code}: named in code, not in messages`)
for (const [, code] of source.matchAll(/lacks\("([\w.]+)"/g))
  if (!(`refusal.${code}` in languages.vi)) faults.push(`refusal.${code}: named in code, not in messages`)
for (const [, kind] of source.matchAll(/recordEvent\(\s*tx,\s*"([\w.]+)"/g))
  if (!(`event.${kind}` in languages.vi)) faults.push(`event.${kind}: named in code, not in messages`)

for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)
