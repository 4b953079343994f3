import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { type Actor, type Role, system } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { addObstacleDocument } from "./add-obstacle-document.server.ts"
import { answerObstacle } from "./answer-obstacle.server.ts"
import { joinObstacles, partObstacle } from "./join-obstacles.server.ts"
import { keepInternal, rejectAnswer, reopenObstacle, solveObstacle, withdrawObstacle } from "./judge-obstacle.server.ts"
import { decideLatenessCause, recordLatenessCause } from "./lateness-cause.server.ts"
import { obstacleFilterOf } from "./obstacle-filter.ts"
import { redirectObstacle, sendObstacleUp, sendToCentral } from "./pass-obstacle.server.ts"
import { raiseObstacle } from "./raise-obstacle.server.ts"
import { readAlike } from "./read-alike.server.ts"
import { readAlikeGuidance, readGuidance } from "./read-guidance.server.ts"
import { readObstacle, readSteps } from "./read-obstacle.server.ts"
import { countObstacles, readObstacles } from "./read-obstacles.server.ts"
import { riseObstacles } from "./rise-obstacles.server.ts"
import { saveObstacleRoute } from "./save-route.server.ts"

/** Monday 23 November 2026; five working days on is Monday 30 November. */
let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

const as = async (code: string, role: Role, day?: string) =>
  t.ctxAs(await t.actor(code, role), day ? new Date(`${day}T02:00:00Z`) : undefined) as Ctx & { actor: Actor }
/** The program at an instant. */
const program = (instant: string) => t.ctxAs(system, new Date(instant))
const must = <Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: { code: string } }): Value => {
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

async function taskOf(code: string) {
  return t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["task.id", "task.planId"])
    .where("assignment.unitId", "=", await t.unitId(code))
    .where("assignment.endedOn", "is", null)
    .orderBy("task.position")
    .executeTakeFirstOrThrow()
}

let count = 0
/** Raised by Sở Công Thương to the plan office unless said otherwise. */
async function raised(more: { unit?: string; to?: string; text?: string; isInternal?: boolean } = {}) {
  const unit = more.unit ?? "SCT"
  const task = await taskOf(unit)
  const outcome = await raiseObstacle(await as(unit, "reporter"), {
    taskId: task.id,
    entryId: null,
    kind: "data",
    description: more.text ?? `Vướng mắc thử ${++count}`,
    tried: "",
    proposal: "Đề nghị hướng dẫn",
    competentUnitId: await t.unitId(more.to ?? "SKHCN"),
    isInternal: more.isInternal ?? false,
  })
  return must(outcome).obstacleId
}
const row = (id: string) => t.db.selectFrom("obstacle").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
const answer = (more: object = {}) => ({
  answer: "Thực hiện theo hướng dẫn",
  isPartial: false,
  isInternal: false,
  document: { number: "12/CV", issuedOn: "20/11/2026", isNotSecret: true },
  ...more,
})
const seen = async (obstacleId: string) => ({ obstacleId, seenVersion: (await row(obstacleId)).version })
const stepsOf = async (id: string) =>
  (await t.db.selectFrom("obstacleStep").select("what").where("obstacleId", "=", id).orderBy("id").execute()).map(
    (each) => each.what,
  )

