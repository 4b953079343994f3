import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Command } from "../cli.ts"
import { withInstance } from "./instance.ts"

export const verifyCommand: Command = {
  usage: "tiendo verify",
  summary: "Kiểm tra chuỗi lịch sử còn nguyên vẹn (recompute the whole history chain).",
  run: () =>
    withInstance(async ({ db }) => {
      const { events, head, fault } = await verifyHistory(db)
      if (fault) {
        console.error(`✗ Chuỗi lịch sử bị thay đổi tại sự kiện ${fault.seq} (${fault.reason}). The chain is broken.`)
        return 1
      }
      console.log(`Chuỗi lịch sử nguyên vẹn: ${events} sự kiện, mã băm cuối ${head}`)
      return 0
    }),
}
