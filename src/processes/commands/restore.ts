import { join } from "node:path"
import { readBackup, readBackupHead } from "#platform/backup/read-backup.server.ts"
import { connect } from "#platform/db/connect.server.ts"
import { migrate, migrations } from "#platform/db/migrate.server.ts"
import { accountOf, placeDatabase } from "#platform/db/open-database.server.ts"
import { localFileStore } from "#platform/files/local-file-store.server.ts"
import type { Command } from "../cli.ts"
import { queues } from "../reactions.ts"
import { note, settingsOrFail } from "./instance.ts"

export const restoreCommand: Command = {
  usage: "tiendo restore FILE",
  summary: `Khôi phục một tệp sao lưu vào cơ sở dữ liệu trống (an archive into an empty database).
All of it or nothing; the history chain is verified before anything is kept.`,
  run: async ([file, ...rest]) => {
    if (!file || rest.length > 0) {
      console.error(restoreCommand.usage)
      return 2
    }
    const head = await readBackupHead(file)
    const known = new Set(migrations().map((each) => each.name))
    const unknown = head.migrations.find((name) => !known.has(name))
    if (unknown) {
      console.error(`✗ Bản sao lưu thuộc phiên bản mới hơn chương trình này (${unknown}). (The archive is newer.)`)
      return 1
    }
    const settings = settingsOrFail()
    const place = await placeDatabase(settings, note)
    const { pool, db } = connect(place.ownerUrl, 1)
    try {
      // the rows go into the schema that they were written from; what came after is migrated with them in place
      await migrate(place.ownerUrl, accountOf(place.url), queues, head.migrations)
      const { rows, files } = await readBackup(db, localFileStore(join(settings.dataFolder, "files")), file)
      await migrate(place.ownerUrl, accountOf(place.url), queues)
      console.log(`Đã khôi phục ${rows} dòng, ${files} tệp (sao lưu lúc ${head.at}); chuỗi lịch sử nguyên vẹn.`)
      return 0
    } finally {
      await pool.end()
      await place.close()
    }
  },
}