describe("raising", () => {
  test("goes to the unit that was chosen, with its answer day", async () => {
    const found = await row(await raised({ to: "STC" }))
    expect(found).toMatchObject({ level: "competent", status: "open", answerBy: "2026-11-30", answerDays: 5 })
    expect(found.answeringUnitId).toBe(await t.unitId("STC"))
  })

  test("not by a unit without a part in the task, not to itself, not without words", async () => {
    const task = await taskOf("SCT")
    const asked = {
      taskId: task.id,
      entryId: null,
      kind: "law",
      description: "x",
      tried: "",
      proposal: "y",
      isInternal: false,
    }
    const competentUnitId = await t.unitId("SKHCN")
    const foreign = await raiseObstacle(await as("STP", "reporter"), { ...asked, competentUnitId })
    expect(foreign).toMatchObject({ refusal: { code: "obstacle.mayNotRaise" } })
    const own = await as("SCT", "reporter")
    expect(await raiseObstacle(own, { ...asked, competentUnitId: await t.unitId("SCT") })).toMatchObject({
      refusal: { code: "obstacle.ownUnit", field: "competentUnitId" },
    })
    expect(await raiseObstacle(own, { ...asked, competentUnitId, description: " " })).toMatchObject({
      refusal: { code: "obstacle.descriptionMissing", field: "description" },
    })
    expect(await raiseObstacle(own, { ...asked, competentUnitId, kind: "war" })).toMatchObject({
      refusal: { code: "obstacle.noKind", field: "kind" },
    })
  })

  test("from a report entry only once while it is open", async () => {
    const entry = await t.db
      .selectFrom("entry")
      .innerJoin("report", "report.id", "entry.reportId")
      .select(["entry.id", "entry.taskId"])
      .where("report.unitId", "=", await t.unitId("SVHTTDL"))
      .executeTakeFirstOrThrow()
    const asked = {
      taskId: entry.taskId,
      entryId: entry.id,
      kind: "money",
      description: "Thiếu kinh phí theo báo cáo",
      tried: "",
      proposal: "Bổ sung",
      competentUnitId: await t.unitId("STC"),
      isInternal: false,
    }
    const unit = await as("SVHTTDL", "reporter")
    must(await raiseObstacle(unit, asked))
    expect(await raiseObstacle(unit, asked)).toMatchObject({ refusal: { code: "obstacle.alreadyRaised" } })
    const foreign = await as("SCT", "reporter")
    const theirTask = (await taskOf("SCT")).id
    await expect(raiseObstacle(foreign, { ...asked, taskId: theirTask })).rejects.toThrow(NotFound)
  })
})

describe("rising", () => {
  test("not before midnight after its day, once, and one level however late somebody looks", async () => {
    const id = await raised()
    await riseObstacles(program("2026-11-30T16:59:00Z")) // 23:59 in Vietnam
    expect((await row(id)).level).toBe("competent")
    await riseObstacles(program("2026-11-30T17:00:00Z")) // 00:00 on 1 December
    expect(await row(id)).toMatchObject({ level: "steering", levelSince: "2026-12-01", answerBy: "2026-12-15" })
    expect((await row(id)).answeringUnitId).toBe(await t.unitId("BCD"))
    await riseObstacles(program("2026-12-01T03:00:00Z"))
    expect((await row(id)).level).toBe("steering")
    await riseObstacles(program("2027-03-01T03:00:00Z"))
    expect(await row(id)).toMatchObject({ level: "provincial", levelSince: "2027-03-01" })
    await riseObstacles(program("2027-08-01T03:00:00Z"))
    expect((await row(id)).level).toBe("provincial")
    expect(await stepsOf(id)).toEqual(["raised", "rose", "rose"])
  })

  test("two workers at once raise it one level", async () => {
    const id = await raised()
    await Promise.all([1, 2, 3].map(() => riseObstacles(program("2026-12-02T03:00:00Z"))))
    expect((await row(id)).level).toBe("steering")
    expect((await stepsOf(id)).filter((what) => what === "rose")).toHaveLength(1)
  })

  test("a day off that is declared later moves the answer day, and nobody rises on it", async () => {
    const id = await raised()
    await t.db.insertInto("holiday").values({ onDay: "2026-11-26", name: "Nghỉ", source: "Thông báo" }).execute()
    await riseObstacles(program("2026-11-30T18:00:00Z"))
    expect(await row(id)).toMatchObject({ level: "competent", answerBy: "2026-12-01" })
    await t.db.deleteFrom("holiday").where("onDay", "=", "2026-11-26").execute()
    must(await withdrawObstacle(await as("SCT", "head"), { ...(await seen(id)), reason: "xong" }))
  })
})

