import { globSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

const FEATURES = new URL("../features/", import.meta.url).pathname
const HERE = new URL("./", import.meta.url).pathname

/** What opens a transaction and is no command of a seat, or is tried where its object is made. A new command goes into a matrix, not here. */
const elsewhere: Record<string, string> = {
  applyDueVersions: "the program itself, on the day",
  riseObstacles: "the program itself, at night",
  acceptInvitation: "before anybody is signed in: accept-invitation.server.test.ts",
  findInvitation: "reads",
  makeCalendarFeed: "everybody's own seat: calendar-feed.server.test.ts",
  endCalendarFeed: "everybody's own seat: calendar-feed.server.test.ts",
  holdUnitImport: "import-units.server.test.ts",
  dryRunUnits: "reads",
  importUnits: "import-units.server.test.ts",
  dropUnitImport: "import-units.server.test.ts",
  dryRunOpening: "reads",
  findPlanOf: "reads",
  compareWithPlan: "reads",
  mayReview: "a permission",
  readHeldPlan: "reads",
  readHeldAnnex: "reads",
  readSignedFile: "reads",
}
/** An uploaded plan, annex or sheet belongs to the person who uploaded it: others do not find it (review-plan.server.test.ts). */
const onOwnUpload = [
  "holdPlan",
  "correctTask",
  "dropTask",
  "correctGroup",
  "correctDocument",
  "matchNames",
  "commitHeldPlan",
  "discardHeldPlan",
  "correctPlanFromFile",
  "holdAnnex",
  "mapAnnex",
  "commitHeldAnnex",
  "discardHeldAnnex",
  "enterOpeningSheet",
  "dropOpeningSheet",
  "startReading",
  "startReadingAgain",
  "forgetReading",
]
const COMMAND =
  /^export (?:async )?(?:function (\w+)(?:<[^>]*>)?|const (\w+) = (?:async )?)\(\s*ctx: Ctx\b(?!,\s*tx: Tx)/gm

function exportedCommands(): { name: string; file: string }[] {
  return globSync("**/*.server.ts", { cwd: FEATURES }).flatMap((file) => {
    const text = readFileSync(FEATURES + file, "utf8")
    if (!/\binTransaction\(/.test(text)) return []
    return [...text.matchAll(COMMAND)].map((found) => ({ name: (found[1] ?? found[2])!, file }))
  })
}

test("every command has its permissions tried for every seat", () => {
  const commands = exportedCommands()
  expect(commands.length, "the search finds commands at all").toBeGreaterThan(100)
  const matrix = globSync("permission-matrix*.server.test.ts", { cwd: HERE })
    .map((file) => readFileSync(HERE + file, "utf8"))
    .join("\n")
  const missing = commands.filter(
    ({ name }) => !matrix.includes(`name: "${name}"`) && !(name in elsewhere) && !onOwnUpload.includes(name),
  )
  expect(missing).toEqual([])
})

test("what is excused is still there", () => {
  const names = new Set(exportedCommands().map((each) => each.name))
  expect([...Object.keys(elsewhere), ...onOwnUpload].filter((name) => !names.has(name))).toEqual([])
})
