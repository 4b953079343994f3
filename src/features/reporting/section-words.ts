import type { TemplateSection } from "./report-template.ts"
import { isStandardSection, type StandardSection } from "./sections.ts"

/** The standard sections in the words of an official document. */
const titles: Record<StandardSection, string> = {
  direction: "Công tác chỉ đạo, điều hành",
  outstanding: "Kết quả nổi bật",
  shortcomings: "Tồn tại, hạn chế và nguyên nhân",
  proposals: "Đề xuất, kiến nghị",
  priorities: "Nhiệm vụ trọng tâm kỳ tới",
}

/** What a section is called in Vietnamese, as the plan's template says, or as the product does. */
export const sectionTitle = ({ key, title }: Pick<TemplateSection, "key" | "title">): string =>
  title ?? (isStandardSection(key) ? titles[key] : key)

/** "Không phát sinh.", where a unit said that there was nothing. */
export const nothingArose = "Không phát sinh"