describe("answers", () => {
  test("need the document, reach the raiser, and are judged by it alone", async () => {
    const id = await raised()
    const office = await as("SKHCN", "planOffice")
    const without = answer({ document: { number: "", issuedOn: "", isNotSecret: true } })
    expect(await answerObstacle(office, { ...(await seen(id)), ...without })).toMatchObject({
      refusal: { code: "obstacle.documentMissing", field: "number" },
    })
    must(await answerObstacle(office, { ...(await seen(id)), ...answer() }))
    expect((await row(id)).status).toBe("answered")
    await expect(solveObstacle(office, { ...(await seen(id)), comment: "" })).rejects.toThrow(NotFound)
    must(await solveObstacle(await as("SCT", "reporter"), { ...(await seen(id)), comment: "" }))
    expect(await row(id)).toMatchObject({ status: "solved", closedOn: "2026-11-23" })
  })

  test("a partial one keeps the day", async () => {
    const id = await raised()
    const partly = answer({ isPartial: true, document: { number: "", issuedOn: "", isNotSecret: false } })
    must(await answerObstacle(await as("SKHCN", "director"), { ...(await seen(id)), ...partly }))
    expect(await row(id)).toMatchObject({ status: "open", answerBy: "2026-11-30" })
  })

  test("not solved: back once, then up", async () => {
    const id = await raised()
    const [office, unit] = [await as("SKHCN", "planOffice"), await as("SCT", "reporter")]
    for (const level of ["competent", "steering"]) {
      must(await answerObstacle(office, { ...(await seen(id)), ...answer() }))
      expect(await rejectAnswer(unit, { ...(await seen(id)), missing: " " })).toMatchObject({
        refusal: { field: "missing" },
      })
      must(await rejectAnswer(unit, { ...(await seen(id)), missing: "Chưa nêu mức chi" }))
      expect(await row(id)).toMatchObject({ status: "open", level })
    }
    await expect(answerObstacle(office, { ...(await seen(id)), ...answer() })).rejects.toThrow(NotFound)
  })

  test("a closed one opens again with a reason; a withdrawn one too", async () => {
    const id = await raised()
    const unit = await as("SCT", "reporter")
    must(await withdrawObstacle(unit, { ...(await seen(id)), reason: "nhầm" }))
    expect(await reopenObstacle(unit, { ...(await seen(id)), reason: "" })).toMatchObject({
      refusal: { field: "reason" },
    })
    must(await reopenObstacle(unit, { ...(await seen(id)), reason: "vẫn còn" }))
    expect(await row(id)).toMatchObject({ status: "open", level: "competent", closedOn: null })
  })

  test("documents come from both sides until it is closed", async () => {
    const id = await raised()
    const document = { obstacleId: id, number: "1/BC", issuedOn: "20/11/2026", isNotSecret: true }
    must(await addObstacleDocument(await as("SCT", "reporter"), document))
    expect(await addObstacleDocument(await as("SCT", "reporter"), { ...document, isNotSecret: false })).toMatchObject({
      refusal: { code: "evidence.notSecretMissing" },
    })
    await expect(addObstacleDocument(await as("STP", "reporter"), document)).rejects.toThrow(NotFound)
  })
})

describe("passing on", () => {
  test("to another agency, up, and to the central level by a document only", async () => {
    const id = await raised()
    const office = await as("SKHCN", "planOffice")
    must(await redirectObstacle(office, { ...(await seen(id)), unitId: await t.unitId("STC"), reason: "về kinh phí" }))
    const finance = await as("STC", "finance")
    must(await sendObstacleUp(finance, { ...(await seen(id)), reason: "vượt thẩm quyền" }))
    expect((await row(id)).level).toBe("steering")
    const committee = await as("BCD", "leadership")
    const asked = { number: "5/UBND", issuedOn: "20/11/2026", reason: "" }
    expect(await sendToCentral(committee, { ...(await seen(id)), ...asked })).toMatchObject({
      refusal: { code: "obstacle.notBelowCentral" },
    })
    must(await sendObstacleUp(committee, { ...(await seen(id)), reason: "cần UBND quyết định" }))
    const leader = await as("UBND", "leadership")
    expect(await sendObstacleUp(leader, { ...(await seen(id)), reason: "cần Trung ương" })).toMatchObject({
      refusal: { code: "obstacle.centralNeedsDocument" },
    })
    expect(await sendToCentral(leader, { ...(await seen(id)), ...asked, number: "" })).toMatchObject({
      refusal: { code: "obstacle.centralNeedsDocument" },
    })
    must(await sendToCentral(leader, { ...(await seen(id)), ...asked }))
    expect(await row(id)).toMatchObject({ level: "central", answerBy: null })
    must(await answerObstacle(office, { ...(await seen(id)), ...answer() }))
    expect((await row(id)).status).toBe("answered")
  })
})

