import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  proposeAmendment,
  reviewProposal,
  sendProposal,
  withdrawProposal,
} from "#features/amendments/propose.server.ts"
import {
  decideSubmission,
  draftFromDecision,
  draftSubmission,
  sendSubmission,
} from "#features/amendments/submit-proposals.server.ts"
import {
  attachFile,
  changeDocument,
  detachFile,
  relateDocument,
  unrelateDocument,
} from "#features/documents/keep-documents.server.ts"
import { resendMail } from "#features/organisation/resend-mail.server.ts"
import {
  addChange,
  discardVersion,
  draftVersion,
  recordVersion,
  removeChange,
} from "#features/plans/amend-plan.server.ts"
import { unlinkTask } from "#features/plans/link-tasks.server.ts"
import { makeAnnualPlan } from "#features/plans/make-annual-plan.server.ts"
import { undoImport } from "#features/plans/undo-import.server.ts"
import { removeEvidence } from "#features/reporting/evidence.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/** What changes a plan after it was taken in, and its documents: who may what, by hand; everybody else is refused. */
let t: TestInstance
let ids: Record<
  | "plan"
  | "task"
  | "prepared"
  | "sent"
  | "drafting"
  | "submitted"
  | "version"
  | "annual"
  | "annualTask"
  | "document"
  | "evidence"
  | "mail"
  | "file"
  | "change"
  | "decided",
  string
>

const own = ["own reporter", "own head"]
const office = ["plan office", "director"]
const keepers = ["plan office", "director", "confirmer"]
const proposal = (proposalId: string, seenVersion = 1) => ({ proposalId, seenVersion })
const draft = () => ({ versionId: ids.version, seenVersion: 1 })
const document = {
  kind: "decision",
  number: "9",
  notation: "QĐ-UBND",
  issuer: null,
  place: null,
  issuedOn: "2026-11-02",
  title: "x",
} as const
const registered = { ...document, effectiveOn: null, externalRef: null, note: null }
const change = (subjectId = ids.task) => ({
  kind: "drop" as const,
  subject: "task" as const,
  subjectId,
  otherIds: [],
  patch: {},
  note: "",
})
const relation = { relation: "amends", text: "x", number: "1", notation: "QĐ", issuedOn: null } as const
const link = () => ({ planId: ids.annual, taskId: ids.annualTask, otherTaskId: ids.task })
const seenDocument = () => ({ documentId: ids.document, seenVersion: 1 })

const commands: Command[] = [
  { name: "sendProposal", may: ["own head"], run: (ctx) => sendProposal(ctx, proposal(ids.prepared)) },
  { name: "withdrawProposal", may: own, run: (ctx) => withdrawProposal(ctx, proposal(ids.prepared)) },
  {
    name: "reviewProposal",
    may: office,
    run: (ctx) => reviewProposal(ctx, { ...proposal(ids.sent), opinion: "support", comment: "" }),
  },
  {
    name: "sendSubmission",
    may: office,
    run: (ctx) => sendSubmission(ctx, { submissionId: ids.drafting, seenVersion: 1 }),
  },
  {
    name: "decideSubmission",
    may: ["leadership"],
    run: (ctx) => decideSubmission(ctx, { submissionId: ids.submitted, seenVersion: 2, decisions: [] }),
  },
  { name: "addChange", may: office, run: (ctx) => addChange(ctx, { ...draft(), change: change() }) },
  { name: "recordVersion", may: office, run: (ctx) => recordVersion(ctx, draft()) },
  { name: "discardVersion", may: office, run: (ctx) => discardVersion(ctx, draft()) },
  { name: "undoImport", may: office, run: (ctx) => undoImport(ctx, { planId: ids.annual, seenVersion: 1 }) },
  { name: "unlinkTask", may: office, run: (ctx) => unlinkTask(ctx, link()) },
  { name: "changeDocument", may: keepers, run: (ctx) => changeDocument(ctx, { ...seenDocument(), facts: registered }) },
  { name: "relateDocument", may: keepers, run: (ctx) => relateDocument(ctx, { ...seenDocument(), relation }) },
  {
    name: "unrelateDocument",
    may: keepers,
    run: (ctx) => unrelateDocument(ctx, { ...seenDocument(), position: 0 }),
  },
  {
    name: "attachFile",
    may: keepers,
    run: (ctx) => attachFile(ctx, { documentId: ids.document, title: "x", file: undefined, isNotSecret: true }),
  },
  {
    name: "detachFile",
    may: keepers,
    run: (ctx) => detachFile(ctx, { documentId: ids.document, fileId: ids.file }),
  },
  { name: "removeChange", may: office, run: (ctx) => removeChange(ctx, { ...draft(), changeId: ids.change }) },
  {
    name: "draftFromDecision",
    may: office,
    run: (ctx) =>
      draftFromDecision(ctx, { submissionId: ids.decided, seenVersion: 1, document, effectiveOn: "2026-11-02" }),
  },
  { name: "resendMail", may: ["administrator"], run: (ctx) => resendMail(ctx, { mailId: ids.mail }) },
  { name: "removeEvidence", may: own, run: (ctx) => removeEvidence(ctx, { evidenceId: ids.evidence }) },
]

