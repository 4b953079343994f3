import { consolidatedReport } from "#features/consolidation/report-document.ts"
import { readPlainText } from "#features/plan-import/plain-text.ts"
import { readPlan } from "#features/plan-import/read-plan.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { sampleSnapshot } from "../tests/support/sample-snapshot.ts"
import { median } from "./load.ts"

type OfflineRow = { work: string; ms: number }

/** Work that is measured in the bench's own process: each several times, the median counts. */
export async function offline(wants: (work: string) => boolean, rounds: number): Promise<OfflineRow[]> {
  const works: Record<string, () => unknown> = {
    "parse-140": parse140(),
    "report-docx-131": () =>
      renderDocx(
        consolidatedReport(sampleSnapshot(131), {
          number: "1",
          notation: "BC",
          issuedOn: "2026-09-14",
          signerName: null,
          historySeq: null,
          historyHash: null,
        }),
      ),
    "export-xlsx-10000": () => writeWorkbook([tenThousandRows()]),
  }
  const rows: OfflineRow[] = []
  for (const [work, run] of Object.entries(works).filter(([work]) => wants(work))) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const start = performance.now()
      await run()
      times.push(performance.now() - start)
    }
    rows.push({ work, ms: Math.round(median(times)) })
  }
  return rows
}

/** A decision whose annex is a table of 140 tasks. */
function parse140(): () => unknown {
  const head =
    "QUYẾT ĐỊNH\n\nBan hành Kế hoạch chuyển đổi số\n\nSố: 12/QĐ-UBND\n\nHà Nội, ngày 05 tháng 01 năm 2026\n\nPHỤ LỤC\n\n| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm |\n|---|---|---|---|---|---|\n"
  const rows = Array.from(
    { length: 140 },
    (_, i) =>
      `| ${i + 1} | Xây dựng và tổ chức thực hiện kế hoạch ứng dụng công nghệ số lĩnh vực ${i + 1} | Sở Văn hóa, Thể thao và Du lịch | Sở Tài chính; UBND các xã, phường | Quý ${["I", "II", "III", "IV"][i % 4]}/2026 | Kế hoạch được phê duyệt |`,
  )
  const text = head + rows.join("\n")
  return () => {
    const read = readPlan([readPlainText(text, "phu-luc.md", "markdown")])
    if (!read.ok || read.value.plan.groups.flatMap((group) => group.tasks).length !== 140)
      throw new Error("parse-140: not 140 tasks")
  }
}

function tenThousandRows() {
  const columns = [
    { header: "TT", key: "n", width: 8, kind: "number" },
    { header: "Nhiệm vụ", key: "title", width: 60, kind: "text" },
    { header: "Đơn vị", key: "unit", width: 30, kind: "text" },
    { header: "Hạn", key: "due", width: 14, kind: "day" },
    { header: "Tỷ lệ", key: "share", width: 10, kind: "percent" },
  ] as const
  const rows = Array.from({ length: 10_000 }, (_, i) => ({
    n: i + 1,
    title: `Nhiệm vụ số ${i + 1}`,
    unit: `UBND xã ${i % 56}`,
    due: "2026-12-31",
    share: i % 101,
  }))
  return { name: "Nhiệm vụ", columns: [...columns], rows }
}
