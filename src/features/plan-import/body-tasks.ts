import { isAgencyName, splitAgencies } from "./agencies.ts"
import { type DeadlineContext, readDeadline } from "./deadline.ts"
import { type LabelledParts, rolesInSentence, takeLabels } from "./labelled-parts.ts"
import type { OutlineNode } from "./outline.ts"
import { RANK } from "./outline-marker.ts"
import type { ReadGroup, ReadTask } from "./plan-reading.ts"
import { plain, wordCount } from "./vietnamese-text.ts"

/** Bullets of the body as provisional tasks (docs/glossary.md, rule 4): used only while no annex lists the tasks. */
export function provisionalGroups(section: OutlineNode, context: DeadlineContext): ReadGroup[] {
  const items = section.children.filter((child) => !isLabelOnly(child))
  if (!items.some(hasWorkBelow)) return [toGroup(section, section.code, withoutCounts(section.text), context)]
  const groups: ReadGroup[] = []
  const loose: OutlineNode[] = []
  for (const item of items) {
    if (isGroupHeading(item)) groups.push(toGroup(item, item.code, item.text, context))
    else if (item.kind !== "plain" && isSentence(item)) loose.push(item)
  }
  const looseTasks = readTasks(loose, context)
  if (looseTasks.length > 0) groups.push({ code: section.code, title: withoutCounts(section.text), tasks: looseTasks })
  return groups
}

/** A numbered item with work below it; a bullet that only breaks itself down is not a group. */
const isGroupHeading = (node: OutlineNode): boolean =>
  hasWorkBelow(node) ||
  (!isSentence(node) && node.rank <= RANK.number && wordCount(node.text) > 2 && !/:$/.test(node.text))

const hasWorkBelow = (node: OutlineNode): boolean =>
  node.rank <= RANK.letter &&
  workBelow(node).length > 0 &&
  (!/:$/.test(node.text) || isAgencyName(node.text.slice(0, -1)))

const workBelow = (node: OutlineNode): OutlineNode[] =>
  node.children.filter((child) => !isLabelOnly(child) && !isIntroduction(child))
const isSentence = (node: OutlineNode): boolean => /[.;]$/.test(node.text) && wordCount(node.text) >= 6
const isIntroduction = (node: OutlineNode): boolean => node.kind === "plain" && /:$/.test(node.text)
const isLabelOnly = (node: OutlineNode): boolean => takeLabels(node.text).rest === ""

/** "NHIỆM VỤ, GIẢI PHÁP: Gồm 07 nhóm với 131 nhiệm vụ cụ thể (chi tiết …)" → "NHIỆM VỤ, GIẢI PHÁP". */
const withoutCounts = (title: string): string => {
  const cut = plain(title).search(/\s*[:.(-]\s*(?:gom|bao gom|co|chi tiet|kem theo|theo phu luc)/)
  return cut > 0 ? title.slice(0, cut).trim() : title.replace(/[:.]$/, "")
}

function toGroup(node: OutlineNode, code: string | null, heading: string, context: DeadlineContext): ReadGroup {
  const title = heading.replace(/[:.;]$/, "")
  const tasks = readTasks(node.children, context)
  // "1. Bộ Công an" over points: they are that agency's, unless one names another.
  if (isAgencyName(title))
    for (const task of tasks) if (task.leads.length === 0) task.leads = splitAgencies(title.replace(ADDRESSED, ""))
  return { code, title, tasks }
}

const ADDRESSED = /^(?:Giao|Đề nghị|Yêu cầu)\s+/u

function readTasks(nodes: OutlineNode[], context: DeadlineContext, heading?: string): ReadTask[] {
  const hasLists = nodes.some((node) => node.kind !== "plain")
  const tasks: ReadTask[] = []
  for (const node of nodes) {
    const { rest, parts } = takeLabels(node.text)
    const last = tasks.at(-1)
    if (rest === "" && last) assign(last, parts, context)
    else if (rest === "" || isIntroduction(node)) continue
    else if (node.kind === "plain" && (hasLists || wordCount(node.text) < 6)) continue
    else if (isSubheading(node)) tasks.push(...readTasks(node.children, context, node.text.replace(/[:.]$/, "")))
    else tasks.push(toTask(node, rest, parts, context, heading))
  }
  return tasks
}

/** "1.1. Công tác tuyên truyền" above bullets that are the tasks. */
function isSubheading(node: OutlineNode): boolean {
  const below = workBelow(node)
  if (below.length === 0 || node.rank >= RANK.dash) return false
  if (!/[.;:,]$/.test(node.text)) return wordCount(node.text) <= 35
  return (
    /[.:]$/.test(node.text) &&
    wordCount(node.text) <= 10 &&
    below.every((child) => wordCount(child.text) > wordCount(node.text))
  )
}

function toTask(
  node: OutlineNode,
  rest: string,
  parts: LabelledParts,
  context: DeadlineContext,
  heading?: string,
): ReadTask {
  const task: ReadTask = {
    code: node.code,
    title: rest,
    leads: [],
    coordinating: [],
    deadline: null,
    product: null,
    funding: null,
    note: null,
    children: [],
    provisional: true,
    source: node.place,
  }
  if (heading) task.heading = heading
  assign(task, { ...rolesInSentence(node.text), ...parts }, context)
  for (const child of node.children) if (isLabelOnly(child)) assign(task, takeLabels(child.text).parts, context)
  const below = workBelow(node)
  if (/:$/.test(rest)) task.title = [rest, ...below.map(textBelow)].join(" ")
  else task.children = readTasks(below, context)
  return task
}

/** Points that finish the sentence of their item ("… bao gồm:") belong to its title. */
const textBelow = (node: OutlineNode): string =>
  [node.kind === "dash" ? `- ${node.text}` : node.text, ...node.children.map(textBelow)].join(" ")

function assign(task: ReadTask, parts: LabelledParts, context: DeadlineContext): void {
  if (parts.leads && task.leads.length === 0) task.leads = splitAgencies(parts.leads)
  if (parts.coordinating && task.coordinating.length === 0) task.coordinating = splitAgencies(parts.coordinating)
  if (parts.deadline && !task.deadline) task.deadline = readDeadline(parts.deadline, context)
  if (parts.product) task.product ??= parts.product
  if (parts.funding) task.funding ??= parts.funding
}
