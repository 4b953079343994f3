import { pageOf } from "#access/page.server.ts"
import { AWAY_SECONDS } from "#features/reporting/work-time.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { folded } from "#shared/folded.ts"
import { readBurden } from "../read-burden.server.ts"
import type { Route } from "./+types/burden-workbook"

const minutes = (seconds: number | null) => (seconds === null ? null : Math.round(seconds / 6) / 10)
const column = (header: string, key: string, width: number, kind: "text" | "number" = "number") => ({
  header,
  key,
  width,
  kind,
})

/** The time that reports took, by unit and over the rounds, in Excel. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const found = await readBurden(ctx, new URL(request.url).searchParams.get("dot"))
  if (!found) throw new NotFound("round")
  const { round, units, trend } = found
  const notes = [
    `Tính từ các lần mở trang và lưu trên hệ thống; quãng nghỉ từ ${AWAY_SECONDS / 60} phút trở lên không tính.`,
    "Số liệu để giảm gánh nặng báo cáo, không dùng đánh giá cá nhân.",
  ]
  const bytes = await writeWorkbook([
    {
      name: "Theo đơn vị",
      title: `Thời gian làm báo cáo, ${round.name}`,
      notes,
      columns: [
        column("Đơn vị", "unit", 44, "text"),
        column("Thời gian (phút)", "time", 18),
        column("Số nhiệm vụ", "entries", 14),
        column("Phút mỗi nhiệm vụ", "perEntry", 20),
      ],
      rows: units.map(({ unitName, seconds, entries }) => ({
        unit: unitName,
        time: minutes(seconds),
        entries,
        perEntry: seconds === null || entries === 0 ? null : minutes(seconds / entries),
      })),
    },
    {
      name: "Qua các kỳ",
      title: "Thời gian làm báo cáo qua các kỳ",
      notes,
      columns: [
        column("Đợt báo cáo", "round", 30, "text"),
        column("Trung vị (phút)", "median", 18),
        column("90 % báo cáo không quá (phút)", "p90", 28),
        column("Phút mỗi nhiệm vụ", "perEntry", 20),
        column("Báo cáo đo được", "measured", 18),
        column("Báo cáo đã gửi", "sent", 18),
      ],
      rows: trend.map(({ round: each, burden }) => ({
        round: each.name,
        median: minutes(burden.medianSeconds),
        p90: minutes(burden.p90Seconds),
        perEntry: minutes(burden.secondsPerEntry),
        measured: burden.measured,
        sent: burden.sent,
      })),
    },
  ])
  const name = `${folded(`thoi gian lam bao cao ${round.name} ${round.planSlug}`).replaceAll(" ", "-")}.xlsx`
  return bytesResponse({ name, mime: xlsxMime }, bytes)
}
