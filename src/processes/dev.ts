import { readdirSync } from "node:fs"
import { createServer } from "node:http"
import { getRequestListener } from "@hono/node-server"
import type { ServerBuild } from "react-router"
import { createServer as createVite } from "vite"
import { placeDatabase } from "../platform/db/open-database.server.ts"
import { note, settingsOrFail } from "./commands/instance.ts"
import { openInstance } from "./open-instance.server.ts"
import { openWeb } from "./web.ts"
import { startWorker } from "./worker.ts"

// npm run dev: the same program behind Vite's middleware, which serves styles and small scripts from their sources and reloads pages.
const settings = settingsOrFail()
const place = await placeDatabase(settings, note)
const opened = await openInstance(settings, place)
const hasPeople = await opened.db.selectFrom("person").select("id").limit(1).executeTakeFirst()
if (!hasPeople) {
  const { loadDemonstration } = await import("../../demo/load-demonstration.ts")
  await loadDemonstration(opened, note)
}
const scripts = readdirSync("src/enhance").filter((file) => file.endsWith(".ts") && file !== "service-worker.ts")
const enhancements = Object.fromEntries(scripts.map((file) => [file.replace(/\.ts$/, ""), `/src/enhance/${file}`]))
const instance = { ...opened, isDemonstration: true, enhancements }
await startWorker(opened)
const vite = await createVite({ server: { middlewareMode: true }, appType: "custom" })
const build = () => vite.ssrLoadModule("virtual:react-router/server-build") as unknown as Promise<ServerBuild>
const web = await openWeb(instance, { build, keepsPublicPages: false })
const listener = getRequestListener(web.fetch)
createServer((request, response) => vite.middlewares(request, response, () => void listener(request, response))).listen(
  settings.port,
  settings.host,
  () => note(`Tiến Độ (phát triển) sẵn sàng: http://${settings.host}:${settings.port}`),
)
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, async () => {
    await vite.close()
    await web.close()
    await opened.close()
    await place.close()
    process.exit(0)
  })