describe("joining", () => {
  test("one answer reaches all, each judges for itself; who is not satisfied goes on alone", async () => {
    const [one, two, three] = [await raised(), await raised({ unit: "SGDDT" }), await raised({ unit: "SXD" })]
    const office = await as("SKHCN", "planOffice")
    must(await joinObstacles(office, { ...(await seen(one)), otherIds: [two, three] }))
    expect(await answerObstacle(office, { ...(await seen(two)), ...answer() })).toMatchObject({
      refusal: { code: "obstacle.isJoined" },
    })
    must(await answerObstacle(office, { ...(await seen(one)), ...answer() }))
    for (const id of [one, two, three]) expect((await row(id)).status).toBe("answered")
    must(await solveObstacle(await as("SGDDT", "reporter"), { ...(await seen(two)), comment: "" }))
    must(await rejectAnswer(await as("SXD", "reporter"), { ...(await seen(three)), missing: "khác" }))
    expect(await row(one)).toMatchObject({ status: "answered" })
    expect(await row(two)).toMatchObject({ status: "solved" })
    expect(await row(three)).toMatchObject({ status: "open", leadingId: null })
  })

  test("the highest leads; they rise together; parted, each keeps where it stands", async () => {
    const [low, high] = [await raised(), await raised({ unit: "SGDDT" })]
    const office = await as("SKHCN", "planOffice")
    must(await sendObstacleUp(office, { ...(await seen(high)), reason: "lên" }))
    expect(await joinObstacles(office, { ...(await seen(low)), otherIds: [high] })).toMatchObject({
      refusal: { code: "obstacle.cannotLead" },
    })
    must(await joinObstacles(office, { ...(await seen(high)), otherIds: [low] }))
    expect(await row(low)).toMatchObject({ level: "steering", answerBy: (await row(high)).answerBy })
    await riseObstacles(program("2026-12-20T03:00:00Z"))
    expect([(await row(low)).level, (await row(high)).level]).toEqual(["provincial", "provincial"])
    const before = await row(low)
    must(await partObstacle(office, { obstacleId: low }))
    const { leadingId, version: _, ...after } = await row(low)
    const { leadingId: __, version: ___, ...kept } = before
    expect(leadingId).toBeNull()
    expect(after).toEqual(kept)
  })

  test("when the leading one is withdrawn, the oldest that waits takes its place", async () => {
    const [one, two, three] = [await raised(), await raised({ unit: "SGDDT" }), await raised({ unit: "SXD" })]
    const office = await as("SKHCN", "planOffice")
    must(await joinObstacles(office, { ...(await seen(one)), otherIds: [two, three] }))
    must(await withdrawObstacle(await as("SCT", "reporter"), { ...(await seen(one)), reason: "xong" }))
    const [first, second] = [await row(two), await row(three)]
    expect([first.leadingId, second.leadingId].sort()).toEqual([null, first.leadingId ? three : two].sort())
  })

  test("those that read alike are offered", async () => {
    const text = "Chưa có chuẩn kết nối dữ liệu đất đai với nền tảng chung"
    const [one, two] = [await raised({ text }), await raised({ unit: "SXD", text: `${text} của tỉnh` })]
    const found = await readAlike(t.db, (await row(one)) as never, 10)
    expect(found[0]?.id).toBe(two)
  })
})

describe("who sees what", () => {
  test("an internal one stays with who has to do with it; a solved open one is guidance for all, found without diacritics", async () => {
    const [inner, outer] = [
      await raised({ text: "Nội bộ tủ sách điện tử", isInternal: true }),
      await raised({ text: "Chưa rõ mức hỗ trợ tổ công nghệ số cộng đồng" }),
    ]
    const [office, unit, foreign] = [
      await as("SKHCN", "planOffice"),
      await as("SCT", "reporter"),
      await as("SNGV", "reporter"),
    ]
    await expect(readObstacle(foreign, outer)).rejects.toThrow(NotFound)
    for (const id of [inner, outer]) {
      must(await answerObstacle(office, { ...(await seen(id)), ...answer() }))
      must(await solveObstacle(unit, { ...(await seen(id)), comment: "" }))
    }
    expect((await readObstacle(foreign, outer)).isInvolved).toBe(false)
    await expect(readObstacle(foreign, inner)).rejects.toThrow(NotFound)
    const found = await readGuidance(t.db, { text: "muc ho tro to cong nghe so", kind: "" }, 10, 0)
    expect(found.lines.map((line) => line.id)).toEqual([outer])
    expect(found.lines[0]!.answers[0]).toMatchObject({ documentNumber: "12/CV", documentOn: "2026-11-20" })
    expect((await readGuidance(t.db, { text: "tu sach dien tu", kind: "" }, 10, 0)).count).toBe(0)
    const asked = { taskId: "", kind: "data", text: "Mức hỗ trợ cho tổ công nghệ số cộng đồng chưa rõ" }
    expect((await readAlikeGuidance(t.db, asked, 5))[0]?.id).toBe(outer)
    must(await keepInternal(unit, { ...(await seen(outer)), isInternal: true }))
    await expect(readObstacle(foreign, outer)).rejects.toThrow(NotFound)
    expect(await readSteps(unit, outer)).toHaveLength(3)
  })

  test("the list: what waits for this seat first; counts and lines agree; each filter narrows", async () => {
    const id = await raised({ unit: "SCT", to: "STC", text: "Việc riêng của tài chính" })
    const finance = await as("STC", "finance")
    const everything = obstacleFilterOf(new URLSearchParams())
    const lines = await readObstacles(finance, everything, 50)
    expect(lines.some((line) => line.id === id && line.isToAnswer)).toBe(true)
    expect(lines[0]?.isToAnswer).toBe(true)
    expect((await countObstacles(finance, everything)).found).toBe(lines.length)
    for (const query of [
      "tim=viec+rieng+cua+tai+chinh",
      "xem=toAnswer",
      "loai=data&cap=competent",
      "tinh-trang=open",
    ]) {
      const filter = obstacleFilterOf(new URLSearchParams(query))
      const narrowed = await readObstacles(finance, filter, 50)
      expect(narrowed.map((line) => line.id)).toContain(id)
      expect((await countObstacles(finance, filter)).found).toBe(narrowed.length)
    }
    const none = obstacleFilterOf(new URLSearchParams("tim=viec+rieng&tinh-trang=solved"))
    expect(await readObstacles(finance, none, 50)).toEqual([])
  })
})

