import { type Annex, annexCode, type DocumentParts } from "./document-parts.ts"
import type { PlanReading, ReadIssue, ReadTask, SourcePlace } from "./plan-reading.ts"
import { placeInWords } from "./source-text.ts"
import { plain } from "./vietnamese-text.ts"

/** What is missing or does not agree in the plan as a whole. */
export function planIssues(reading: PlanReading, all: DocumentParts[]): ReadIssue[] {
  return [
    ...missingHead(reading),
    ...missingAnnexes(all),
    ...countIssues(reading, all),
    ...cutShort(reading, all),
    ...gaps(reading),
  ]
}

const warning = (code: string, message: string, source: SourcePlace | null): ReadIssue => ({
  severity: "warning",
  code,
  message,
  source,
})

const missingHead = (reading: PlanReading): ReadIssue[] =>
  reading.documents.length > 0
    ? []
    : [
        warning(
          "document-head-missing",
          "Không có phần đầu văn bản (số, ký hiệu, ngày, cơ quan ban hành); cần nhập các thông tin này.",
          null,
        ),
      ]

/** "chi tiết tại Phụ lục 2 kèm theo" when no such annex was handed in (docs/glossary.md, rule 4). */
function missingAnnexes(all: DocumentParts[]): ReadIssue[] {
  const present = all.flatMap((parts) => parts.annexes)
  const named = new Map<string, SourcePlace>()
  for (const { text, place } of all.flatMap(paragraphsOf)) {
    for (const found of plain(text).matchAll(/phu luc(?: so)?\s*([ivx]{1,5}(?![a-z])|\d{1,2})?/g)) {
      const code = found[1]?.toUpperCase() ?? ""
      if (!named.has(codeKey(code))) named.set(codeKey(code), place)
    }
  }
  if (named.size > 1) named.delete("")
  const known = new Set(present.map((annex) => codeKey(annex.code ?? "")))
  const absent = [...named].filter(([code]) => !known.has(code))
  // Annexes handed in without their number stand for as many of those that are named.
  const unnumbered = present.filter((annex: Annex) => annex.code === null).length
  const missing = present.length > 0 && named.has("") ? [] : absent.slice(Math.min(unnumbered, absent.length))
  return missing.map(([code, place]) =>
    warning(
      "annex-missing",
      `Văn bản dẫn chiếu Phụ lục${code === "" ? "" : ` ${code}`} (${placeInWords(place)}) nhưng trong tệp không có phụ lục này.`,
      place,
    ),
  )
}

const ROMAN: Record<string, string> = {
  I: "1",
  II: "2",
  III: "3",
  IV: "4",
  V: "5",
  VI: "6",
  VII: "7",
  VIII: "8",
  IX: "9",
  X: "10",
}
const codeKey = (code: string): string => (ROMAN[code] ?? code).replace(/^0+/, "")

const paragraphsOf = (parts: DocumentParts) =>
  [...parts.articles, ...parts.bases, ...parts.body].flatMap((item) =>
    item.kind === "paragraph" && annexCode(item.text) === undefined ? [{ text: item.text, place: item.place }] : [],
  )

const withChildren = (task: ReadTask): ReadTask[] => [task, ...task.children.flatMap(withChildren)]
export const allTasks = (reading: PlanReading): ReadTask[] =>
  reading.plan.groups.flatMap((group) => group.tasks.flatMap(withChildren))

/** The claimed count and the read one stand side by side; they are never subtracted or merged. */
function countIssues(reading: PlanReading, all: DocumentParts[]): ReadIssue[] {
  const { declared, groups, indicators } = reading.plan
  const tasks = allTasks(reading)
  const top = groups.flatMap((group) => group.tasks).length
  const leaves = tasks.filter((task) => task.children.length === 0).length
  const place = tasks[0]?.source ?? all[0]?.place ?? null
  const isProvisional = tasks.some((task) => task.provisional)
  const issues: ReadIssue[] = []
  const differs = (what: string, claimed: number, read: string) =>
    issues.push(warning("declared-count-differs", `Văn bản nêu ${claimed} ${what}; trong tệp đọc được ${read}.`, place))
  if (declared.tasks !== null && ![tasks.length, top, leaves].includes(declared.tasks))
    differs(
      "nhiệm vụ",
      declared.tasks,
      isProvisional ? `${top} nội dung ở thân văn bản, ghi là nhiệm vụ tạm` : `${top} nhiệm vụ`,
    )
  if (declared.groups !== null && declared.groups !== groups.length)
    differs("nhóm", declared.groups, `${groups.length} nhóm`)
  if (
    declared.indicators !== null &&
    indicators.length > 0 &&
    ![indicators.length, indicators.filter((one) => one.parentCode === null).length].includes(declared.indicators)
  )
    differs("chỉ tiêu", declared.indicators, `${indicators.length} chỉ tiêu`)
  if (isProvisional) {
    issues.push({
      severity: "info",
      code: "tasks-provisional",
      message: `${top} nhiệm vụ được đọc từ thân văn bản là nhiệm vụ tạm, chờ phụ lục giao nhiệm vụ.`,
      source: place,
    })
  }
  return issues
}

