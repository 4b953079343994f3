import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { UnitInput, UnitKind } from "#features/organisation/save-units.server.ts"

const read = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8")

type Agency = {
  code: string
  name: string
  kind: UnitKind
  parent?: string
  obligation: "must" | "invited"
  isConfirmed: boolean
  aliases: string[]
}
export type IllustrativeTask = {
  match: string
  leads?: string[]
  group?: "communes"
  /** Coordinating units; without it the plan office coordinates what others lead. */
  with?: string[]
  product: string | null
  due: number | "everyYear" | "ongoing"
}
export type Illustrative = {
  tasks: IllustrativeTask[]
  results: string[]
  obstacles: string[]
  proposals: string[]
  nextSteps: string[]
  direction: string
  priorities: string
  lowerReason: string
  copiedReason: string
  steps: string[]
  coordination: Record<
    "disputed" | "settledDispute" | "outcome" | "ownQuestion" | "openQuestion" | "openAnswer",
    string
  > & {
    ownAnswers: string[]
  }
}

/** The day since which the communes exist (Resolution 1657/NQ-UBTVQH15); the agencies are shown from the same day on. */
const SINCE = "2025-07-01"

export const illustrative = (): Illustrative => JSON.parse(read("illustrative.json"))
export const decisionText = (): Buffer => readFileSync(join(import.meta.dirname, "decision-1139.txt"))

export function provinceUnits(): UnitInput[] {
  const agencies = (JSON.parse(read("agencies.json")) as Agency[]).map(
    ({ parent, ...agency }): UnitInput => ({
      ...agency,
      parentCode: parent ?? null,
      note: agency.isConfirmed ? null : "Tên theo khung chung, chưa có nguồn xác nhận",
      startedOn: SINCE,
    }),
  )
  return [...agencies, ...communes()]
}

export const communeCodes = (): string[] => communes().map((commune) => commune.code!)

function communes(): UnitInput[] {
  return read("communes.tsv")
    .split("\n")
    .filter((line) => /^\d{5}\t/.test(line))
    .map((line) => {
      const [code, name, , otherSpelling] = line.split("\t")
      const spellings = [
        name!,
        ...(otherSpelling ?? "")
          .split(";")
          .map((each) => each.trim())
          .filter(Boolean),
      ]
      return {
        code: code!,
        name: `UBND ${name!.replace(/^(Xã|Phường)/, (kind) => kind.toLowerCase())}`,
        kind: "commune",
        parentCode: "UBND",
        obligation: "must",
        isConfirmed: true,
        note: null,
        aliases: spellings.flatMap((each) => [each, `UBND ${each}`]),
        startedOn: SINCE,
      }
    })
}
