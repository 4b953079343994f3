// Holds every import of src against architecture.json and the layers of docs/architecture.md. Reads the text; runs nothing.
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize, relative } from "node:path"
import { fileURLToPath } from "node:url"

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[^"'()]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g

/** @returns every fault as one sentence; @param files path below the root → its text */
export function architectureFaults(files, mayUse) {
  const faults = []
  const graph = new Map()
  for (const [path, text] of files) {
    const isTest = /\.test\.tsx?$/.test(path)
    const targets = importsOf(path, text)
    if (!isTest)
      graph.set(
        path,
        targets.filter((target) => files.has(target) && !isTypeOnly(text, target, path)),
      )
    for (const target of targets)
      for (const rule of rules)
        if (rule.breaks(path, target, mayUse, isTest)) faults.push(`${path} → ${target}: ${rule.name}`)
  }
  return [...faults, ...cycles(graph)]
}

const featureOf = (path) => /^src\/features\/([^/]+)\//.exec(path)?.[1]
const isPure = (path) =>
  /^src\/(features|shared)\/.*\.ts$/.test(path) &&
  !/\.server\.ts$|\.test\.ts$|\/pages\//.test(path) &&
  !path.includes("-action.")
const layer = (path) => /^src\/([^/]+)\//.exec(path)?.[1]

const rules = [
  {
    name: "a feature uses only what architecture.json lists",
    breaks: (from, to, mayUse, isTest) =>
      !isTest &&
      featureOf(from) &&
      featureOf(to) &&
      featureOf(from) !== featureOf(to) &&
      !(mayUse[featureOf(from)] ?? []).includes(featureOf(to)),
  },
  {
    name: "a feature must be listed in architecture.json",
    breaks: (from, _to, mayUse) => featureOf(from) && !(featureOf(from) in mayUse),
  },
  {
    name: "a store belongs to its feature",
    breaks: (from, to) => /-store\.server\.ts$/.test(to) && featureOf(from) !== featureOf(to),
  },
  {
    name: "rules stay pure: no I/O, no clock, no libraries",
    breaks: (from, to) =>
      isPure(from) &&
      !(
        isPure(to) ||
        /^src\/platform\/(official-documents|workbooks)\/(?!.*\.server\.)[^/]+\.ts$/.test(to) ||
        to === "node:crypto"
      ),
  },
  {
    name: "platform, ui and shared know no feature",
    breaks: (from, to, _m, isTest) =>
      !isTest &&
      ["platform", "ui", "shared"].includes(layer(from)) &&
      ["features", "processes", "access"].includes(layer(to)),
  },
  {
    name: "shared is nouns only",
    breaks: (from, to, _m, isTest) =>
      !isTest && layer(from) === "shared" && to.startsWith("src/") && layer(to) !== "shared",
  },
  {
    name: "pages do not touch the database",
    breaks: (from, to) =>
      /\.tsx$/.test(from) &&
      (/^src\/platform\/db\//.test(to) || /-store\.server\.ts$/.test(to) || ["kysely", "pg"].includes(to)),
  },
  {
    name: "processes are not imported",
    breaks: (from, to) => layer(to) === "processes" && layer(from) !== "processes",
  },
]

function importsOf(path, text) {
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2])
    .filter((target) => !target.includes("+types/"))
    .map((target) => {
      if (target.startsWith("#")) return `src/${target.slice(1)}`
      return target.startsWith(".") ? normalize(join(dirname(path), target)).replace(/\?.*$/, "") : target
    })
}

/** `import type` disappears when the program runs and makes no cycle. */
const isTypeOnly = (text, target, path) => {
  const names = [...text.matchAll(/import type [^"']*["']([^"']+)["']/g)].map(
    (match) => importsOf(path, `import "${match[1]}"`)[0],
  )
  const all = importsOf(path, text).filter((each) => each === target).length
  return names.filter((each) => each === target).length === all
}

function cycles(graph) {
  const state = new Map()
  const found = []
  const visit = (path, trail) => {
    state.set(path, "open")
    for (const target of graph.get(path) ?? []) {
      if (state.get(target) === "open")
        found.push(`cycle: ${[...trail.slice(trail.indexOf(target)), path, target].join(" → ")}`)
      else if (!state.has(target)) visit(target, [...trail, path])
    }
    state.set(path, "done")
  }
  for (const path of graph.keys()) if (!state.has(path)) visit(path, [])
  return found
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = new Map(
    readdirSync("src", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(".", join(entry.parentPath, entry.name)))
      .map((path) => [path, readFileSync(path, "utf8")]),
  )
  const faults = architectureFaults(files, JSON.parse(readFileSync("architecture.json", "utf8")))
  for (const fault of faults) console.error(fault)
  console.error(`${files.size} files checked, ${faults.length} faults`)
  process.exit(faults.length > 0 ? 1 : 0)
}
