import { migrations } from "../../platform/db/migrate.server.ts"
import { accountOf, joinDatabase } from "../../platform/db/open-database.server.ts"
import type { Command } from "../cli.ts"
import { openInstance } from "../open-instance.server.ts"
import { note, settingsOrFail } from "./instance.ts"

export const doctorCommand: Command = {
  usage: "tiendo doctor",
  summary: "Kiểm tra cài đặt và nói điều cần sửa (check the installation).",
  run: async () => {
    const settings = settingsOrFail()
    const place = await joinDatabase(settings, note)
    try {
      const instance = await openInstance(settings, place)
      const version = (
        await instance.db
          .selectNoFrom((select) => select.fn<string>("current_setting", [select.val("server_version")]).as("version"))
          .executeTakeFirst()
      )?.version
      const applied = await instance.db.selectFrom("migration").select("name").execute()
      const isAdvisory = accountOf(place.ownerUrl) === accountOf(place.url)
      console.log(`PostgreSQL ${version}; ${applied.length}/${migrations().length} migrations`)
      console.log(
        isAdvisory
          ? "! Một tài khoản cơ sở dữ liệu cho mọi việc: bảo vệ lịch sử chỉ mang tính khuyến nghị. Hãy đặt DATABASE_OWNER_URL. (One database account: history protection is advisory.)"
          : "Tài khoản cơ sở dữ liệu tách riêng: tốt.",
      )
      console.log(
        settings.smtpUrl
          ? `SMTP: ${new URL(settings.smtpUrl).host}`
          : "! Chưa đặt SMTP_URL: thư mời chỉ in được dưới dạng liên kết. (No SMTP_URL.)",
      )
      console.log(
        settings.office
          ? `PDF: ${settings.office}`
          : "! Không có LibreOffice: không có bản PDF, chỉ in từ trang. (No LibreOffice: no PDF files.)",
      )
      if (!settings.publicUrl.startsWith("https:"))
        console.log("! PUBLIC_URL không phải https: chỉ dùng khi thử. (Not https.)")
      await instance.close()
      return 0
    } finally {
      await place.close()
    }
  },
}
