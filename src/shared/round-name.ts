/**
 * The name of a reporting round in English, where it is one that calendar.ts computes from its periods ("quý II và 6 tháng đầu năm 2026");
 * of its report ("báo cáo quý III năm 2026"), alone or before a colon and a unit. A name that a person typed stays as it is.
 */
export function roundNameInEnglish(name: string): string {
  const [named, of] = name.split(": ", 2)
  if (of !== undefined) return name.replace(named!, roundNameInEnglish(named!))
  if (/^báo cáo /i.test(name)) {
    const period = name.slice("báo cáo ".length)
    const said = roundNameInEnglish(period)
    return said === period ? name : `${name.startsWith("B") ? "Report" : "report"}, ${said}`
  }
  const parts = /^(.+) (20\d\d)$/.exec(name)
  if (!parts) return name
  const words = parts[1]!.split(" và ").map((part) => {
    const [, kind, which] = /^(tháng|quý) (\d{1,2}|[IV]{1,3})(?: năm)?$/i.exec(part) ?? []
    if (kind?.toLowerCase() === "tháng") return `month ${which}`
    if (kind) return `quarter ${which}`
    return spans[part.toLowerCase()]
  })
  if (words.some((word) => word === undefined)) return name
  const english = `${words.join(" and ")} ${parts[2]}`
  return /^\p{Lu}/u.test(name) ? english.charAt(0).toUpperCase() + english.slice(1) : english
}

const spans: Record<string, string | undefined> = {
  năm: "whole year",
  "6 tháng đầu năm": "first half-year",
  "9 tháng đầu năm": "first nine months",
}
