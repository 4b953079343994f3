import type { PlaceName } from "./template-places.ts"

/** What makes a file unfit to be a template. `values` fill the sentence `refusal.<code>`. */
export type TemplateFault = { code: TemplateFaultCode; values?: Record<string, string> }
export type TemplateFaultCode =
  | "documentTemplate.notWord"
  | "documentTemplate.macro"
  | "documentTemplate.embedded"
  | "documentTemplate.external"
  | "documentTemplate.fetches"
  | "documentTemplate.includesFile"
  | "documentTemplate.unknownPlace"
  | "documentTemplate.unknownPlaceAlone"
  | "documentTemplate.openMark"
  | "documentTemplate.notAlone"
  | "documentTemplate.notInHeader"
  | "documentTemplate.notInBody"
  | "documentTemplate.twice"
  | "documentTemplate.missingPlace"

/** Places that a template does without, each with what follows from that: the words stand in `documentTemplate.without.<name>`. */
export const advisedPlaces = [
  "số",
  "ngày ban hành",
  "trích yếu",
  "chữ ký",
  "nơi nhận",
  "phụ lục",
  "lưu ý",
  "mã đối chiếu",
] as const satisfies PlaceName[]
export type AdvisedPlace = (typeof advisedPlaces)[number]

export type TemplateReading = { found: PlaceName[]; without: AdvisedPlace[] }

/** What the places found make of the advised ones: a name typed by hand, or the tables in the text, do as well. */
export function withoutPlaces(found: readonly PlaceName[]): AdvisedPlace[] {
  const has = (name: PlaceName) => found.includes(name)
  const instead: Partial<Record<AdvisedPlace, boolean>> = {
    "chữ ký": has("họ tên người ký") || has("chức vụ người ký"),
    "phụ lục": has("bảng kết quả"),
  }
  return advisedPlaces.filter((name) => !has(name) && !instead[name])
}
