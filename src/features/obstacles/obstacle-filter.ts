import { type Kind, kinds, type ListState, listStates } from "./obstacle.ts"
import { type Level, levels } from "./route.ts"

/** How long an obstacle has been waiting, in whole days since it was raised. */
export const ages = [10, 30, 90] as const
export const views = ["toAnswer", "toJudge", "ownUnit"] as const
export type View = (typeof views)[number]

export type ObstacleFilter = {
  text: string
  planSlug: string
  taskId: string
  kind: Kind | ""
  level: Level | ""
  unitId: string
  state: ListState | "unsettled" | ""
  olderThan: number | null
  view: View | ""
}

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | "" =>
  values.find((each) => each === text) ?? ""

/** The filters as the address has them; what is no filter is none. */
export const obstacleFilterOf = (query: URLSearchParams): ObstacleFilter => ({
  text: (query.get("tim") ?? "").trim(),
  planSlug: query.get("ke-hoach") ?? "",
  taskId: query.get("viec") ?? "",
  kind: oneOf(kinds, query.get("loai")),
  level: oneOf(levels, query.get("cap")),
  unitId: query.get("don-vi") ?? "",
  state: oneOf([...listStates, "unsettled"], query.get("tinh-trang")),
  olderThan: ages.find((each) => String(each) === query.get("tuoi")) ?? null,
  view: oneOf(views, query.get("xem")),
})
