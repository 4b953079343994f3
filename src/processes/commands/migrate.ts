import { migrate } from "../../platform/db/migrate.server.ts"
import { accountOf, joinDatabase } from "../../platform/db/open-database.server.ts"
import type { Command } from "../cli.ts"
import { queues } from "../reactions.ts"
import { note, settingsOrFail } from "./instance.ts"

export const migrateCommand: Command = {
  usage: "tiendo migrate",
  summary:
    "Đưa cơ sở dữ liệu lên phiên bản này (bring the schema up to this version).\nRuns as DATABASE_OWNER_URL; every start does the same.",
  run: async () => {
    const place = await joinDatabase(settingsOrFail(), note)
    try {
      const applied = await migrate(place.ownerUrl, accountOf(place.url), queues)
      console.log(applied.length === 0 ? "Không có gì để cập nhật." : `Đã cập nhật: ${applied.join(", ")}`)
      return 0
    } finally {
      await place.close()
    }
  },
}
