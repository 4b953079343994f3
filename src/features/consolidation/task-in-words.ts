import { dayInText } from "#shared/vietnamese-numbers.ts"
import type { FigureTask } from "./figures.ts"
import { droppedWords, outcomeWords } from "./outcome-words.ts"

/** "Ủy ban nhân dân các xã, phường", or the leads by name, the one that answers for the claim first. */
export const leadsInWords = (task: FigureTask): string =>
  task.leadGroupName ?? task.leads.map((lead) => lead.name).join("; ")

/** A collective lead: every member does its own part and is confirmed on its own (rule 1). */
export const isCollective = (task: FigureTask): boolean => task.members > 1

/** "41/56", members that are confirmed of all members; null when the task has one claim. */
export const confirmedOfMembers = (task: FigureTask): string | null =>
  isCollective(task) ? `${task.confirmed}/${task.members}` : null

/**
 * "Chưa hoàn thành, trong hạn; tiến độ 45 %". A percentage is what units reported; nothing is said where nothing was reported.
 */
export function stateInWords(task: FigureTask): string {
  if (task.line === null) return droppedWords
  const isCompleted = task.line === "completedOnTime" || task.line === "completedLate"
  const day = isCompleted && task.completedOn ? ` (ngày ${dayInText(task.completedOn)})` : ""
  return [
    `${outcomeWords.vi[task.line]}${day}`,
    confirmedOfMembers(task) && `${confirmedOfMembers(task)} đơn vị đã hoàn thành`,
    task.workflow === "awaitingConfirmation" && "đã đề nghị, chờ xác nhận hoàn thành",
    !isCompleted &&
      task.workflow !== "awaitingConfirmation" &&
      task.percentDone !== null &&
      `tiến độ${isCollective(task) ? " bình quân" : ""} ${task.percentDone}\u00A0%`,
  ]
    .filter(Boolean)
    .join("; ")
}
