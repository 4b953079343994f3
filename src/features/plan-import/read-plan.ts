import { done, type Outcome, refused } from "#shared/outcome.ts"
import { isAgencyName } from "./agencies.ts"
import { provisionalGroups } from "./body-tasks.ts"
import type { DeadlineContext } from "./deadline.ts"
import { readDeclared } from "./declared-counts.ts"
import { type DocumentParts, splitParts } from "./document-parts.ts"
import { readDuties } from "./duties.ts"
import { goalIndicators } from "./goal-bullets.ts"
import { buildOutline, type OutlineNode, withDescendants } from "./outline.ts"
import type { Paragraph } from "./paragraphs.ts"
import { planIssues } from "./plan-issues.ts"
import type { PlanReading, ReadDocument, ReadDuty, ReadGroup, ReadIssue } from "./plan-reading.ts"
import { readTables } from "./plan-tables.ts"
import { readDocuments } from "./read-documents.ts"
import type { OnProgress } from "./reading-progress.ts"
import { readReportingRules, type Statement } from "./reporting-rules.ts"
import { findSections, kindOfSection, type Section } from "./sections.ts"
import { toItems } from "./source-items.ts"
import type { SourceText } from "./source-text.ts"
import { plain } from "./vietnamese-text.ts"

/**
 * Reads one plan out of one or several files. Refused with `planImport.noPlan` when nothing in them is a plan or announces one.
 * Everything that is missing or doubtful is named in `issues`; nothing is filled in.
 */
export function readPlan(sources: SourceText[], onProgress?: OnProgress): Outcome<PlanReading> {
  const issues: ReadIssue[] = sources.flatMap((source) => source.issues)
  const all = sources.flatMap((source) => splitParts(toItems(source, issues), source.file))
  const documents = readDocuments(all, issues)
  const context = contextOf(documents, all)
  const tables = readTables(all, context, issues, onProgress)
  const outline = all.flatMap((parts) => buildOutline(textOf(parts)))
  const sections = findSections(outline)
  const provisional = tables.groups.some((group) => group.tasks.length > 0)
    ? []
    : provisionalTasks(sections, outline, context, documents)
  const groups = provisional.length > 0 ? provisional : tables.groups
  const goals = sections.filter((section) => section.kind === "goals").map((section) => section.node)
  const indicators =
    tables.indicators.length > 0 ? tables.indicators : goals.flatMap((section) => goalIndicators(section, context.year))
  const organisation = sections.filter((section) => section.kind === "organisation").map((section) => section.node)
  const duties = organisation.flatMap(readDuties)
  const reading: PlanReading = {
    documents,
    plan: {
      declared: readDeclared(announcements(all, sections)),
      indicators,
      groups,
      duties,
      reporting: readReportingRules(statements(duties, organisation.length > 0 ? organisation : outline, all)),
    },
    issues,
  }
  if (!isPlan(reading, all))
    return refused("planImport.noPlan", { values: { file: sources.map((source) => source.file).join(", ") } })
  issues.push(...planIssues(reading, all))
  return done(reading)
}

/** Goals alone, duties alone or a decision that issues a plan are enough to go on with; a letter about something else is not. */
const isPlan = (reading: PlanReading, all: DocumentParts[]): boolean =>
  reading.plan.groups.some((group) => group.tasks.length > 0) ||
  reading.plan.indicators.length > 0 ||
  announcesPlan(reading.documents, all)

const PLAN_WORDS = /(?:ke hoach|chuong trinh|de an|lo trinh|phan cong nhiem vu|danh muc nhiem vu)/
const announcesPlan = (documents: ReadDocument[], all: DocumentParts[]): boolean =>
  documents.some(
    (document) =>
      document.kind === "plan" || document.kind === "programme" || PLAN_WORDS.test(plain(document.title ?? "")),
  ) ||
  all.some((parts) =>
    parts.articles.some((article) =>
      /^dieu 1\W.{0,20}(?:ban hanh|phe duyet).{0,40}(?:ke hoach|chuong trinh)/.test(plain(article.text)),
    ),
  )

/** A plan for one year gives its bare months that year ("Kế hoạch chuyển đổi số năm 2025"). */
function contextOf(documents: ReadDocument[], all: DocumentParts[]): DeadlineContext {
  const issuedOn = documents.find((document) => document.issuedOn !== null)?.issuedOn ?? null
  const titles = [
    ...documents.map((document) => document.title ?? ""),
    ...all.flatMap((parts) => [...parts.planTitle, ...parts.title].map((line) => line.text)),
  ]
  const years = titles.flatMap((title) => {
    const found = /(?<!thang \d{0,2}\s?)(?<!\d\s?)nam (20\d\d)(?=\s*(?:$|cua|tren dia ban|tinh))/.exec(
      plain(title).trim(),
    )
    return found && !/ngay\s*\d{0,2}\s*thang\s*\d{0,2}\s*$/.test(plain(title).slice(0, found.index))
      ? [Number(found[1])]
      : []
  })
  return { issuedOn, year: new Set(years).size === 1 ? years[0]! : null }
}

