import type { Command } from "../cli.ts"
import { note, withInstance } from "./instance.ts"

export const demoCommand: Command = {
  usage: "tiendo demo load",
  summary: "Nạp tỉnh minh họa vào cơ sở dữ liệu trống (load the demonstration province into an empty database).",
  run: async ([verb]) => {
    if (verb !== "load") {
      console.error(demoCommand.usage)
      return 2
    }
    return withInstance(async (instance) => {
      const someone = await instance.db.selectFrom("person").select("id").limit(1).executeTakeFirst()
      if (someone) {
        console.error(
          "✗ Cơ sở dữ liệu đã có người dùng; chỉ nạp minh họa vào cơ sở dữ liệu trống. (The database is not empty.)",
        )
        return 1
      }
      const { loadDemonstration } = await import("../../../demo/load-demonstration.ts")
      await loadDemonstration(instance, note)
      return 0
    })
  },
}
