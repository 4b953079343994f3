import { afterAll, beforeAll, expect, test } from "vitest"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { openWorld, type World } from "../support/browser.ts"

/** Pages that are remembered until something is recorded: whole, the same again, and never old. */
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.stop())

const plan = "/ke-hoach/1139-qd-ubnd-2025"

test("a remembered page is whole, the same when asked again, and shows a change at once", async () => {
  const { context } = await world.person("office@demo.test")
  const html = async (path: string) => (await context.request.get(world.base + path)).text()
  for (const path of [plan, `${plan}/nhiem-vu`, `${plan}/cay`, `${plan}/thoi-gian`, `${plan}/theo-don-vi`]) {
    const first = await html(path)
    const head = first.slice(0, first.indexOf("</head>"))
    expect(head.match(/<title>/g), path).toHaveLength(1)
    expect(first.slice(first.indexOf("<main"), first.indexOf("<h1")), path).not.toContain("<title>")
    expect(first.match(/<main id="main">[\s\S]*<h1[\s\S]*<\/main>/), path).not.toBeNull()
    expect(first.match(/<h1/g), path).toHaveLength(1)
    expect(await html(path), path).toBe(first)
  }
  const task = await world.db
    .selectFrom("task")
    .select(["id", "planId", "code"])
    .orderBy("position")
    .executeTakeFirstOrThrow()
  const changed = await assignTasks(world.ctxAs(await world.actor("SKHCN", "planOffice")), {
    planId: task.planId,
    taskIds: [task.id],
    change: { deadline: { text: "Quý IV năm 2029", meaning: "byDay", from: null, to: "2029-12-31" } },
  })
  expect(changed).toMatchObject({ ok: true })
  expect(await html(`${plan}/nhiem-vu`)).toContain("Quý IV năm 2029")
})

test("each language and each seat gets its own", async () => {
  const office = await world.person("office@demo.test")
  const reporter = await world.person("reporter@demo.test")
  const html = async (context: typeof office.context) =>
    (await context.request.get(`${world.base}${plan}/nhiem-vu`)).text()
  expect(await html(office.context)).toContain('name="task"')
  expect(await html(reporter.context)).not.toContain('name="task"')
  await office.context.addCookies([{ name: "tiendo.language", value: "en", url: world.base }])
  expect(await html(office.context)).toContain("Deadline")
  await office.context.addCookies([{ name: "tiendo.language", value: "vi", url: world.base }])
  expect(await html(office.context)).toContain("Thời hạn")
})
