import { expect, test } from "vitest"
import { readDeclared } from "./declared-counts.ts"

test.each([
  ["NHIỆM VỤ: Gồm 07 nhóm với 131 nhiệm vụ cụ thể", [7, 131, null]],
  ["Ban hành Kế hoạch gồm 03 nhóm nhiệm vụ, 12 chỉ tiêu và 45 nhiệm vụ", [3, 45, 12]],
  ["Tổng số 140 (một trăm bốn mươi) nhiệm vụ thuộc bảy nhóm", [7, 140, null]],
  ["Gồm có 02 nhóm mục tiêu chính, trong đó có các chỉ tiêu cụ thể", [null, null, null]],
  ["Tập trung thực hiện các nhiệm vụ được giao năm 2025", [null, null, null]],
])("%s", (text, [groups, tasks, indicators]) =>
  expect(readDeclared([text as string])).toEqual({ groups, tasks, indicators }),
)
