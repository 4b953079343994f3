import {
  communeOf,
  governmentAddressed,
  governmentName,
  illustrativeNotice,
  type PlanReference,
  planInShort,
  unitsInText,
} from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { Block, OfficialDocument, Row } from "#platform/official-documents/official-document.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { countInText, dayInText } from "#shared/vietnamese-numbers.ts"
import type { StepFacts } from "./unit-plan.ts"

type Task = {
  planSlug: string
  planTitle: string
  code: string
  title: string
  deadlineText: string | null
  steps: readonly Step[]
}
type Step = Pick<StepFacts, "title" | "startsOn" | "dueOn" | "personName" | "product" | "isMilestone">
export type SuperiorPlan = PlanReference & { slug: string; planOfficeName: string; isIllustrative: boolean }

/**
 * A unit's plan for a year as the Word document that it signs. Number and date are left to the document system; it lists what the
 * unit entered and says nothing more.
 * @param day the day on which the file is made
 */
export function unitPlanDocument(
  plan: { unitName: string; year: number; edition: number },
  tasks: readonly Task[],
  superior: readonly SuperiorPlan[],
  day: Day,
): OfficialDocument {
  const government = governmentName(superior[0]?.issuer ?? null)
  const letter = letterhead(plan.unitName, government)
  const commune = communeOf(plan.unitName)
  const name = commune ? `Ủy ban nhân dân ${commune.kind} ${commune.name}` : plan.unitName
  const planned = tasks.filter((task) => task.steps.length > 0)
  const offices = [...new Set(superior.map((each) => each.planOfficeName))].filter((each) => each !== plan.unitName)
  return {
    form: "plan",
    ...undatedHead(letter, "KH", { year: plan.year }),
    subject: `Thực hiện các nhiệm vụ được giao chủ trì năm ${plan.year}`,
    addressees: [],
    body: [
      { kind: "paragraph", text: opening(name, plan.year, superior) },
      {
        kind: "paragraph",
        text: `Kế hoạch gồm ${countInText(planned.length)} nhiệm vụ với các việc cụ thể như sau:`,
      },
      stepsTable(planned, superior),
      {
        kind: "paragraph",
        text: `Trên đây là Kế hoạch thực hiện các nhiệm vụ được giao chủ trì năm ${plan.year} của ${name}.`,
      },
    ],
    signature: { ...letter.signature, name: null },
    recipients: [
      ...(commune || government ? [`${governmentAddressed(government)} (để báo cáo)`] : []),
      ...(offices.length > 0 ? [`${unitsInText(offices)} (để theo dõi)`] : []),
      "Lưu: VT",
    ],
    annexes: [],
    ...(superior.some((each) => each.isIllustrative) ? { notice: illustrativeNotice } : {}),
    verification: `Lập ngày ${dayInText(day)} từ kế hoạch trên hệ thống, ${plan.edition > 0 ? `lần phê duyệt ${plan.edition}` : "bản dự thảo"}`,
  }
}

function opening(name: string, year: number, superior: readonly SuperiorPlan[]): string {
  const plans = superior.map(planInShort).join("; ")
  return `${plans ? `Thực hiện ${plans}; ` : ""}${name} ban hành Kế hoạch thực hiện các nhiệm vụ được giao chủ trì năm ${year} như sau:`
}

function stepsTable(tasks: readonly Task[], superior: readonly SuperiorPlan[]): Block {
  const rows = tasks.flatMap((task, index): Row[] => {
    const isNewPlan = superior.length > 1 && task.planSlug !== tasks[index - 1]?.planSlug
    const steps = task.steps.map((step, at) => [
      at + 1,
      step.isMilestone ? `${step.title} (mốc)` : step.title,
      when(step),
      step.personName,
      step.product,
    ])
    const deadline = task.deadlineText ? ` (thời hạn: ${task.deadlineText})` : ""
    return [
      ...(isNewPlan ? [{ heading: task.planTitle }] : []),
      { heading: `${index + 1}. Nhiệm vụ ${task.code}: ${task.title.replace(/\.$/, "")}${deadline}` },
      ...steps,
    ]
  })
  return { kind: "table", columns, rows }
}

const when = ({ startsOn, dueOn }: Step): string =>
  [startsOn && `Từ ${formatDay(startsOn)}`, dueOn && `${startsOn ? "đến" : ""} ${formatDay(dueOn)}`.trim()]
    .filter(Boolean)
    .join(" ")

const columns = [
  { header: "TT", share: 7, kind: "short" },
  { header: "Việc", share: 40, kind: "text" },
  { header: "Thời gian", share: 17, kind: "short" },
  { header: "Người thực hiện", share: 18, kind: "text" },
  { header: "Sản phẩm", share: 18, kind: "text" },
] as const
