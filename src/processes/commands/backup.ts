import { existsSync } from "node:fs"
import { join } from "node:path"
import { writeBackup } from "#platform/backup/write-backup.server.ts"
import { connect } from "#platform/db/connect.server.ts"
import { joinDatabase } from "#platform/db/open-database.server.ts"
import { localFileStore } from "#platform/files/local-file-store.server.ts"
import type { Command } from "../cli.ts"
import { note, settingsOrFail } from "./instance.ts"

export const backupCommand: Command = {
  usage: "tiendo backup FILE",
  summary: `Sao lưu toàn bộ vào một tệp, không cần dừng chương trình (everything into one archive, beside the running program).
The archive holds personal data and password hashes: keep it encrypted and outside this machine.`,
  run: async ([file, ...rest]) => {
    if (!file || rest.length > 0) {
      console.error(backupCommand.usage)
      return 2
    }
    if (existsSync(file)) {
      console.error(`✗ Đã có tệp ${file}. (The file exists.)`)
      return 1
    }
    const settings = settingsOrFail()
    const place = await joinDatabase(settings, note)
    const { pool, db } = connect(place.ownerUrl, 1)
    try {
      const store = localFileStore(join(settings.dataFolder, "files"))
      const { rows, files, tables, missingFiles } = await writeBackup(db, store, file, new Date())
      console.log(`Đã sao lưu ${Object.keys(tables).length} bảng, ${rows} dòng, ${files} tệp vào ${file}`)
      for (const sha256 of missingFiles) console.error(`✗ Kho tệp thiếu ${sha256}. (A stored file is missing.)`)
      return missingFiles.length > 0 ? 1 : 0
    } finally {
      await pool.end()
      await place.close()
    }
  },
}