/** A decision that announces a plan which does not follow, or a text that breaks off in the middle of a sentence. */
function cutShort(reading: PlanReading, all: DocumentParts[]): ReadIssue[] {
  const issues: ReadIssue[] = []
  if (allTasks(reading).length === 0) issues.push(noTasks(reading, all))
  for (const parts of all) {
    const last = openEnd(parts)
    if (!last) continue
    const message = `Văn bản bị ngắt giữa chừng tại ${placeInWords(last.place)} ("…${last.text.slice(-40)}"); phần sau không có trong tệp.`
    issues.push(warning("text-cut", message, last.place))
  }
  return issues
}

function noTasks(reading: PlanReading, all: DocumentParts[]): ReadIssue {
  const where = all.flatMap((parts) => [...parts.articles, ...parts.signature, ...parts.body]).at(-1)?.place ?? null
  if (reading.documents.length === 0)
    return warning("tasks-missing", "Trong tệp không có nhiệm vụ nào, chỉ có chỉ tiêu.", where)
  const end = where ? placeInWords(where) : "đầu tệp"
  return warning(
    "tasks-missing",
    `Văn bản công bố kế hoạch nhưng không có nhóm nhiệm vụ nào; nội dung dừng ở ${end}. Cần bổ sung phần kế hoạch hoặc phụ lục.`,
    where,
  )
}

/** The file's last words, when they end no sentence. A signature after the text, or an annex, shows that nothing is missing. */
function openEnd(parts: DocumentParts): { text: string; place: SourcePlace } | null {
  const isSigned = parts.signature.length > 0 && parts.planTitle.length === 0
  if (isSigned || parts.annexes.length > 0) return null
  const last = [...parts.bases, ...parts.articles, ...parts.planTitle, ...parts.body].at(-1)
  return last?.kind === "paragraph" && !/[.;:!?)”"/…]$/.test(last.text) ? last : null
}

const GAPS = [
  ["lead-missing", "leads", "cơ quan chủ trì", (task: ReadTask) => task.leads.length === 0],
  ["deadline-missing", "deadline", "thời hạn", (task: ReadTask) => task.deadline === null],
  ["product-missing", "product", "sản phẩm", (task: ReadTask) => task.product === null],
] as const

/** At most so many empty cells of one kind are named one by one. */
const NAMED_CELLS = 100

/**
 * Tasks of the annex without a lead, deadline or product. An empty cell in a column that is mostly filled is named by itself; a
 * column that is mostly empty, or not there, is one issue with the tasks' numbers.
 */
function gaps(reading: PlanReading): ReadIssue[] {
  const tasks = allTasks(reading).filter(
    (task) => !task.provisional && (task.children.length === 0 || task.leads.length > 0 || task.deadline !== null),
  )
  return GAPS.flatMap(([code, field, what, isMissing]) => {
    const missing = tasks.filter((task) => isMissing(task) && (task.children.length === 0 || field !== "product"))
    const inCells = missing.filter((task) => task.fieldSources?.[field])
    const isMostlyFilled = missing.length <= Math.max(3, tasks.length * 0.5) && inCells.length === missing.length
    const named = isMostlyFilled ? inCells.slice(0, NAMED_CELLS) : []
    const rest = missing.slice(named.length)
    return [
      ...named.map((task) => {
        const place = task.fieldSources![field]!
        return warning(code, `Nhiệm vụ ${nameOf(task)} không ghi ${what} tại ${placeInWords(place)}.`, place)
      }),
      ...(rest.length > 0 ? [gapOfMany(code, what, rest)] : []),
    ]
  })
}

const nameOf = (task: ReadTask): string => task.code ?? `"${task.title.slice(0, 40)}"`

function gapOfMany(code: string, what: string, tasks: ReadTask[]): ReadIssue {
  const shown = tasks.slice(0, 30).map(nameOf).join(", ") + (tasks.length > 30 ? "…" : "")
  return warning(code, `${tasks.length} nhiệm vụ không ghi ${what} trong bản gốc: ${shown}.`, tasks[0]!.source)
}
