import { afterAll, beforeAll, expect, test } from "vitest"
import { proposeAmendment } from "#features/amendments/propose.server.ts"
import { holdDocumentTemplate } from "#features/document-templates/keep-document-template.server.ts"
import { addEvidence } from "#features/reporting/evidence.server.ts"
import { openRequest } from "#features/reporting/open-request.server.ts"
import { expectAccessible, expectFits, openWorld, type World } from "../support/browser.ts"
import { a4, paragraph, wordTemplate } from "../support/word-template.ts"

const wordFile = wordTemplate({ body: paragraph("{{nội dung}}") + a4 })
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
const proofs = [
  ["bien-ban.txt", "Biên bản", Buffer.from("Biên bản cuộc họp\n")],
  ["anh.png", "Ảnh chụp một buổi tập huấn có tên rất dài ".repeat(4).trim(), Buffer.from(PIXEL, "base64")],
] as const

async function* streamOf(content: Uint8Array) {
  yield content
}

/** Every page of every seat: opens, has one h1 and a title, no fault that axe finds, fits a phone, in both languages. */
let world: World
let ids: Record<
  | "round"
  | "done"
  | "report"
  | "entry"
  | "submitted"
  | "task"
  | "document"
  | "unit"
  | "unsent"
  | "proposal"
  | "request"
  | "asked"
  | "sampled"
  | "toExplain"
  | "handOver"
  | "leaver"
  | "proof"
  | "template"
  | "picture"
  | "obstacle"
  | "ownObstacle",
  string
>
const plan = "1139-qd-ubnd-2025"

beforeAll(async () => {
  world = await openWorld()
  const { db } = world
  const rounds = await db.selectFrom("round").select(["id", "planId"]).orderBy("dueOn", "desc").execute()
  const report = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select("report.id")
    .where("unit.code", "=", "SVHTTDL")
    .where("report.roundId", "=", rounds[0]!.id)
    .executeTakeFirstOrThrow()
  const submitted = await db
    .selectFrom("report")
    .select("id")
    .where("roundId", "=", rounds[0]!.id)
    .where("status", "=", "submitted")
    .limit(1)
    .executeTakeFirstOrThrow()
  const entry = await db
    .selectFrom("entry")
    .select(["id", "taskId"])
    .where("reportId", "=", report.id)
    .limit(1)
    .executeTakeFirstOrThrow()
  const document = await db.selectFrom("document").select("id").where("number", "=", "1139").executeTakeFirstOrThrow()
  const unsent = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.unitId"])
    .where("roundId", "=", rounds[0]!.id)
    .where("report.status", "=", "notStarted")
    .limit(1)
    .executeTakeFirstOrThrow()
  const proposed = await proposeAmendment(world.ctxAs(await world.actor("SVHTTDL", "head")), {
    planId: rounds[0]!.planId,
    taskId: entry.taskId,
    kind: "change",
    patch: { product: "Đề án được phê duyệt" },
    reason: "Rõ sản phẩm",
  })
  if (!proposed.ok) throw new Error(proposed.refusal.code)
  const opened = await openRequest(world.ctxAs(await world.actor("SKHCN", "planOffice")), {
    planId: rounds[0]!.planId,
    title: "Báo cáo nhanh về tổ công nghệ số",
    request: "",
    dueOn: "2026-11-30",
    dueTime: "16:00",
    unitIds: [await world.unitId("SVHTTDL")],
    questions: [
      { label: "Số tổ", kind: "number", choices: [], unitOfMeasure: "tổ", isRequired: true },
      { label: "Mức độ", kind: "choice", choices: ["Tốt", "Khá"], unitOfMeasure: null, isRequired: false },
    ],
  })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const asked = await db
    .selectFrom("report")
    .select("id")
    .where("roundId", "=", opened.value.roundId)
    .executeTakeFirstOrThrow()
  const sampled = await db
    .selectFrom("sampleItem")
    .select("id")
    .where("finding", "is", null)
    .limit(1)
    .executeTakeFirstOrThrow()
  const toExplain = await db
    .selectFrom("sampleItem")
    .select("id")
    .where("unitId", "=", await world.unitId("SVHTTDL"))
    .where("finding", "=", "notEnough")
    .where("result", "is", null)
    .executeTakeFirstOrThrow()
  const handOver = await db
    .selectFrom("handOver")
    .select("id")
    .where("unitId", "=", await world.unitId("SVHTTDL"))
    .executeTakeFirstOrThrow()
  const reporter = world.ctxAs(await world.actor("SVHTTDL", "reporter"))
  for (const [name, title, content] of proofs) {
    const file = await world.instance.files.put(streamOf(content), { name })
    if (!file.ok) throw new Error(file.refusal.code)
    const given = { title, number: "", issuedOn: "", isNotSecret: true, file: { ...file.value, name } }
    const attached = await addEvidence(reporter, { ...given, entryId: entry.id })
    if (!attached.ok) throw new Error(attached.refusal.code)
  }
  const attached = await db.selectFrom("evidence").select("id").where("entryId", "=", entry.id).orderBy("id").execute()
  const file = await world.instance.files.put(streamOf(wordFile), { name: "mau.docx" })
  if (!file.ok) throw new Error(file.refusal.code)
  const held = await holdDocumentTemplate(world.ctxAs(await world.actor("SKHCN", "planOffice")), {
    ...{ planId: rounds[0]!.planId, kind: "lateUnits", note: "Mẫu của tỉnh", isNotSecret: true },
    file: { ...file.value, name: "mau.docx", bytes: wordFile },
  })
  if (!held.ok) throw new Error(held.refusal.code)
  const obstacles = await db.selectFrom("obstacle").select(["id", "status", "unitId", "leadingId"]).execute()
  const ofUnit = await world.unitId("SVHTTDL")
  ids = {
    obstacle: obstacles.find((each) => obstacles.some((other) => other.leadingId === each.id))!.id,
    ownObstacle: obstacles.find((each) => each.unitId === ofUnit && each.status === "open")!.id,
    sampled: sampled.id,
    toExplain: toExplain.id,
    handOver: handOver.id,
    leaver: (await world.actor("SVHTTDL", "reporter")).personId,
    template: held.value.templateId,
    proof: attached[0]!.id,
    picture: attached[1]!.id,
    request: opened.value.roundId,
    asked: asked.id,
    document: document.id,
    unit: unsent.unitId,
    unsent: unsent.id,
    proposal: proposed.value.proposalId,
    round: rounds[0]!.id,
    done: rounds[1]!.id,
    report: report.id,
    entry: entry.id,
    submitted: submitted.id,
    task: entry.taskId,
  }
})
afterAll(() => world?.stop())

