import type { OutcomeLine } from "#features/plans/task-outcome.ts"

/** The five lines as documents and data files call them. "Không tính thời hạn" explains itself in `untimedNote`. */
export const outcomeWords: Record<"vi" | "en", Record<OutcomeLine, string>> = {
  vi: {
    completedOnTime: "Hoàn thành đúng hạn",
    completedLate: "Hoàn thành quá hạn",
    openInTime: "Chưa hoàn thành, trong hạn",
    openOverdue: "Chưa hoàn thành, quá hạn",
    untimed: "Không tính thời hạn",
  },
  en: {
    completedOnTime: "Completed on time",
    completedLate: "Completed late",
    openInTime: "Not completed, in time",
    openOverdue: "Not completed, overdue",
    untimed: "Without a deadline that counts",
  },
}

/** A task that leaves the totals. */
export const droppedWords = "Không tiếp tục thực hiện"

export const untimedNote =
  "nhiệm vụ thường xuyên, nhiệm vụ chưa xác định thời hạn hoặc chờ sự kiện làm căn cứ tính thời hạn, nhiệm vụ tạm dừng"

/** The denominators of the two rates, in words (rule 9 of docs/glossary.md). */
export const rateWords = {
  ofTimed: "nhiệm vụ có thời hạn",
  ofDue: "nhiệm vụ đã hoàn thành hoặc quá hạn",
} as const

/** Unit totals count shares of tasks: a task with three leads stands in three of them. */
export const unitTotalsNote =
  "Số liệu theo đơn vị tính theo phần việc được giao chủ trì; một nhiệm vụ có thể do nhiều đơn vị cùng chủ trì, vì vậy không cộng số liệu của các đơn vị thành số liệu chung của Kế hoạch"

export { illustrativeNotice } from "#features/documents/official-names.ts"
