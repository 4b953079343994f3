import { dateInWords, numberLine } from "#platform/official-documents/official-wording.ts"
import type { Day } from "#shared/day.ts"
import { isIssued, type Status } from "./consolidation.ts"

/** What was asked for: a new version of an issued report. */
export const correctionStates = ["proposed", "opened", "refused", "withdrawn"] as const
export type CorrectionState = (typeof correctionStates)[number]

/** The version of the report that a correction replaces, and why. Frozen with the correction. */
export type CorrectionOf = {
  edition: number
  number: string | null
  notation: string | null
  issuedOn: Day | null
  reason: string
}
type Registered = Pick<CorrectionOf, "number" | "notation" | "issuedOn">

/** Only what was issued is corrected; what is still in the house is worked on. */
export const canBeCorrected = (status: Status): boolean => isIssued(status)

/** "12/BC-SKHCN" */
export const registeredAs = ({ number, notation }: Pick<Registered, "number" | "notation">): string =>
  [number, notation].filter(Boolean).join("/")

/** "Báo cáo số 07/BC-SKHCN ngày 14 tháng 9 năm 2026" */
export const formerReport = (former: Registered): string =>
  `Báo cáo ${numberLine(former.number, former.notation ?? "BC").replace("Số: ", "số ")} ${dateInWords(former.issuedOn)}`

type Fault = { code: "correction.sameNumber" | "correction.beforeFormer"; field: "number" | "issuedOn" }

/** A correction has a number of its own (one year's register has each number once) and is not older than what it corrects. */
export function issueFault(
  former: Registered,
  issue: { number: string; notation: string; issuedOn: Day },
): Fault | undefined {
  if (former.issuedOn && issue.issuedOn < former.issuedOn) return { code: "correction.beforeFormer", field: "issuedOn" }
  const isSameYear = former.issuedOn?.slice(0, 4) === issue.issuedOn.slice(0, 4)
  if (isSameYear && Number(former.number) === Number(issue.number))
    return { code: "correction.sameNumber", field: "number" }
  return undefined
}
