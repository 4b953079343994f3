import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addSampleDocument } from "#features/sample-checks/add-sample-document.server.ts"
import { assignChecker, concludeItem, explainItem, recordFinding } from "#features/sample-checks/check-item.server.ts"
import { drawSample } from "#features/sample-checks/draw-sample.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/** Checks of samples of what Sở Văn hóa, Thể thao và Du lịch reported: who may what, by hand; everybody else is refused. */
let t: TestInstance
let ids: Record<"round" | "item" | "asked" | "office", string>

const office = ["plan office", "director"]
const own = ["own reporter", "own head"]
const document = { title: "", number: "1/BB", issuedOn: "", isNotSecret: true }

const commands: Command[] = [
  {
    name: "drawSample",
    may: [...office, "confirmer"],
    run: (ctx) =>
      drawSample(ctx, {
        roundId: ids.round,
        subject: "entries",
        stratifyBy: "none",
        size: "1",
        seed: "1",
        entryIds: [],
        reason: "",
        checkerIds: [ids.office],
      }),
  },
  {
    name: "assignChecker",
    may: office,
    run: (ctx) => assignChecker(ctx, { itemId: ids.item, seenVersion: 1, checkerId: ids.office }),
  },
  {
    name: "recordFinding",
    may: office, // both are seats of the person who was named
    run: (ctx) => recordFinding(ctx, { itemId: ids.item, seenVersion: 1, finding: "holds", reason: "", explainBy: "" }),
  },
  {
    name: "explainItem",
    may: own,
    run: (ctx) => explainItem(ctx, { itemId: ids.asked, seenVersion: 2, explanation: "x" }),
  },
  {
    name: "concludeItem",
    may: office,
    run: (ctx) => concludeItem(ctx, { itemId: ids.asked, seenVersion: 2, result: "wrong", reason: "x" }),
  },
  {
    name: "addSampleDocument",
    may: [...office, ...own],
    run: (ctx) => addSampleDocument(ctx, { itemId: ids.asked, ...document }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const { personId } = await t.actor("SKHCN", "planOffice")
  const items = await t.db
    .selectFrom("sampleItem")
    .innerJoin("sampleCheck", "sampleCheck.id", "sampleItem.sampleCheckId")
    .select(["sampleItem.id", "sampleItem.finding", "sampleCheck.roundId"])
    .where("sampleItem.unitId", "=", await t.unitId("SVHTTDL"))
    .where("sampleItem.result", "is", null)
    .execute()
  const asked = items.find((item) => item.finding !== null)!
  ids = { round: asked.roundId, asked: asked.id, item: items.find((item) => !item.finding)!.id, office: personId }
})
afterAll(() => t?.close())

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("SVHTTDL", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