const pages: Record<string, () => string[]> = {
  "": () => [
    "/",
    "/en",
    `/cong-khai/${plan}`,
    `/en/cong-khai/${plan}`,
    `/cong-khai/${plan}/nhom/1`,
    `/cong-khai/${plan}/nhiem-vu/${ids.task}`,
    `/cong-khai/${plan}/bao-cao/2026-Q3`,
    `/en/cong-khai/${plan}/bao-cao/2026-Q3`,
    `/cong-khai/${plan}/bao-cao/2026-Q3/ban/1`,
    "/dinh-chinh",
    "/en/dinh-chinh",
    "/du-lieu-mo",
    "/en/du-lieu-mo",
    "/dang-nhap",
  ],
  "reporter@demo.test": () => [
    "/viec-cua-toi",
    "/bao-cao",
    `/bao-cao/${ids.report}`,
    `/bao-cao/${ids.report}/muc/${ids.entry}`,
    `/minh-chung/${ids.proof}/xem`,
    `/minh-chung/${ids.picture}/xem`,
    `/minh-chung/${ids.picture}/xem?loi=tooSlow`,
    `/bao-cao/${ids.report}/phan-chung`,
    `/bao-cao/${ids.report}/tung-viec`,
    "/khong-co-mang",
    `/bao-cao/${ids.report}/excel`,
    `/bao-cao/${ids.asked}`,
    `/bao-cao/${ids.asked}/tra-loi`,
    `/bao-cao/${ids.asked}/xem-truoc`,
    `/ke-hoach/${plan}/de-nghi/moi?muc=chi-tieu&loai=add`,
    `/bao-cao/${ids.report}/xem-truoc`,
    "/tai-khoan",
    "/tai-khoan/lich",
    `/khong-co-pdf?vi=tooSlow&word=/bao-cao/${ids.report}/word`,
    "/khong-co-pdf?vi=absent&word=//elsewhere.example",
    "/ke-hoach-don-vi",
    "/phoi-hop",
    "/y-kien",
    `/y-kien/hoi/${ids.task}`,
    `/ke-hoach/${plan}/de-nghi`,
    `/ke-hoach/${plan}/de-nghi/moi`,
    `/ke-hoach/${plan}/de-nghi/moi?loai=extend&chon=${ids.task}`,
    `/ke-hoach/${plan}/de-nghi/moi?loai=change&chon=${ids.task}`,
    `/de-nghi/${ids.proposal}`,
    "/kiem-tra-mau",
    `/kiem-tra-mau/${ids.toExplain}`,
    "/vuong-mac",
    "/vuong-mac/moi",
    `/vuong-mac/moi?muc=${ids.entry}`,
    `/vuong-mac/${ids.ownObstacle}`,
    "/huong-dan",
  ],
  "head@demo.test": () => [
    "/ban-giao",
    `/ban-giao/moi?nguoi=${ids.leaver}`,
    `/ban-giao/${ids.handOver}`,
    "/viec-cua-toi",
    `/bao-cao/${ids.report}`,
    `/bao-cao/${ids.report}/xem-truoc`,
  ],
  "office@demo.test": () => [
    "/viec-cua-toi",
    "/ke-hoach",
    `/ke-hoach/${plan}`,
    `/ke-hoach/${plan}/nhiem-vu`,
    `/ke-hoach/${plan}/nhiem-vu?tim=khong+co+gi`,
    `/ke-hoach/${plan}/nhiem-vu/${ids.task}`,
    `/ke-hoach/${plan}/nhiem-vu/sua?task=${ids.task}`,
    `/ke-hoach/${plan}/nguon`,
    `/ke-hoach/${plan}/dot-bao-cao`,
    `/ke-hoach/${plan}/dot-bao-cao/yeu-cau`,
    `/ke-hoach/${plan}/lich-bao-cao`,
    `/ke-hoach/${plan}/lich-bao-cao/moi`,
    `/ke-hoach/${plan}/mau-bao-cao`,
    `/ke-hoach/${plan}/mau-van-ban`,
    `/ke-hoach/${plan}/mau-van-ban/${ids.template}`,
    `/ke-hoach/${plan}/mau-bao-cao?phien-ban=0`,
    `/ke-hoach/${plan}/lich-bao-cao/moi?period=everyTwoWeeks&weekday=5&time=16h&source=KH`,
    `/tong-hop/${ids.round}/gia-han`,
    `/tong-hop/${ids.request}`,
    `/tong-hop/${ids.request}/tra-loi`,
    `/ke-hoach/${plan}/cay?nhom=1`,
    `/ke-hoach/${plan}/thoi-gian`,
    `/ke-hoach/${plan}/theo-don-vi`,
    `/ke-hoach/${plan}/theo-thoi-han`,
    `/ke-hoach/${plan}/phien-ban`,
    `/ke-hoach/${plan}/phien-ban/moi`,
    `/ke-hoach/${plan}/phien-ban/1`,
    `/ke-hoach/${plan}/phien-ban/1/toan-van`,
    `/ke-hoach/${plan}/so-sanh?tu=1&den=1`,
    `/ke-hoach/${plan}/de-nghi`,
    `/ke-hoach/${plan}/de-nghi/to-trinh`,
    `/de-nghi/${ids.proposal}`,
    `/ke-hoach/${plan}/thay-the`,
    `/ke-hoach/${plan}/hien-trang`,
    `/ke-hoach/${plan}/hien-trang/excel`,
    `/ke-hoach/${plan}/hien-trang?don-vi=${ids.unit}`,
    `/ke-hoach/${plan}/doi-chieu`,
    `/ke-hoach/${plan}/ra-soat`,
    `/ke-hoach/${plan}/hang-nam`,
    `/ke-hoach/${plan}/cap-giai-quyet`,
    "/vuong-mac",
    "/vuong-mac?tim=khong+co+gi",
    `/vuong-mac/${ids.obstacle}`,
    `/vuong-mac/${ids.ownObstacle}`,
    "/huong-dan?tim=so+hoa",
  ],
  "office@demo.test (documents and the desk)": () => [
    "/ke-hoach-don-vi",
    "/van-ban",
    "/van-ban/them",
    `/van-ban/${ids.document}`,
    `/van-ban/${ids.document}/sua`,
    `/bao-cao/${ids.unsent}/nhap-thay`,
    "/tong-hop",
    "/tong-hop/xac-nhan",
    "/tong-hop/cac-ky",
    "/tong-hop/thoi-gian-lam",
    `/tong-hop/thoi-gian-lam?dot=${ids.done}`,
    "/don-vi-thieu-nguoi",
    `/ke-hoach/${plan}/don-vi-xac-nhan`,
    `/ke-hoach/${plan}/don-vi-xac-nhan?nhom=1`,
    `/tong-hop/${ids.done}/kiem-tra-mau`,
    `/tong-hop/${ids.round}/kiem-tra-mau`,
    `/tong-hop/${ids.done}/kiem-tra-mau/rut`,
    `/tong-hop/${ids.done}/kiem-tra-mau/rut?doi-tuong=entries&cach=chon`,
    `/kiem-tra-mau/${ids.sampled}`,
    `/kiem-tra-mau/${ids.toExplain}`,
    `/tong-hop/${ids.round}`,
    `/tong-hop/${ids.round}/bao-cao/${ids.submitted}`,
    `/tong-hop/${ids.round}/theo-muc`,
    `/tong-hop/${ids.round}/hang-doi`,
    `/tong-hop/${ids.round}/hang-doi?nghi-van=any`,
    `/tong-hop/${ids.round}/hang-doi/khong-doi`,
    `/tong-hop/${ids.done}/hang-doi`,
    `/tong-hop/${ids.round}/so-lieu`,
    `/tong-hop/${ids.round}/bieu-so-lieu`,
    `/tong-hop/${ids.round}/bieu-so-lieu?so-lieu=so-hoa`,
    `/tong-hop/${ids.round}/vuong-mac`,
    `/tong-hop/${ids.round}/du-thao`,
    `/tong-hop/${ids.round}/so-sanh`,
    `/tong-hop/${ids.done}/so-sanh`,
    `/tong-hop/${ids.done}/du-thao`,
    `/tong-hop/${ids.done}/du-thao/results`,
    `/tong-hop/${ids.done}/ban-hanh`,
    `/tong-hop/${ids.done}/ban-ky`,
    `/tong-hop/${ids.done}/dinh-chinh`,
    `/tong-hop/${ids.done}/ban/1`,
    `/tong-hop/${ids.done}/ban/1/ban-ky`,
    "/cong-bo",
    "/nhap-ke-hoach",
    `/ke-hoach/${plan}/phu-luc`,
    "/tai-khoan/xac-thuc-hai-buoc",
    "/lich-su",
    `/lich-su/${ids.task}`,
    "/tim-kiem?q=chuyen+doi+so",
  ],
  "confirmer@demo.test": () => ["/viec-cua-toi", "/tong-hop/xac-nhan"],
  "leader@demo.test": () => ["/viec-cua-toi", "/tong-hop", `/tong-hop/${ids.done}/ban-hanh`, "/cong-bo"],
  "finance@demo.test": () => ["/viec-cua-toi", "/ke-hoach", "/tong-hop/xac-nhan"],
  "home@demo.test": () => ["/viec-cua-toi", "/tong-hop"],
  "inspector@demo.test": () => ["/viec-cua-toi", "/bao-cao", "/lich-su", "/vuong-mac", `/vuong-mac/${ids.obstacle}`],
  "admin@demo.test": () => [
    "/viec-cua-toi",
    "/quan-tri/don-vi",
    `/quan-tri/don-vi/${ids.unit}/sap-xep`,
    `/quan-tri/don-vi/${ids.unit}/sap-xep?loai=merge`,
    `/quan-tri/don-vi/${ids.unit}/sap-xep?loai=split`,
    "/quan-tri/nhom-don-vi",
    "/quan-tri/nguoi-dung",
    "/quan-tri/thu-di",
    "/quan-tri/giao-dien",
    "/quan-tri/don-vi/excel",
    "/quan-tri/ngay-nghi",
    "/ban-giao",
    "/don-vi-thieu-nguoi",
    `/quan-tri/nguoi-dung/${ids.leaver}/ket-thuc`,
  ],
}

for (const [email, paths] of Object.entries(pages))
  test.each([{ phone: false }, { phone: true }])(`${email || "the public"}, phone: $phone`, async ({ phone }) => {
    const { page } = await world.person(email.split(" ")[0] || null, { phone })
    const faults: string[] = []
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()))
    page.on("request", (request) => !request.url().startsWith(world.base) && faults.push(`asks ${request.url()}`))
    for (const path of paths()) {
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(200)
      expect(await page.locator("h1").count(), path).toBe(1)
      expect(await page.title(), path).not.toBe("")
      await (phone ? expectFits(page) : expectAccessible(page))
      const policy = answer?.headers()["content-security-policy"] ?? ""
      expect(policy).not.toContain("unsafe")
      if (!email) expect(policy).toContain("script-src 'none'")
    }
    expect(faults).toEqual([])
  })

test("an English reader finds no Vietnamese in the frame", async () => {
  const { page, go } = await world.person("office@demo.test")
  await page.getByRole("button", { name: "English" }).click()
  await page.waitForLoadState()
  await go("/viec-cua-toi")
  expect(await page.locator("html").getAttribute("lang")).toBe("en")
  expect(await page.locator("nav.side").innerText()).toContain("My work")
})
