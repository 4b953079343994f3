import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  chooseFigures,
  decideCorrection,
  proposeCorrection,
  withdrawCorrection,
} from "#features/consolidation/correct-report.server.ts"
import { addNarrativeComment, partQuote, resolveNarrativeComment } from "#features/consolidation/edit-draft.server.ts"
import { keepSignedFile } from "#features/consolidation/keep-signed-file.server.ts"
import { acceptUnchanged, checkEntry, finishCheck } from "#features/reporting/check-entries.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/** The desk of the plan office: who may check, consolidate and correct, by hand; everybody else is refused. */
let t: TestInstance
let ids: Record<"round" | "done" | "report" | "entry", string>

const office = ["plan office", "director"]

const commands: Command[] = [
  {
    name: "checkEntry",
    may: office,
    run: (ctx) => checkEntry(ctx, { entryId: ids.entry, seenVersion: 1, verdict: "good", reason: "" }),
  },
  { name: "finishCheck", may: office, run: (ctx) => finishCheck(ctx, { reportId: ids.report, seenVersion: 1 }) },
  {
    name: "acceptUnchanged",
    may: office,
    run: (ctx) => acceptUnchanged(ctx, { roundId: ids.round, seen: { [ids.report]: 1 } }),
  },
  { name: "partQuote", may: office, run: (ctx) => partQuote(ctx, { roundId: ids.done, mark: 1, seenVersion: 1 }) },
  {
    name: "keepSignedFile",
    may: office,
    run: (ctx) => keepSignedFile(ctx, { roundId: ids.done, seenVersion: 1, file: undefined, isNotSecret: true }),
  },
  { name: "proposeCorrection", may: office, run: (ctx) => proposeCorrection(ctx, { roundId: ids.done, reason: "x" }) },
  {
    name: "decideCorrection",
    may: ["director"],
    run: (ctx) => decideCorrection(ctx, { roundId: ids.done, isOpened: false, decisionReason: "x" }),
  },
  {
    name: "withdrawCorrection",
    may: ["director"],
    run: (ctx) => withdrawCorrection(ctx, { roundId: ids.done, seenVersion: 1, withdrawReason: "x" }),
  },
  {
    name: "chooseFigures",
    may: office,
    run: (ctx) => chooseFigures(ctx, { roundId: ids.done, seenVersion: 1, keepsFigures: true }),
  },
  {
    name: "addNarrativeComment",
    may: office,
    run: (ctx) => addNarrativeComment(ctx, { roundId: ids.done, key: "results", body: "x" }),
  },
  {
    name: "resolveNarrativeComment",
    may: office,
    run: (ctx) => resolveNarrativeComment(ctx, { roundId: ids.done, commentId: ids.entry }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const entry = await t.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["entry.id", "entry.reportId", "report.roundId"])
    .where("unit.code", "=", "STP")
    .where("report.status", "=", "submitted")
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
  const done = await t.db.selectFrom("consolidation").select("roundId").executeTakeFirstOrThrow()
  ids = { done: done.roundId, round: entry.roundId, report: entry.reportId, entry: entry.id }
})
afterAll(() => t?.close())

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("STP", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