/** The plan's text: the body, and annexes that are written as text. */
function textOf(parts: DocumentParts): Paragraph[] {
  const paragraphs = (items: DocumentParts["body"]) =>
    items.filter((item): item is Paragraph => item.kind === "paragraph")
  const written = parts.annexes
    .filter((annex) => annex.items.every((item) => item.kind === "paragraph"))
    .flatMap((annex) => paragraphs(annex.items))
  return [...(articlesAreSections(parts) ? parts.articles : []), ...paragraphs(parts.body), ...written]
}

/** A resolution that is the plan itself: "Điều 1. Mục tiêu", "Điều 2. Nhiệm vụ, giải pháp" over numbered points. */
const articlesAreSections = (parts: DocumentParts): boolean =>
  parts.articles.some((line) => {
    const name = /^Điều\s+\d{1,2}\s*[.:]\s*(.{3,90})$/u.exec(line.text)?.[1] ?? ""
    return !/[.;]$/.test(name) && ["goals", "tasks"].includes(kindOfSection(name) ?? "") && !ORDERS.test(plain(name))
  })

const ORDERS = /^(?:ban hanh|phe duyet|quyet dinh|giao|thanh lap|cong bo)\s/

function provisionalTasks(
  sections: Section[],
  outline: OutlineNode[],
  context: DeadlineContext,
  documents: ReadDocument[],
): ReadGroup[] {
  const named = sections
    .filter((section) => section.kind === "tasks")
    .flatMap((section) => provisionalGroups(section.node, context))
  if (named.some((group) => group.tasks.length > 0)) return named
  if (documents.some(({ kind }) => kind === "report")) return []
  if (documents.some(({ kind }) => kind === "letter" || kind === "other")) return addressedTasks(outline, context)
  // No section is called "Nhiệm vụ": chapters that are neither purpose, goals, money nor organisation are the groups.
  const others = outline.filter(
    (node) => node.kind !== "plain" && node.children.length > 0 && kindOfSection(node.text) === null,
  )
  return others.flatMap((node) => provisionalGroups(node, context)).filter((group) => group.tasks.length > 0)
}

/** A letter that sets work: "1. Phòng Kinh tế:" over points. Its other chapters are not read as tasks. */
const addressedTasks = (outline: OutlineNode[], context: DeadlineContext): ReadGroup[] =>
  outline
    .filter((node) => node.kind !== "plain" && node.children.length > 0)
    .filter((node) => isAgencyName(node.text.replace(/:$/, "")))
    .flatMap((node) => provisionalGroups(node, context))
    .filter((group) => group.tasks.length > 0)

function announcements(all: DocumentParts[], sections: Section[]): string[] {
  const fromSections = sections
    .filter((section) => section.kind === "tasks" || section.kind === "goals")
    .flatMap(({ node }) => [
      node.text,
      ...node.children.filter((child) => child.kind === "plain").map((child) => child.text),
    ])
  const purposes = sections
    .filter((section) => section.kind === "purpose")
    .flatMap(({ node }) => withDescendants(node).map((child) => child.text))
    .filter((text) => /\d+ nhom nhiem vu.{1,30}\d+ nhiem vu/.test(plain(text)))
  const own = all.flatMap((parts) => [...parts.articles, ...parts.bases, ...parts.planTitle].map((line) => line.text))
  return [
    ...fromSections,
    ...own,
    ...purposes,
    ...all.flatMap((parts) => parts.annexes.map((annex) => annex.title ?? "")),
  ]
}

/** Passages that may order reports: duties with their agency, then what nobody's name stands above, then the articles. */
function statements(duties: ReadDuty[], organisation: OutlineNode[], all: DocumentParts[]): Statement[] {
  const known = new Set(duties.map((duty) => duty.text))
  const rest = organisation
    .flatMap(withDescendants)
    .filter((node) => ![...known].some((text) => text.includes(node.text) || node.text.includes(text)))
  return [
    ...duties,
    ...rest.map((node) => ({ unit: null, text: node.text, source: node.place })),
    ...all.flatMap((parts) => parts.articles.map((line) => ({ unit: null, text: line.text, source: line.place }))),
  ]
}
