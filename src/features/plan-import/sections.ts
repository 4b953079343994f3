import type { OutlineNode } from "./outline.ts"
import { isCapitals, plain, wordCount } from "./vietnamese-text.ts"

export type SectionKind = "purpose" | "goals" | "tasks" | "funding" | "organisation"
export type Section = { kind: SectionKind; node: OutlineNode }

/** Tried in this order: "Phân công nhiệm vụ" organises, "Mục đích, yêu cầu" sets no task. */
const NAMES: [SectionKind, RegExp][] = [
  [
    "organisation",
    /to chuc (?:thuc hien|trien khai)|phan cong (?:nhiem vu|trach nhiem|thuc hien|to chuc)|trach nhiem (?:thuc hien|cua cac)|che do (?:thong tin,? )?bao cao|trach nhiem thi hanh/,
  ],
  [
    "purpose",
    /muc dich|yeu cau|quan diem|su can thiet|can cu (?:phap ly|xay dung)|pham vi|doi tuong|boi canh|thuc trang|danh gia (?:chung|tinh hinh)|ket qua (?:dat duoc|thuc hien)/,
  ],
  [
    "tasks",
    /nhiem vu|giai phap|noi dung (?:thuc hien|cong viec|ke hoach|chu yeu|trong tam|trien khai|cu the)|^noi dung$|cong viec|cac hoat dong/,
  ],
  ["goals", /muc tieu|chi tieu/],
  ["funding", /kinh phi|nguon luc|nguon von|du toan/],
]

export function kindOfSection(title: string): SectionKind | null {
  const text = plain(title).slice(0, 120)
  return NAMES.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}

/** Short enough, or in capitals, to be the name of a section and not a sentence that happens to hold the word. */
const isName = (node: OutlineNode): boolean => isCapitals(node.text.slice(0, 20)) || wordCount(node.text) <= 14

/** The sections wherever they lie: straight below the root, or below "PHẦN II". */
export function findSections(nodes: OutlineNode[], depth = 0): Section[] {
  return nodes.flatMap((node): Section[] => {
    if (node.kind === "plain") return []
    const kind = isName(node) || depth === 0 ? kindOfSection(node.text) : null
    const inner = depth < 2 ? innerSections(node, kind) : []
    if (inner.length > 0) return inner
    return kind ? [{ kind, node }] : []
  })
}

/** A heading that covers several sections ("MỤC TIÊU, NHIỆM VỤ", "NỘI DUNG KẾ HOẠCH") gives way to them. */
function innerSections(node: OutlineNode, own: SectionKind | null): Section[] {
  const named = node.children.filter(
    (child) => child.children.length > 0 && isName(child) && kindOfSection(child.text) !== null,
  )
  if (named.length === 0) return []
  const kinds = new Set(named.map((child) => kindOfSection(child.text)))
  if (own === "tasks" || own === "organisation") {
    const isMixed = kinds.has("goals") && (kinds.has("tasks") || named.length > 1)
    return isMixed && own === "tasks" ? findSections(node.children, 2) : []
  }
  if (own === "goals") return kinds.has("tasks") ? findSections(node.children, 2) : []
  return own === null && (kinds.has("tasks") || kinds.size > 1) ? findSections(node.children, 2) : []
}
