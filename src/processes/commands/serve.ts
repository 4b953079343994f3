import { FolderInUse, placeDatabase } from "../../platform/db/open-database.server.ts"
import type { Command } from "../cli.ts"
import { openInstance, readSetting } from "../open-instance.server.ts"
import { openWeb } from "../web.ts"
import { startWorker } from "../worker.ts"
import { note, settingsOrFail } from "./instance.ts"

export const serveCommand: Command = {
  usage: "tiendo serve [--demonstration-if-empty]",
  summary: "Chạy chương trình: trang web và công việc nền (serve pages and background work).",
  run: serve,
}

async function serve(args: string[]): Promise<undefined> {
  const settings = settingsOrFail()
  note(settings.databaseUrl ? "Nối máy chủ PostgreSQL…" : `Khởi động cơ sở dữ liệu trong ${settings.dataFolder}…`)
  const place = await placeDatabase(settings, note).catch((error) => {
    if (error instanceof FolderInUse)
      throw new Error(
        `Một bản Tiến Độ khác đang chạy trong thư mục ${error.message}. Hãy dừng bản đó, hoặc đặt DATA_DIR khác. (Another instance runs in this folder.)`,
      )
    throw error
  })
  let instance = await openInstance(settings, place)
  if (args.includes("--demonstration-if-empty") && !settings.databaseUrl && (await isEmpty(instance))) {
    const { loadDemonstration } = await import("../../../demo/load-demonstration.ts")
    await loadDemonstration(instance, note)
    instance = { ...instance, isDemonstration: true }
  }
  const worker = await startWorker(instance)
  const web = await openWeb(instance)
  await listen(web.server, settings.port, settings.host)
  const address = web.server.address()
  const port = typeof address === "object" && address ? address.port : settings.port
  note(`Tiến Độ sẵn sàng: http://${settings.host}:${port}`)
  if (instance.isDemonstration)
    note("Tỉnh minh họa: mở trang /dang-nhap để chọn vai trò; mật khẩu của mọi tài khoản là “demo”.")
  const stop = async () => {
    await web.close()
    await worker.stop()
    await instance.close()
    await place.close()
    process.exit(0)
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop())
  return undefined
}

const isEmpty = async (instance: Awaited<ReturnType<typeof openInstance>>): Promise<boolean> => {
  const people = await instance.db.selectFrom("person").select("id").limit(1).executeTakeFirst()
  return !people && (await readSetting(instance.db, "clean")) === undefined
}

function listen(server: import("node:http").Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new Error(`Cổng ${port} đang được chương trình khác dùng. Hãy đặt PORT khác. (Port ${port} is in use.)`)
          : error,
      ),
    )
    server.listen(port, host, () => done())
  })
}