function value<Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: unknown }): Value {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

beforeAll(async () => {
  t = await testInstance()
  const reporter = t.ctxAs(await t.actor("SVHTTDL", "reporter"))
  const head = t.ctxAs(await t.actor("SVHTTDL", "head"))
  const director = t.ctxAs(await t.actor("SKHCN", "director"))
  const led = await t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["task.id", "task.planId"])
    .where("assignment.unitId", "=", await t.unitId("SVHTTDL"))
    .where("assignment.workflow", "<>", "completed")
    .orderBy("task.position")
    .execute()
  const [first, second] = led
  const planId = first!.planId
  const propose = async (ctx: Ctx, taskId: string) =>
    value(await proposeAmendment(ctx, { planId, taskId, kind: "drop", patch: {}, reason: "x" })).proposalId
  const submit = async (title: string) => {
    const added = { planId, taskId: null, kind: "add" as const, patch: { title }, reason: "x" }
    const { proposalId } = value(await proposeAmendment(head, added))
    value(await reviewProposal(director, { proposalId, seenVersion: 1, opinion: "support", comment: "" }))
    const drafted = { planId, title: "x", opening: "", proposalIds: [proposalId] }
    return value(await draftSubmission(director, drafted)).submissionId
  }
  const [prepared, sent] = [await propose(reporter, first!.id), await propose(head, second!.id)]
  const [drafting, submitted] = [await submit("Việc một"), await submit("Việc hai")]
  value(await sendSubmission(director, { submissionId: submitted, seenVersion: 1 }))
  const decided = await submit("Việc ba")
  await t.db.updateTable("amendmentSubmission").set({ stage: "decided" }).where("id", "=", decided).execute()
  await t.db.updateTable("amendmentProposal").set({ stage: "approved" }).where("submissionId", "=", decided).execute()
  const year = { parentPlanId: planId, year: 2030, title: "Kế hoạch năm 2030", taskIds: [first!.id] }
  const annual = value(await makeAnnualPlan(director, year)).planId
  const annualTask = await t.db.selectFrom("task").select("id").where("planId", "=", annual).executeTakeFirstOrThrow()
  const version = value(
    await draftVersion(director, { planId, document, effectiveOn: "2026-11-02", summary: "" }),
  ).versionId
  value(await addChange(director, { versionId: version, seenVersion: 1, change: change(second!.id) }))
  await t.db.updateTable("planVersion").set({ version: 1 }).where("id", "=", version).execute()
  const related = await t.db
    .selectFrom("documentRelation")
    .select("documentId")
    .where("position", "=", 0)
    .limit(1)
    .executeTakeFirstOrThrow()
  const file = { sha256: "0".repeat(64), size: 1, mime: "application/pdf", name: "x.pdf" }
  value(await attachFile(director, { documentId: related.documentId, title: "x", file, isNotSecret: true }))
  await t.db.updateTable("document").set({ version: 1 }).execute()
  const evidence = await t.db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("report", "report.id", "entry.reportId")
    .select(["evidence.id", "entry.reportId"])
    .where("report.unitId", "=", await t.unitId("SVHTTDL"))
    .limit(1)
    .executeTakeFirstOrThrow()
  await t.db.updateTable("report").set({ status: "drafting" }).where("id", "=", evidence.reportId).execute()
  const mail = crypto.randomUUID()
  const failed = { state: "failed", recipient: "a@example.vn", subject: "x", body: "x", messageId: "x" }
  await t.db
    .insertInto("outgoingMail")
    .values({ ...failed, id: mail, createdAt: new Date() })
    .execute()
  ids = {
    plan: planId,
    task: first!.id,
    prepared,
    sent,
    drafting,
    submitted,
    decided,
    version,
    change: (
      await t.db.selectFrom("planChange").select("id").where("planVersionId", "=", version).executeTakeFirstOrThrow()
    ).id,
    annual,
    annualTask: annualTask.id,
    document: related.documentId,
    file: (await t.db.selectFrom("documentFile").select("id").where("title", "=", "x").executeTakeFirstOrThrow()).id,
    evidence: evidence.id,
    mail,
  }
})
afterAll(() => t?.close())

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("SVHTTDL", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
