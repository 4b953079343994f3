// Pages and styles (React Router, Vite), the small scripts of pages that ask for one, and everything compressed once.
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"
import { build } from "vite"

rmSync("build", { recursive: true, force: true })
const made = spawnSync(process.execPath, ["node_modules/@react-router/dev/bin.cjs", "build"], {
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, NODE_ENV: "production" },
})
if (made.status !== 0) process.exit(made.status ?? 1)

// The framework's own browser chunks are not used by any page: pages are plain HTML, enhanced by src/enhance/*.
for (const file of readdirSync("build/client/assets"))
  if (file.endsWith(".js")) rmSync(join("build/client/assets", file))

/** A browser asks for its service worker under one address for ever; every other script has its content in its name. */
const SERVICE_WORKER = "service-worker"
const addresses = {}
for (const file of readdirSync("src/enhance").filter((name) => name.endsWith(".ts"))) {
  const name = file.replace(/\.ts$/, "")
  const output = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: true, lib: { entry: `src/enhance/${file}`, formats: ["es"], fileName: name } },
  })
  const { code } = [output].flat()[0].output[0]
  if (name === SERVICE_WORKER) {
    writeFileSync(join("build/client", `${name}.js`), code)
    continue
  }
  const hashed = `${name}-${createHash("sha256").update(code).digest("hex").slice(0, 8)}.js`
  mkdirSync("build/client/assets", { recursive: true })
  writeFileSync(join("build/client/assets", hashed), code)
  addresses[name] = `/assets/${hashed}`
}
writeFileSync("build/client/enhance.json", JSON.stringify(addresses))

for (const entry of readdirSync("build/client", { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (!entry.isFile() || !/\.(js|css|svg|json)$/.test(path) || statSync(path).size < 512) continue
  const bytes = readFileSync(path)
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}
