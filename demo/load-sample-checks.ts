import type { PlannedRound } from "#features/reporting/calendar.ts"
import { concludeItem, explainItem, recordFinding } from "#features/sample-checks/check-item.server.ts"
import { drawSample } from "#features/sample-checks/draw-sample.server.ts"
import { readPopulation } from "#features/sample-checks/read-population.server.ts"
import { readSampleItems, type SampleItemLine } from "#features/sample-checks/read-samples.server.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import type { Organisation } from "./load-organisation.ts"
import type { At } from "./load-rounds.ts"

type Work = { at: At; organisation: Organisation; instance: OpenInstance; roundId: string; round: PlannedRound }

/** Two samples of a finished round: one at random in each state of its items, one chosen by hand that a unit is asked to explain. */
export async function loadSampleChecks(work: Work): Promise<void> {
  const { at, organisation, instance, roundId, round } = work
  const office = organisation.actor("SKHCN", "planOffice")
  const day = addDays(round.dueOn, 20)
  const checkers = { checkerIds: [office.personId], entryIds: [] as string[] }
  const atRandom = { subject: "claims", stratifyBy: "group", size: "6", seed: "483920", reason: "" }
  must(await drawSample(at(day, 9, office), { roundId, ...atRandom, ...checkers }), "draws a sample")
  for (const [index, item] of (await itemsOf(work, 1)).entries()) await check(work, item, index, day)
  const now = at("9999-12-31", 9, office)
  const unitId = organisation.unitIds.SVHTTDL!
  const accepted = await readPopulation(instance.db, roundId, { subject: "entries", scope: "ofOthers" })
  const entryIds = accepted.filter((each) => each.unitId === unitId).map((each) => each.id)
  const reason = "Kiểm tra theo chuyên đề: số liệu của ngành văn hóa (minh họa)"
  const chosen = { subject: "entries", stratifyBy: "none", size: "", seed: "", reason }
  const yesterday = at(addDays(now.today, -2), 9, office)
  must(await drawSample(yesterday, { roundId, ...chosen, ...checkers, entryIds: entryIds.slice(0, 2) }), "chooses")
  const [asked] = await itemsOf(work, 2)
  if (!asked) return
  const finding = {
    finding: "notEnough",
    reason: "Chưa có văn bản chứng minh kết quả đã nêu (minh họa).",
    explainBy: "",
  }
  must(await recordFinding(yesterday, { itemId: asked.id, seenVersion: 1, ...finding }), "asks the unit")
}

const itemsOf = async ({ instance, roundId }: Work, sampleNumber: number): Promise<SampleItemLine[]> =>
  (await readSampleItems(instance.db, { roundId, sampleNumber }, "9999-12-31", 1)).items

async function check({ at, organisation }: Work, item: SampleItemLine, index: number, day: Day): Promise<void> {
  if (index > 4) return
  const office = organisation.actor("SKHCN", "planOffice")
  const seen = (seenVersion: number) => ({ itemId: item.id, seenVersion })
  const found =
    index === 0
      ? { finding: "wrong", reason: "Sản phẩm nêu trong báo cáo chưa được ban hành (minh họa)." }
      : index === 1
        ? { finding: "notEnough", reason: "Văn bản đính kèm không nêu kết quả đã báo cáo (minh họa)." }
        : { finding: "holds", reason: "Đã đối chiếu văn bản và sản phẩm (minh họa)." }
  const explainBy = index > 1 ? "" : formatDay(addDays(day, 10))
  must(await recordFinding(at(addDays(day, 3), 9, office), { ...seen(1), ...found, explainBy }), "finding")
  if (index > 1) return
  const unit = at(addDays(day, 6), 9, reporterOf(organisation, item.unitId))
  const explanation = "Đơn vị báo cáo theo dự thảo đã trình; sẽ bổ sung văn bản chính thức (minh họa)."
  must(await explainItem(unit, { ...seen(2), explanation }), "explains")
  if (index > 0) return
  const result = { result: "wrong", reason: "Đến ngày kiểm tra sản phẩm chưa được ban hành (minh họa)." }
  must(await concludeItem(at(addDays(day, 8), 9, office), { ...seen(3), ...result }), "concludes")
}

function reporterOf(organisation: Organisation, unitId: string) {
  const code = Object.entries(organisation.unitIds).find(([, id]) => id === unitId)![0]
  return organisation.actor(code, "reporter")
}
