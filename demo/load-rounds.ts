import { nextRound, type PlannedRound, roundsOf } from "#features/reporting/calendar.ts"
import { openRound } from "#features/reporting/open-round.server.ts"
import { readReportingRules } from "#features/reporting/read-rounds.server.ts"
import { defaultTemplate, type TypedField } from "#features/reporting/report-template.ts"
import { saveTemplate } from "#features/reporting/save-template.server.ts"
import { type Ctx, contextAt } from "#platform/context.server.ts"
import type { Actor } from "#shared/actor.ts"
import { addDays, type Day } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { finishRound } from "./finish-round.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import { loadSampleChecks } from "./load-sample-checks.ts"
import { reportRound } from "./report-round.ts"

/** At an hour of a day in Vietnam, never later than now. */
export type At = (day: Day, hour: number, actor: Actor) => Ctx

export function atOf(instance: OpenInstance): At {
  const now = instance.clock()
  const base = { db: instance.db, timeZone: instance.settings.timeZone, enqueue: instance.enqueue }
  return (day, hour, actor) => {
    const instant = new Date(`${day}T${String(hour).padStart(2, "0")}:00:00+07:00`)
    return contextAt(instant < now ? instant : now, { ...base, actor })
  }
}

export async function loadRounds(
  instance: OpenInstance,
  organisation: Organisation,
  planId: string,
  note: (line: string) => void,
): Promise<void> {
  const at = atOf(instance)
  const rules = await readReportingRules(instance.db, planId)
  const today = at("9999-12-31", 0, organisation.actor("SKHCN", "planOffice")).today
  const present = nextRound(rules, today)
  if (!present) throw new Error("demonstration: the decision has no reporting rule")
  const year = Number(present.dueOn.slice(0, 4))
  const finished = [...roundsOf(rules, year - 1), ...roundsOf(rules, year)]
    .filter((round) => round.dueOn < present.dueOn)
    .slice(-2)
  await askForFigures(at, organisation, planId, addDays(finished[0]?.dueOn ?? present.dueOn, -30))
  for (const [index, round] of finished.entries()) {
    note(`Nạp tỉnh minh họa: đợt ${round.code} (đã công bố)…`)
    const roundId = await open(at, organisation, planId, round, addDays(round.dueOn, -20))
    await reportRound({ at, organisation, instance, roundId, round, turn: index, isPresent: false })
    await finishRound({ at, organisation, instance, roundId, round, number: 148 + index * 97 })
    if (index === finished.length - 1) await loadSampleChecks({ at, organisation, instance, roundId, round })
  }
  note(`Nạp tỉnh minh họa: đợt ${present.code} (đang mở)…`)
  const roundId = await open(at, organisation, planId, present, addDays(present.dueOn, -25))
  await reportRound({ at, organisation, instance, roundId, round: present, turn: 2, isPresent: true })
}

/** The plan office asks every unit for two figures beside its texts: one that adds up, one that stands at a point in time. */
async function askForFigures(at: At, organisation: Organisation, planId: string, day: Day): Promise<void> {
  const field = (key: string, label: string, unitOfMeasure: string, more: Pick<TypedField, "measure" | "rollUp">) => ({
    key,
    label,
    unitOfMeasure,
    hint: "",
    kind: "number" as const,
    choices: [],
    isRequired: false,
    scope: [],
    row: 1,
    ...more,
  })
  const template = {
    ...defaultTemplate,
    fields: [
      field("van-ban", "Số văn bản đã ban hành", "văn bản", { measure: "flow", rollUp: "sum" }),
      field("so-hoa", "Tỷ lệ hồ sơ đã số hóa", "%", { measure: "pointInTime", rollUp: "none" }),
    ],
    note: "Số liệu minh họa",
  }
  const ctx = at(day, 8, organisation.actor("SKHCN", "planOffice"))
  must(await saveTemplate(ctx, { planId, seenVersion: 0, template, isForOpenRounds: false }), "report template")
}

async function open(
  at: At,
  organisation: Organisation,
  planId: string,
  round: PlannedRound,
  day: Day,
): Promise<string> {
  const ctx = at(day, 8, organisation.actor("SKHCN", "planOffice"))
  return must(await openRound(ctx, { planId, code: round.code }), `round ${round.code}`).roundId
}