describe("the route of a plan", () => {
  test("is data with a source from a day on; what waits keeps its day", async () => {
    const waiting = await raised()
    const { planId } = await taskOf("SCT")
    const office = await as("SKHCN", "planOffice")
    const levels = [
      { level: "competent", days: 3, unitId: null },
      { level: "provincial", days: 7, unitId: null },
    ] as const
    const asked = { planId, levels, validFrom: "23/11/2026", source: "Quy chế" }
    expect(await saveObstacleRoute(office, { ...asked, source: "" })).toMatchObject({ refusal: { field: "source" } })
    expect(await saveObstacleRoute(office, { ...asked, validFrom: "22/11/2026" })).toMatchObject({
      refusal: { code: "obstacleRoute.inPast" },
    })
    must(await saveObstacleRoute(office, asked))
    expect((await row(waiting)).answerBy).toBe("2026-11-30")
    const id = await raised()
    expect((await row(id)).answerBy).toBe("2026-11-26")
    await riseObstacles(program("2026-11-27T03:00:00Z"))
    expect(await row(id)).toMatchObject({ level: "provincial", answeringUnitId: await t.unitId("UBND") })
  })
})

describe("a cause of lateness outside the unit", () => {
  test("stands beside a late task, is confirmed by the plan office, and changes nothing of the lateness", async () => {
    const late = await t.db
      .selectFrom("assignment")
      .innerJoin("task", "task.id", "assignment.taskId")
      .innerJoin("unit", "unit.id", "assignment.unitId")
      .select(["task.id", "assignment.id as assignmentId", "unit.code"])
      .where("task.deadlineTo", "<", "2026-11-23")
      .where("task.deadlineMeaning", "=", "byDay")
      .where("assignment.workflow", "=", "inProgress")
      .where("assignment.endedOn", "is", null)
      .where("unit.code", "not in", ["SKHCN"])
      .where("unit.kind", "=", "agency")
      .orderBy("task.position")
      .executeTakeFirstOrThrow()
    const unit = await as(late.code!, "reporter")
    const { obstacleId } = must(
      await raiseObstacle(unit, {
        taskId: late.id,
        entryId: null,
        kind: "law",
        description: "Chờ hướng dẫn của bộ",
        tried: "",
        proposal: "Kiến nghị",
        competentUnitId: await t.unitId("SKHCN"),
        isInternal: false,
      }),
    )
    const before = await t.db.selectFrom("assignment").selectAll().where("id", "=", late.assignmentId).execute()
    const { causeId } = must(await recordLatenessCause(unit, { obstacleId, explanation: "Thông tư chưa ban hành" }))
    expect(await recordLatenessCause(unit, { obstacleId, explanation: "nữa" })).toMatchObject({
      refusal: { code: "cause.already" },
    })
    const decision = { causeId, seenVersion: 1, decision: "confirmed", reason: "" }
    await expect(decideLatenessCause(unit, decision)).rejects.toThrow(NotFound)
    must(await decideLatenessCause(await as("SKHCN", "planOffice"), decision))
    expect(await t.db.selectFrom("assignment").selectAll().where("id", "=", late.assignmentId).execute()).toEqual(
      before,
    )
  })
})
